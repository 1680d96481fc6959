package dev.seisei.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.seisei.data.ChunkKey;
import dev.seisei.testkit.Digests;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Fields that are computed tile by tile: no seams, whatever is asked first, by whom, how often.
final class TiledTest {
  private static final String RAIN =
      "\"%s\": {\"node\": \"hydraulic-erosion\", \"of\": \"%s\", \"cell\": %d, \"passes\": 2,"
          + " \"steps\": 12, \"drops\": 0.5, \"digging\": 0.1, \"capacity\": 2}";
  private static final String NODES =
      String.join(
          ", ",
          "\"high\": {\"node\": \"noise\", \"wavelength\": 90, \"amplitude\": 40}",
          RAIN.formatted("eroded", "high", 2),
          RAIN.formatted("twice", "eroded", 1),
          "\"slid\": {\"node\": \"thermal-erosion\", \"of\": \"high\", \"cell\": 2, \"talus\": 0.3}",
          "\"lakes\": {\"node\": \"lakes\", \"of\": \"high\", \"cell\": 2, \"rounds\": 20}",
          "\"rivers\": {\"node\": \"rivers\", \"of\": \"high\", \"cell\": 2, \"rounds\": 20,"
              + " \"steps\": 16}");

  private static World world() {
    return Worlds.parse(grown("twice"));
  }

  private static String grown(String terrain) {
    return Worlds.grown(NODES, terrain).replace("\"extentMetres\": 64", "\"extentMetres\": 1024");
  }

  private static Samples.Work work(Tiles tiles) {
    return new Samples.Work(tiles, () -> true, null, null);
  }

  /// Beside its own samples a tile has some of its neighbours'.
  @ParameterizedTest
  @ValueSource(strings = {"eroded", "twice", "slid", "lakes", "rivers"})
  void tiles_have_no_seams(String name) {
    var field = (Tiled) world().field(name).orElseThrow();
    int stored = Tiled.CORE + 3;
    var samples = new Samples(new float[1], new float[1]).with(work(new Tiles(1 << 24)));
    float[] here = field.tile(samples, -1, 0);
    float[] east = field.tile(samples, 0, 0);
    float[] south = field.tile(samples, -1, 1);
    for (int along = 0; along < stored; along++) {
      for (int line = 0; line < 3; line++) {
        assertThat(here[along * stored + Tiled.CORE + line]).isEqualTo(east[along * stored + line]);
        assertThat(here[(Tiled.CORE + line) * stored + along])
            .isEqualTo(south[line * stored + along]);
      }
    }
  }

  @Test
  void the_bits_stay_the_same() {
    World world = world();
    var lines = new ArrayList<String>();
    for (String name : List.of("eroded", "twice", "slid", "lakes", "rivers")) {
      float[] values = Samples.grid(-20, 100, 40, 1).of(world.field(name).orElseThrow());
      lines.add(name + " " + Digests.of(values));
    }
    assertThat(lines)
        .containsExactly(
            "eroded 104f383afea90c5a",
            "twice 2265a42fc2f8cd4f",
            "slid 7b9387f3321f154d",
            "lakes b2f7d09a077d9b83",
            "rivers 76078f3075df59d9");
  }

  @Test
  void chunks_agree_whatever_was_asked_first_and_by_how_many() throws Exception {
    World world = world();
    var keys = new ArrayList<ChunkKey>();
    for (int i = 0; i < 24; i++) {
      keys.add(ChunkKey.terrain(i % 2, i * 7 % 16 - 8, i * 5 % 16 - 8));
    }
    List<String> expected = lines(world, keys, new Tiles(1 << 24));
    // Room for a single tile: made again and again.
    assertThat(lines(world, keys, new Tiles(1))).isEqualTo(expected);
    var tiles = new Tiles(1 << 24);
    try (var threads = Executors.newFixedThreadPool(3)) {
      var answers = new ArrayList<Future<List<String>>>();
      for (int seed = 0; seed < 3; seed++) {
        var shuffled = new ArrayList<>(keys);
        Collections.shuffle(shuffled, new Random(seed));
        answers.add(threads.submit(() -> lines(world, shuffled, tiles)));
      }
      for (Future<List<String>> answer : answers) {
        assertThat(answer.get()).containsExactlyInAnyOrderElementsOf(expected);
      }
    }
  }

  private static List<String> lines(World world, List<ChunkKey> keys, Tiles tiles) {
    return keys.stream()
        .map(key -> key + " " + Digests.of(world.heights(key, work(tiles)).metres()))
        .toList();
  }

  @Test
  void a_tile_is_made_once_for_all_who_want_it_and_kept_within_the_bound() {
    World world = world();
    var key = ChunkKey.terrain(0, 0, 0);
    var tiles = new Tiles(1 << 24);
    world.heights(key, work(tiles));
    long made = tiles.made();
    assertThat(made).isPositive();
    world.heights(key, work(tiles));
    // Another world of the same nodes has the same tiles.
    Worlds.parse(grown("twice").replace("\"id\": \"small\"", "\"id\": \"other\""))
        .heights(key, work(tiles));
    assertThat(tiles.made()).isEqualTo(made);
    long room = 200_000;
    var small = new Tiles(room);
    for (int x = -8; x < 8; x++) {
      world.heights(ChunkKey.terrain(1, x, x), work(small));
      assertThat(small.bytes()).isLessThanOrEqualTo(room);
    }
    assertThat(small.made()).isGreaterThan(made);
  }

  @Test
  void fields_that_are_the_same_are_one() {
    World world =
        Worlds.parse(
            Worlds.grown(
                "\"a\": {\"node\": \"noise\", \"wavelength\": 9, \"seed\": 4},"
                    + " \"b\": {\"node\": \"noise\", \"seed\": 4, \"wavelength\": 9},"
                    + " \"c\": {\"node\": \"noise\", \"seed\": 5, \"wavelength\": 9},"
                    + " \"twice\": {\"node\": \"add\", \"a\": \"a\", \"b\": \"b\"},"
                    + " \"other\": {\"node\": \"add\", \"a\": \"a\", \"b\": \"c\"}",
                "twice"));
    assertThat(world.field("a").orElseThrow()).isSameAs(world.field("b").orElseThrow());
    assertThat(world.field("a").orElseThrow()).isNotSameAs(world.field("c").orElseThrow());
    assertThat(world.field("twice").orElseThrow()).isNotSameAs(world.field("other").orElseThrow());
  }

  @Test
  void work_ends_when_nobody_waits_and_who_still_waits_gets_it() {
    World world = world();
    var key = ChunkKey.terrain(1, 3, 3);
    var asked = new AtomicInteger();
    var tiles = new Tiles(1 << 24);
    for (int patience : new int[] {0, 1, 3, 6}) {
      asked.set(0);
      var work = new Samples.Work(tiles, () -> asked.incrementAndGet() <= patience, null, null);
      assertThatExceptionOfType(Abandoned.class).isThrownBy(() -> world.heights(key, work));
      // Asked between any two pieces of work, so it ends at the first no.
      assertThat(asked.get()).isEqualTo(patience + 1);
    }
    assertThatExceptionOfType(Abandoned.class).isThrownBy(() -> world.chunk(key, () -> false));
    assertThat(world.heights(key, work(tiles)).metres())
        .containsExactly(world.heights(key).metres());
  }

  /// A maker that is told to stop while another waits for its tile: the other makes it.
  @Test
  void a_waiter_takes_over_from_a_maker_that_was_abandoned() throws Exception {
    var tiles = new Tiles(1 << 20);
    var key = new Tiles.Key("digest", 1, 2);
    try (var thread = Executors.newSingleThreadExecutor()) {
      var begun = new CountDownLatch(1);
      var waits = new CountDownLatch(1);
      Future<?> maker =
          thread.submit(() ->
              tiles.get(
                  key,
                  () -> {
                    begun.countDown();
                    awaitQuietly(waits);
                    throw new Abandoned();
                  },
                  () -> true));
      begun.await();
      float[] tile =
          tiles.get(
              key,
              () -> new float[] {7},
              () -> {
                waits.countDown(); // Asked while it waits.
                return true;
              });
      assertThat(tile).containsExactly(7);
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(maker::get)
          .withCauseInstanceOf(Abandoned.class);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void monsters_are_refused_before_anything_runs() {
    String heavy =
        "\"%s\": {\"node\": \"hydraulic-erosion\", \"of\": \"%s\", \"cell\": 1, \"passes\": 6,"
            + " \"steps\": 48, \"drops\": 1}";
    assertThat(
            Refusal.message(
                Worlds.grown(
                    NODES
                        + ", "
                        + heavy.formatted("a", "high")
                        + ", "
                        + heavy.formatted("b", "a")
                        + ", "
                        + heavy.formatted("c", "b"),
                    "c")))
        .contains("one sample takes more than 4096 evaluations")
        .endsWith("[graph.cost]");
    String wide =
        Worlds.grown(NODES, "twice")
            .replace(
                "\"levels\": 2, \"extentMetres\": 64", "\"levels\": 14, \"extentMetres\": 65536");
    assertThat(Refusal.message(wide))
        .contains("a chunk of level 13 takes more than")
        .endsWith("[graph.cost]");
  }

  @Test
  void a_cell_that_is_no_power_of_two_is_refused() {
    assertThat(Refusal.message(Worlds.grown(RAIN.formatted("wet", "hills", 6), "wet")))
        .isEqualTo("bad.json: node wet: cell: must be 1, 2, 4, … 128, got 6 [graph.settings]");
  }

  /// A clock that ticks once each time it is asked.
  @Test
  void a_profile_adds_up_to_the_whole_and_counts_samples() {
    World world = world();
    var ticks = new AtomicInteger();
    var profile = new Profile(ticks::incrementAndGet);
    world.chunk(ChunkKey.terrain(0, 0, 0), profile);
    List<Profile.Entry> entries = profile.entries();
    assertThat(entries.stream().map(entry -> world.name(entry.field()).orElse("?")))
        .contains("twice", "eroded", "high");
    assertThat(entries.stream().map(Profile.Entry::field)).doesNotHaveDuplicates();
    long sum = entries.stream().mapToLong(Profile.Entry::nanoseconds).sum();
    assertThat(sum).isPositive().isLessThan(ticks.get());
    var high =
        entries.stream()
            .filter(entry -> world.name(entry.field()).orElse("?").equals("high"))
            .findFirst()
            .orElseThrow();
    // Only tiles take it: a chunk itself has 121 samples.
    assertThat(high.samples()).isGreaterThan((long) Tiled.CORE * Tiled.CORE);
  }
}

package dev.seisei.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.seisei.data.Chunk;
import dev.seisei.data.ChunkGrid;
import dev.seisei.data.ChunkKey;
import dev.seisei.data.Instances;
import dev.seisei.graph.edit.EditBook;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The archipelago, chunk by chunk.
final class WorldTest {
  private static final World WORLD = GraphFile.read(Worlds.ARCHIPELAGO);
  private static final ChunkGrid GRID = WORLD.grid();
  private static final int APRON = ChunkGrid.APRON;
  // From the beach to the hills.
  private static final ChunkKey SHORE = ChunkKey.terrain(1, -22, -15);
  private static final ChunkKey WOODED = ChunkKey.terrain(2, -8, -18);

  static final List<String> GOLDEN = ChunkDigests.GOLDEN;

  private static Stream<ChunkKey> keys() {
    return GOLDEN.stream().map(ChunkDigests::key);
  }

  @Test
  void the_file_has_its_golden_digest() {
    assertThat(WORLD.digest())
        .isEqualTo("f195879efade909dacf78019a02ae23ea720ce35eeb282fe416c301f038b3ae1");
  }

  @ParameterizedTest
  @FieldSource("GOLDEN")
  void chunks_have_their_golden_bits(String golden) {
    assertThat(ChunkDigests.line(WORLD.chunk(ChunkDigests.key(golden)))).isEqualTo(golden);
  }

  @Test
  void two_threads_at_once_in_any_order_get_the_same_bits()
      throws InterruptedException, ExecutionException {
    var start = new CyclicBarrier(2);
    try (var threads = Executors.newFixedThreadPool(2)) {
      var answers = new ArrayList<Future<List<String>>>();
      for (int seed = 0; seed < 2; seed++) {
        var keys = new ArrayList<ChunkKey>(keys().toList());
        Collections.shuffle(keys, new Random(seed));
        answers.add(
            threads.submit(() -> {
              start.await(10, TimeUnit.SECONDS);
              return keys.stream().map(WORLD::chunk).map(ChunkDigests::line).toList();
            }));
      }
      for (Future<List<String>> answer : answers) {
        assertThat(answer.get()).containsExactlyInAnyOrderElementsOf(GOLDEN);
      }
      assertThat(answers.getFirst().get()).isNotEqualTo(answers.getLast().get());
    }
  }

  @ParameterizedTest
  @MethodSource("keys")
  void chunks_are_sound(ChunkKey key) {
    SoundChunk.check(WORLD, WORLD.chunk(key));
  }

  @Test
  void chunks_anywhere_are_sound() {
    var random = new Random(11);
    for (int i = 0; i < 100; i++) {
      int lod = i % GRID.levels();
      int reach = (int) (GRID.extentMetres() / GRID.span(lod));
      SoundChunk.check(
          WORLD,
          WORLD.chunk(
              ChunkKey.terrain(lod, random.nextInt(-reach, reach), random.nextInt(-reach, reach))));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 6})
  void neighbours_share_their_border_and_their_aprons(int lod) {
    SharedBorders.check(WORLD, ChunkKey.terrain(lod, -1, -1), new EditBook());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void samples_of_a_level_are_those_of_the_level_below(int lod) {
    ChunkKey key = ChunkKey.terrain(lod, -1, -1);
    Chunk coarse = WORLD.chunk(key);
    int half = (GRID.samples() - 1) / 2;
    for (int index = 0; index < 4; index++) {
      Chunk fine = WORLD.chunk(key.child(index));
      int left = (index & 1) * half;
      int top = (index >> 1) * half;
      for (int row = 0; row <= half; row++) {
        for (int column = 0; column <= half; column++) {
          assertThat(coarse.heights().at(left + column + APRON, top + row + APRON))
              .isEqualTo(fine.heights().at(2 * column + APRON, 2 * row + APRON));
          for (int layer = 0; layer < WORLD.materials().size(); layer++) {
            assertThat(coarse.materials().at(layer, left + column, top + row))
                .isEqualTo(fine.materials().at(layer, 2 * column, 2 * row));
          }
        }
      }
    }
  }

  @Test
  void ground_is_that_of_the_finest_chunks() {
    var random = new Random(5);
    for (int i = 0; i < 200; i++) {
      // In steps of 1/64 m, so that the place within its cell is exact in both.
      float x = random.nextInt(-4096 * 64, 4096 * 64) / 64f;
      float z = random.nextInt(-4096 * 64, 4096 * 64) / 64f;
      ChunkKey key =
          ChunkKey.terrain(
              0, (int) Math.floor(x / GRID.span(0)), (int) Math.floor(z / GRID.span(0)));
      float column = (x - GRID.minX(key)) / GRID.cell(0) + APRON;
      float row = (z - GRID.minZ(key)) / GRID.cell(0) + APRON;
      assertThat(WORLD.ground(x, z)).isEqualTo(WORLD.heights(key).ground(column, row));
    }
  }

  @Test
  void ground_ends_with_the_world() {
    assertThat(WORLD.ground(-65_536, -65_536))
        .isEqualTo(WORLD.heights(ChunkKey.terrain(0, -2048, -2048)).at(APRON, APRON));
    assertThat(WORLD.ground(Math.nextDown(65_536f), 0)).isFinite();
    for (float[] place :
        new float[][] {{65_536, 0}, {0, 65_536}, {-65_537, 0}, {0, Float.NaN}, {1e30f, 0}}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> WORLD.ground(place[0], place[1]))
          .withMessage("at: must be within ±65536 metres, got " + place[0] + "," + place[1]);
    }
  }

  @Test
  void instances_stand_on_the_ground_of_their_chunk_as_deep_as_the_file_says() {
    float[] sink = {0.2f, 0.2f, 0.15f, 0.1f, 0.35f};
    for (ChunkKey key : keys().toList()) {
      Chunk chunk = WORLD.chunk(key);
      float cell = GRID.cell(key.lod());
      for (Instances group : chunk.instances()) {
        for (int i = 0; i < group.count(); i++) {
          float ground =
              chunk.heights().ground(group.x()[i] / cell + APRON, group.z()[i] / cell + APRON);
          assertThat(group.y()[i]).isEqualTo(ground - sink[group.prop()]);
        }
      }
    }
  }

  @Test
  void a_coarser_chunk_keeps_some_of_the_instances_and_adds_none() {
    var coarse = places(SHORE.parent());
    var fine = new TreeSet<String>();
    for (int index = 0; index < 4; index++) {
      fine.addAll(places(SHORE.parent().child(index)));
    }
    assertThat(coarse).isNotEmpty().hasSizeLessThan(fine.size());
    assertThat(fine).containsAll(coarse);
  }

  /// Props with their place on the map; these chunks are near enough for `float` to tell exactly.
  private static Set<String> places(ChunkKey key) {
    var places = new TreeSet<String>();
    for (Instances group : WORLD.chunk(key).instances()) {
      for (int i = 0; i < group.count(); i++) {
        float x = GRID.minX(key) + group.x()[i];
        float z = GRID.minZ(key) + group.z()[i];
        places.add(group.prop() + " " + group.variant() + " " + x + " " + z);
      }
    }
    return places;
  }

  static List<ChunkKey> outside() {
    return List.of(
        ChunkKey.terrain(0, 2048, 0),
        ChunkKey.terrain(0, 0, -2049),
        ChunkKey.terrain(6, 32, 31),
        ChunkKey.terrain(6, -33, 0),
        ChunkKey.terrain(7, 0, 0),
        ChunkKey.terrain(15, Integer.MAX_VALUE, Integer.MIN_VALUE),
        new ChunkKey(0, 0, 1, 0));
  }

  @ParameterizedTest
  @MethodSource("outside")
  void a_chunk_outside_the_world_is_refused(ChunkKey key) {
    String told = "chunk " + key + ": the world has none there";
    assertThatIllegalArgumentException().isThrownBy(() -> WORLD.chunk(key)).withMessage(told);
    assertThatIllegalArgumentException().isThrownBy(() -> WORLD.heights(key)).withMessage(told);
  }

  @Test
  void land_has_woods_and_rocks_of_many_shapes() {
    Map<String, Set<Integer>> variants = new TreeMap<>();
    var keys = new ArrayList<ChunkKey>(finest(SHORE.parent().parent()));
    keys.addAll(finest(WOODED));
    for (ChunkKey key : keys) {
      for (Instances group : WORLD.chunk(key).instances()) {
        variants
            .computeIfAbsent(WORLD.props().get(group.prop()).name(), _ -> new TreeSet<>())
            .add(group.variant());
      }
    }
    assertThat(variants).containsOnlyKeys("boulder", "oak", "palm", "shrub", "spruce");
    assertThat(variants.values()).allMatch(found -> found.size() == 3);
  }

  private static List<ChunkKey> finest(ChunkKey key) {
    var keys = new ArrayList<ChunkKey>();
    for (int index = 0; index < 4; index++) {
      ChunkKey child = key.child(index);
      keys.addAll(child.lod() == 0 ? List.of(child) : finest(child));
    }
    return keys;
  }

  @Test
  void the_sea_has_no_trees_and_its_bed_is_of_one_material() {
    Chunk sea = WORLD.chunk(ChunkKey.terrain(0, -2048, -2048));
    assertThat(sea.heights().at(APRON, APRON)).isLessThan(-5);
    assertThat(sea.instances()).isEmpty();
    assertThat(sea.materials().at(0, 7, 9)).isEqualTo(255);
    assertThat(sea.materials().at(2, 7, 9)).isZero();
  }
}

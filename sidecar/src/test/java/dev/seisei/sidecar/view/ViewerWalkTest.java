package dev.seisei.sidecar.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.data.ChunkGrid;
import dev.seisei.data.ChunkKey;
import dev.seisei.sidecar.Archipelago;
import dev.seisei.sidecar.chunk.ChunkStore;
import dev.seisei.sidecar.chunk.EncodedChunk;
import dev.seisei.sidecar.chunk.HandMaker;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Clients that wander, look about, grant what they please and are full now and then, while some
/// chunks fail the first time: what the protocol promises holds at every step.
@Timeout(60)
final class ViewerWalkTest {
  private static final ChunkGrid GRID = Archipelago.WORLD.grid();
  private static final ChunkKey MARK = ChunkKey.terrain(GRID.levels(), 0, 0);
  private static final int STEPS = 80;

  private final Set<ChunkKey> failedOnce = ConcurrentHashMap.newKeySet();
  private final Loop loop = new Loop();
  private int marks;
  private final Client client = new Client();

  private EncodedChunk make(ChunkKey key) {
    int mixed = Math.floorMod(7 * key.x() + 13 * key.z() + key.lod(), 29);
    if (mixed == 0 && key.lod() < MARK.lod() && failedOnce.add(key)) {
      throw new IllegalStateException("not this time");
    }
    return HandMaker.blank(key, 300 + 20 * mixed);
  }

  @ParameterizedTest
  @CsvSource({
    "1, STRAIGHT", "2, STRAIGHT", "3, STRAIGHT", "4, STRAIGHT", "5, STRAIGHT", "6, STRAIGHT",
    "7, PIPELINE", "8, PIPELINE", "9, PIPELINE", "10, PIPELINE", "11, PIPELINE", "12, PIPELINE"
  })
  void every_promise_holds_at_every_step(long seed, Way way) {
    var random = new SplittableRandom(seed);
    try (var store = new ChunkStore(this::make, 1, 60_000);
        var open = way.open(store)) {
      var viewer = new Viewer(open, loop, client);
      double x = random.nextDouble(-3000, 3000);
      double z = random.nextDouble(-3000, 3000);
      for (int step = 0; step < STEPS; step++) {
        x += random.nextDouble(-90, 90);
        z += random.nextDouble(-90, 90);
        double radius = random.nextDouble(40, 300);
        look(viewer, Cover.of(GRID, new View(x, 20, z, 0, 0, radius, 1.2), 0));
        if (random.nextInt(3) > 0) {
          int bytes = random.nextInt(1, 30_000);
          client.granted += bytes;
          viewer.grant(bytes);
        }
        client.full = random.nextInt(5) == 0;
        for (int rounds = random.nextInt(12); rounds > 0; rounds--) {
          open.settle();
          letAllBeMade(store);
        }
        open.settle();
        assertThat(store.waiting()).isLessThanOrEqualTo(Viewer.MOST_UNDER_WAY);
      }
      client.full = false;
      client.granted += Viewer.MOST_CREDIT;
      viewer.grant(Viewer.MOST_CREDIT);
      finish(viewer);
      assertThat(failedOnce).isNotEmpty();
      assertThat(client.forgotten).isGreaterThan(200);
    }
  }

  /// What is asked for after all else is made after all else, so that its answers are there by
  /// then.
  private void letAllBeMade(ChunkStore store) {
    marks++;
    store
        .want(new ChunkKey(MARK.lod(), marks, 0, 0))
        .chunk()
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
    loop.now();
  }

  private void look(Viewer viewer, List<ChunkKey> cover) {
    client.wanted = Set.copyOf(cover);
    client.complete = false;
    viewer.look(cover);
  }

  /// Stands still, and looks again where something failed, until everything is there.
  private void finish(Viewer viewer) {
    List<ChunkKey> cover = List.copyOf(client.wanted);
    while (!client.complete) {
      client.failed = false;
      look(viewer, cover);
      while (!client.complete && !client.failed) {
        loop.next();
      }
    }
    assertThat(client.has).isEqualTo(client.wanted);
  }

  /// Checks what it is told against what it has.
  private static final class Client implements Viewer.Client {
    private final Set<ChunkKey> has = new HashSet<>();
    private Set<ChunkKey> wanted = Set.of();
    private long granted;
    private long received;
    private int forgotten;
    private boolean complete;
    private boolean failed;
    private boolean full;

    @Override
    public void chunk(EncodedChunk chunk) {
      assertThat(has.add(chunk.key())).as("%s is new", chunk.key()).isTrue();
      assertThat(wanted).contains(chunk.key());
      assertThat(full).isFalse();
      received += chunk.bytes().length;
      assertThat(received).isLessThanOrEqualTo(granted);
    }

    @Override
    public void forget(List<ChunkKey> keys) {
      for (ChunkKey key : keys) {
        assertThat(has.remove(key)).as("%s was there", key).isTrue();
        assertThat(wanted).doesNotContain(key);
        assertThat(wanted.stream().filter(key::overlaps)).isSubsetOf(has);
        forgotten++;
      }
    }

    @Override
    public void complete(int count) {
      assertThat(complete).isFalse();
      assertThat(count).isEqualTo(wanted.size());
      assertThat(has).isEqualTo(wanted);
      complete = true;
    }

    @Override
    public void failed(ChunkKey key, Throwable why) {
      assertThat(has).doesNotContain(key);
      assertThat(why).hasMessageContaining("not this time");
      failed = true;
    }

    @Override
    public boolean isFull() {
      return full;
    }
  }
}

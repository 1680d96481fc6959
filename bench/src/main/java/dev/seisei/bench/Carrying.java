package dev.seisei.bench;

import dev.seisei.data.ChunkKey;
import dev.seisei.sidecar.chunk.ChunkStore;
import dev.seisei.sidecar.chunk.Chunks;
import dev.seisei.sidecar.chunk.EncodedChunk;
import dev.seisei.sidecar.flow.Desk;
import dev.seisei.sidecar.flow.Pipelines;
import dev.seisei.sidecar.view.Viewer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/// What the pipeline between a world's store and its viewers costs: with it and without it, in
/// turns. No chunk is really made and nothing is sent, so that the way is all there is.
final class Carrying implements AutoCloseable {
  private static final int VIEWERS = 1000;
  private static final int TURNS = 7;
  private static final int SINGLES = 5000;
  private static final long PAUSE_NANOS = 100_000;
  private static final List<ChunkKey> VIEW =
      IntStream.range(0, 150).mapToObj(x -> ChunkKey.terrain(0, x, 0)).toList();

  private final ChunkStore store =
      new ChunkStore(key -> new EncodedChunk(key, new byte[32], new byte[1200]), 2, 64 << 20);
  private final Desk desk = new Desk();
  private final Pipelines pipelines = new Pipelines();
  private final ExecutorService[] loops = {
    Executors.newSingleThreadExecutor(), Executors.newSingleThreadExecutor()
  };

  private Carrying() {
    pipelines.serve(_ -> store, "world", Map.of("viewers", desk));
  }

  static void measure(Report out) throws InterruptedException {
    try (var bench = new Carrying()) {
      Chunks straight = (key, _) -> bench.store.want(key);
      out.head(
          "From the store to " + VIEWERS + " viewers of 150 kept chunks each, in one process",
          "way",
          "chunks a second, median",
          "least",
          "most",
          "one chunk alone, median µs",
          "p99 µs");
      var rates = new double[2][TURNS];
      var waits = new double[2][SINGLES];
      for (int turn = -3; turn < TURNS; turn++) {
        for (int way = 0; way < 2; way++) {
          double rate = bench.crowd(way == 0 ? straight : bench.desk);
          if (turn >= 0) {
            rates[way][turn] = rate;
          }
        }
      }
      for (int turn = -SINGLES; turn < SINGLES; turn++) {
        for (int way = 0; way < 2; way++) {
          double micros = single(way == 0 ? straight : bench.desk);
          if (turn >= 0) {
            waits[way][turn] = micros;
          }
        }
      }
      for (int way = 0; way < 2; way++) {
        Arrays.sort(rates[way]);
        Arrays.sort(waits[way]);
        out.row(
            way == 0 ? "from the store at once" : "through the pipeline",
            rates[way][TURNS / 2],
            rates[way][0],
            rates[way][TURNS - 1],
            waits[way][SINGLES / 2],
            waits[way][SINGLES * 99 / 100]);
      }
    }
  }

  /// Chunks a second that a crowd gets.
  private double crowd(Chunks chunks) throws InterruptedException {
    var done = new CountDownLatch(VIEWERS);
    var viewers = new ArrayList<Viewer>();
    long start = System.nanoTime();
    for (int i = 0; i < VIEWERS; i++) {
      Executor loop = loops[i % loops.length];
      var viewer = new Viewer(chunks, loop, new Client(done));
      viewers.add(viewer);
      loop.execute(() -> {
        viewer.look(VIEW);
        viewer.grant(Viewer.MOST_CREDIT);
      });
    }
    if (!done.await(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException(done.getCount() + " viewers have not got everything");
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    for (int i = 0; i < VIEWERS; i++) {
      loops[i % loops.length].execute(viewers.get(i)::close);
    }
    return VIEWERS * VIEW.size() / seconds;
  }

  /// Microseconds until a kept chunk is there, when nothing else is going on.
  private static double single(Chunks chunks) {
    long pause = System.nanoTime() + PAUSE_NANOS;
    while (System.nanoTime() < pause) {
      Thread.onSpinWait();
    }
    long start = System.nanoTime();
    try {
      chunks.want(VIEW.getFirst(), 0).chunk().get(20, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
    return (System.nanoTime() - start) / 1e3;
  }

  @Override
  public void close() {
    desk.close();
    pipelines.close();
    store.close();
    for (ExecutorService loop : loops) {
      loop.close();
    }
  }

  /// Counts.
  private record Client(CountDownLatch done) implements Viewer.Client {
    @Override
    public void chunk(EncodedChunk chunk) {}

    @Override
    public void forget(List<ChunkKey> keys) {}

    @Override
    public void complete(int wanted) {
      done.countDown();
    }

    @Override
    public void failed(ChunkKey key, Throwable why) {
      throw new IllegalStateException(why);
    }

    @Override
    public boolean isFull() {
      return false;
    }
  }
}

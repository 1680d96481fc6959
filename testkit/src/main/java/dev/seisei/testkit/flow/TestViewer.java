package dev.seisei.testkit.flow;

import dev.seisei.data.ChunkKey;
import dev.seisei.pipeline.Buffer;
import dev.seisei.pipeline.Context;
import dev.seisei.pipeline.Output;
import dev.seisei.pipeline.Pad;
import dev.seisei.pipeline.Sink;
import dev.seisei.pipeline.Want;
import dev.seisei.pipeline.Work;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A sink that wants the chunks that a test wants.
public final class TestViewer implements Sink {
  private final ConcurrentLinkedQueue<Consumer<Output>> wishes = new ConcurrentLinkedQueue<>();
  private final List<ChunkKey> got = new CopyOnWriteArrayList<>();
  private final List<ChunkKey> missed = new CopyOnWriteArrayList<>();
  private volatile @Nullable Context context;

  public void want(Want want) {
    wish(out -> out.want("in", want));
  }

  public void unwant(ChunkKey key) {
    wish(out -> out.unwant("in", key));
  }

  private void wish(Consumer<Output> wish) {
    wishes.add(wish);
    Context live = context;
    if (live != null) {
      live.wake();
    }
  }

  /// The chunks so far, in order.
  public List<ChunkKey> got() {
    return got;
  }

  /// The chunks that will not come.
  public List<ChunkKey> missed() {
    return missed;
  }

  @Override
  public List<Pad> pads() {
    return List.of(Pad.in("in").flow(Pad.Flow.SPATIAL));
  }

  @Override
  public Work open(Context opened) {
    context = opened;
    return new Work() {
      @Override
      public void start(Output out) {
        woken(out);
      }

      @Override
      public void woken(Output out) {
        for (var wish = wishes.poll(); wish != null; wish = wishes.poll()) {
          wish.accept(out);
        }
      }

      @Override
      public void buffer(String pad, Buffer buffer, Output out) {
        ChunkKey key = buffer.key();
        if (key != null) {
          got.add(key);
        }
      }

      @Override
      public void missed(String pad, ChunkKey key, Throwable why, Output out) {
        missed.add(key);
      }
    };
  }
}

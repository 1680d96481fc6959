package dev.seisei.testkit.flow;

import dev.seisei.pipeline.Context;
import dev.seisei.pipeline.Filter;
import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.Output;
import dev.seisei.pipeline.Pad;
import dev.seisei.pipeline.Work;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lets nothing pass until a test opens it: everything before it waits in the queues.
public final class Gate implements Filter {
  private @Nullable Context context;
  private boolean isOpen;

  public void open() {
    set(true);
  }

  public void shut() {
    set(false);
  }

  private void set(boolean open) {
    Context live;
    synchronized (this) {
      isOpen = open;
      live = context;
    }
    if (live != null) {
      live.wake();
    }
  }

  private synchronized boolean isOpen() {
    return isOpen;
  }

  @Override
  public List<Pad> pads() {
    return List.of(Pad.in("in"), Pad.out("out").formats(Format.SAME));
  }

  @Override
  public synchronized Work open(Context opened) {
    context = opened;
    return new Work() {
      @Override
      public void start(Output out) {
        woken(out);
      }

      @Override
      public void woken(Output out) {
        if (isOpen()) {
          out.resume("in");
        } else {
          out.pause("in");
        }
      }
    };
  }
}

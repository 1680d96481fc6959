package dev.seisei.testkit.flow;

import dev.seisei.pipeline.Buffer;
import dev.seisei.pipeline.Context;
import dev.seisei.pipeline.Demand;
import dev.seisei.pipeline.Event;
import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.Output;
import dev.seisei.pipeline.Pad;
import dev.seisei.pipeline.Source;
import dev.seisei.pipeline.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A source that sends what a test gives it, as it is asked for.
public final class TestSource implements Source {
  private final Format format;
  private final Pad.Flow flow;
  private final ConcurrentLinkedQueue<Object> script = new ConcurrentLinkedQueue<>();
  private final List<Event> events = new ArrayList<>();
  private final AtomicLong sent = new AtomicLong();
  private volatile @Nullable Context context;
  private volatile boolean endsAtLast;

  private TestSource(Format format, Pad.Flow flow) {
    this.format = format;
    this.flow = flow;
  }

  /// Asked by demand; buffers follow when [#give] is called.
  public static TestSource of(Format format) {
    return new TestSource(format, Pad.Flow.MANUAL);
  }

  /// Sends as soon as it is given something, asked or not.
  public static TestSource pushing(Format format) {
    return new TestSource(format, Pad.Flow.PUSH);
  }

  /// Sends these and ends.
  public static TestSource of(Format format, List<Buffer> buffers) {
    return of(format).give(buffers.toArray(Buffer[]::new)).end();
  }

  /// Bytes: so many buffers, each with its number, and the end.
  public static TestSource counting(int count) {
    var source = of(Format.BYTES);
    for (int i = 0; i < count; i++) {
      source.give(numbered(i));
    }
    return source.end();
  }

  /// A buffer that says which it is, by its time.
  public static Buffer numbered(long number) {
    return Buffer.of(new byte[] {(byte) number}).at(number);
  }

  /// Adds buffers to what it sends.
  public TestSource give(Buffer... buffers) {
    script.addAll(List.of(buffers));
    return awake();
  }

  /// Has it change its format then.
  public TestSource give(Format other) {
    script.add(other);
    return awake();
  }

  /// Has it say something then.
  public TestSource give(Event event) {
    script.add(event);
    return awake();
  }

  /// Has it end after what it was given.
  public TestSource end() {
    endsAtLast = true;
    return awake();
  }

  private TestSource awake() {
    Context live = context;
    if (live != null) {
      live.wake();
    }
    return this;
  }

  /// How many buffers it sent.
  public long sent() {
    return sent.get();
  }

  /// The events that came up to it.
  public List<Event> events() {
    synchronized (events) {
      return List.copyOf(events);
    }
  }

  @Override
  public List<Pad> pads() {
    return List.of(Pad.out("out").flow(flow));
  }

  @Override
  public Work open(Context opened) {
    context = opened;
    return new Work() {
      @Override
      public void start(Output out) {
        out.format(format);
        if (flow == Pad.Flow.PUSH) {
          send(Long.MAX_VALUE, out);
        }
      }

      @Override
      public void demand(String pad, Demand demand, Output out) {
        if (demand instanceof Demand.Counted counted) {
          send(counted.buffers(), out);
        }
      }

      @Override
      public void woken(Output out) {
        if (flow == Pad.Flow.PUSH) {
          send(Long.MAX_VALUE, out);
        }
      }

      @Override
      public void event(String pad, Event event, Output out) {
        synchronized (events) {
          events.add(event);
        }
      }
    };
  }

  private void send(long most, Output out) {
    boolean ends = endsAtLast;
    long left = most;
    while (left > 0) {
      switch (script.poll()) {
        case Buffer buffer -> {
          left--;
          sent.incrementAndGet();
          out.send(buffer);
        }
        case Format other -> out.format(other);
        case Event event -> out.event("out", event);
        case null, default -> {
          if (ends) {
            out.end();
          }
          return;
        }
      }
    }
  }
}

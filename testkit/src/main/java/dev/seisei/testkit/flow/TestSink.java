package dev.seisei.testkit.flow;

import dev.seisei.pipeline.Buffer;
import dev.seisei.pipeline.Context;
import dev.seisei.pipeline.Event;
import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.Output;
import dev.seisei.pipeline.Pad;
import dev.seisei.pipeline.Sink;
import dev.seisei.pipeline.Work;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A sink that keeps what it gets, in order, until a test asks.
public final class TestSink implements Sink {
  private final Pad pad;
  private final boolean isSlow;
  private final List<Object> got = new ArrayList<>();
  private final List<Event> said = new ArrayList<>();
  private @Nullable Context context;
  private long allowed;
  private boolean hasEnded;

  private TestSink(Pad pad, boolean slow) {
    this.pad = pad;
    isSlow = slow;
  }

  /// Takes everything at once.
  public static TestSink keen() {
    return new TestSink(Pad.in("in"), false);
  }

  /// Takes these formats alone, at once.
  public static TestSink of(Format... formats) {
    return new TestSink(Pad.in("in").formats(formats), false);
  }

  /// Takes as much as [#take] allows.
  public static TestSink asking(Pad.Unit unit) {
    return new TestSink(Pad.in("in").flow(Pad.Flow.MANUAL).counting(unit), true);
  }

  /// Asks for so much more, in its unit.
  public void take(long amount) {
    Context live;
    synchronized (got) {
      allowed += amount;
      live = context;
    }
    if (live != null) {
      live.wake();
    }
  }

  /// Says something up.
  public void say(Event event) {
    Context live;
    synchronized (got) {
      said.add(event);
      live = context;
    }
    if (live != null) {
      live.wake();
    }
  }

  /// The buffers so far.
  public List<Buffer> buffers() {
    synchronized (got) {
      return got.stream().filter(Buffer.class::isInstance).map(Buffer.class::cast).toList();
    }
  }

  /// The times of the buffers so far: what [TestSource#numbered] numbered.
  public List<Long> numbers() {
    return buffers().stream().map(Buffer::nanos).toList();
  }

  /// Formats, buffers and events so far.
  public List<Object> all() {
    synchronized (got) {
      return List.copyOf(got);
    }
  }

  public boolean hasEnded() {
    synchronized (got) {
      return hasEnded;
    }
  }

  /// Waits for so many buffers.
  ///
  /// @throws AssertionError if they do not come
  public List<Buffer> await(int count) {
    Until.so(() -> "got " + buffers().size() + " of " + count, () -> buffers().size() >= count);
    return buffers();
  }

  @Override
  public List<Pad> pads() {
    return List.of(pad);
  }

  @Override
  public Work open(Context opened) {
    synchronized (got) {
      context = opened;
    }
    return new Work() {
      @Override
      public void start(Output out) {
        ask(out);
      }

      @Override
      public void woken(Output out) {
        ask(out);
      }

      @Override
      public void format(String pad, Format format, Output out) {
        keep(format);
      }

      @Override
      public void buffer(String pad, Buffer buffer, Output out) {
        keep(buffer);
      }

      @Override
      public void event(String pad, Event event, Output out) {
        keep(event);
      }

      @Override
      public void end(String pad, Output out) {
        synchronized (got) {
          hasEnded = true;
        }
      }
    };
  }

  private void keep(Object item) {
    synchronized (got) {
      got.add(item);
    }
  }

  private void ask(Output out) {
    long amount;
    List<Event> events;
    synchronized (got) {
      amount = allowed;
      allowed = 0;
      events = List.copyOf(said);
      said.clear();
    }
    if (isSlow && amount > 0) {
      out.demand("in", amount);
    }
    events.forEach(event -> out.event("in", event));
  }
}

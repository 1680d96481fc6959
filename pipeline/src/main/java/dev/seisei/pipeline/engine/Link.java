package dev.seisei.pipeline.engine;

import dev.seisei.pipeline.Buffer;
import dev.seisei.pipeline.Element;
import dev.seisei.pipeline.Filter;
import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.Pad;
import dev.seisei.pipeline.Pipeline;
import dev.seisei.pipeline.PipelineException;
import dev.seisei.pipeline.WhenFull;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// What lies between two elements. The sender's thread owns one half of its fields, the taker's the
/// other.
///
/// Buffers, formats, events and the end go through one queue, in order. Where both ends are in one
/// task and nothing waits, the taker is called straight from the sender; it sees no difference.
final class Link {

  /// What one call of an element may send beyond the room that it was called for.
  static final int MOST_SPILL = 4096;

  private static final int SAMPLED = 32;

  /// What ends a stream.
  static final Object END =
      new Object() {
        @Override
        public String toString() {
          return "end";
        }
      };

  final Pipeline.Link drawn;
  final Node from;
  final Node to;
  final Pad out;
  final Pad in;
  final String fromPad;
  final String toPad;
  final boolean isDirect;
  final @Nullable WantBook wants;
  private final boolean isThrottled;
  private final boolean isAsked;
  private final Queue queue;
  volatile boolean isCut;

  // The sender's.
  final Count sent = new Count();
  final Count bytes = new Count();
  final Count unwanted = new Count();
  private final Count newest = new Count();
  private final ArrayDeque<Object> spill = new ArrayDeque<>(0);
  volatile @Nullable Format format;
  volatile boolean hasEnded;
  boolean isNews;
  private long allowed;
  volatile boolean senderWaits;

  // The taker's.
  private final Count taken = new Count();
  private final Count takenBytes = new Count();
  private final Count granted = new Count();
  volatile @Nullable Format received;
  volatile boolean isOver;
  volatile boolean isPaused;
  boolean wasTaken;

  // One sample at a time, by number: the sender sets it, the taker clears it.
  private volatile long sampled;
  private long sampledAt;
  private volatile @Nullable Latencies waiting;

  Link(Pipeline.Link drawn, Node from, Node to, Pad out, Pad in, boolean direct, boolean spatial) {
    this.drawn = drawn;
    this.from = from;
    this.to = to;
    this.out = out;
    this.in = in;
    fromPad = drawn.from().name();
    toPad = drawn.to().name();
    isDirect = direct;
    wants = spatial ? new WantBook(this) : null;
    isThrottled = drawn.whenFull() == WhenFull.THROTTLE;
    Element element = from.leaf;
    isAsked = !(element instanceof Filter && out.flow() == Pad.Flow.AUTO);
    queue =
        switch (drawn.whenFull()) {
          case THROTTLE, FAIL -> new Queue.Ring(drawn.queue());
          case DROP_OLDEST -> new Queue.Dropping(drawn.queue(), drawn.queueBytes(), true);
          case DROP_NEWEST -> new Queue.Dropping(drawn.queue(), drawn.queueBytes(), false);
          case LATEST -> new Queue.Dropping(1, drawn.queueBytes(), true);
        };
    newest.set(Long.MIN_VALUE);
  }

  /// How many buffers the sender may send.
  long room() {
    if (!isThrottled || isCut) {
      return Integer.MAX_VALUE;
    }
    long room = spill.isEmpty() ? queue.room() : 0;
    if (room <= 0 || bytes.get() - takenBytes.get() >= drawn.queueBytes()) {
      return 0;
    }
    return in.flow() == Pad.Flow.MANUAL ? Math.min(room, demanded()) : room;
  }

  /// How many buffers one call may send. Where bytes or times bound it, how large the next will be
  /// is a guess from those before.
  long allow() {
    long left = drawn.queueBytes() - (bytes.get() - takenBytes.get());
    if (in.flow() == Pad.Flow.MANUAL && in.unit() == Pad.Unit.BYTES) {
      left = Math.min(left, amount());
    }
    boolean isTimed = in.flow() == Pad.Flow.MANUAL && in.unit() == Pad.Unit.NANOS;
    long usual = sent.get() == 0 ? left : Math.max(1, bytes.get() / sent.get());
    allowed = isTimed ? 1 : Math.max(1, Math.min(room(), left / Math.max(1, usual)));
    return allowed;
  }

  private long demanded() {
    long amount = amount();
    return in.unit() == Pad.Unit.BUFFERS ? amount : amount > 0 ? Long.MAX_VALUE : 0;
  }

  /// What the taker asked for beyond what it was sent, in its unit; a time for [Pad.Unit#NANOS].
  long amount() {
    return switch (in.unit()) {
      case BUFFERS -> granted.get() - sent.get();
      case BYTES -> granted.get() - bytes.get();
      case NANOS -> newest.get() < granted.get() ? granted.get() : 0;
    };
  }

  /// Whether the sender may not go on; it is woken then when it may.
  boolean isFull() {
    pour();
    if ((hasEnded && spill.isEmpty()) || room() > 0) {
      return false;
    }
    senderWaits = true;
    VarHandle.fullFence();
    pour();
    return room() <= 0;
  }

  /// Whether so many more can be sent; if not, the sender is woken when there is room again.
  boolean hasRoomFor(int buffers) {
    if (room() >= buffers) {
      return true;
    }
    senderWaits = true;
    VarHandle.fullFence();
    return room() >= buffers;
  }

  /// Whether an overflow still waits for room.
  boolean isSpilt() {
    return !spill.isEmpty();
  }

  void send(Buffer buffer) {
    if (isCut) {
      return;
    }
    if (hasEnded) {
      throw new PipelineException(
          "stream.ended",
          from.path + "." + fromPad + " has ended; nothing can be sent after that.");
    }
    if (format == null) {
      from.giveFormat(this);
    }
    if (wants != null && !wants.isAnsweredBy(buffer)) {
      unwanted.add(1);
      return;
    }
    if (allowed > 0) {
      allowed--;
    } else if (wants == null
        && isAsked
        && isThrottled
        && out.flow() != Pad.Flow.PUSH
        && room() <= 0) {
      throw new PipelineException(
          "demand.exceeded",
          from.path + "." + fromPad + " sends more than it is asked for by " + to.path + ".");
    }
    long count = sent.get() + 1;
    sent.set(count);
    bytes.add(buffer.bytes());
    if (in.unit() == Pad.Unit.NANOS) {
      newest.set(buffer.nanos());
    }
    if (isDirect && to.takesNow(this)) {
      taken.add(1);
      takenBytes.add(buffer.bytes());
      to.deliver(this, buffer);
      return;
    }
    if (count % SAMPLED == 1 && isThrottled && sampled == 0) {
      sampledAt = System.nanoTime();
      sampled = count;
    }
    put(buffer);
  }

  /// A format, event or end.
  void say(Object item) {
    if (isCut) {
      return;
    }
    if (isDirect && to.hearsNow(this)) {
      to.deliver(this, item);
    } else {
      put(item);
    }
  }

  private void put(Object item) {
    if (!spill.isEmpty() || !queue.offer(item)) {
      if (!isThrottled && item instanceof Buffer) {
        throw new PipelineException(
            "link.overflow",
            "The queue of " + drawn + " is full at " + drawn.queue() + " buffers.");
      }
      if (spill.size() >= MOST_SPILL) {
        throw new PipelineException(
            "link.overflow",
            from.path + " sends more than " + MOST_SPILL + " buffers at once over " + drawn + ".");
      }
      spill.add(item);
    }
    isNews = true;
    if (to.task.seemsResting()) {
      to.task.wake();
    }
  }

  /// Moves what did not fit into the queue; by the sender.
  void pour() {
    while (!spill.isEmpty() && queue.offer(spill.element())) {
      spill.remove();
      isNews = true;
    }
  }

  /// The next that waits; by the taker.
  @Nullable Object take() {
    Object item = queue.poll();
    if (item instanceof Buffer buffer) {
      taken.add(1);
      takenBytes.add(buffer.bytes());
      wasTaken = true;
      if (sampled == taken.get()) {
        latencies().record(System.nanoTime() - sampledAt);
        sampled = 0;
      }
    } else if (item != null) {
      wasTaken = true;
    }
    return item;
  }

  /// Whether what waits first is no buffer, and so needs nobody to ask for it.
  boolean hasWordNext() {
    Object next = queue.peek();
    return next != null && !(next instanceof Buffer);
  }

  private Latencies latencies() {
    Latencies known = waiting;
    if (known == null) {
      known = new Latencies();
      waiting = known;
    }
    return known;
  }

  /// Wakes the taker if it may not know of what was put; by the sender, after its turn.
  void wakeTaker() {
    if (isNews) {
      isNews = false;
      VarHandle.fullFence();
      to.task.wake();
    }
  }

  /// Wakes the sender if it waits and there is much room again; by the taker, after its turn.
  void wakeSender() {
    if (wasTaken) {
      wasTaken = false;
      VarHandle.fullFence();
      if (senderWaits && 2L * queue.size() <= drawn.queue()) {
        senderWaits = false;
        from.task.wake();
      }
    }
  }

  /// By the taker.
  void grant(long amount) {
    if (in.unit() == Pad.Unit.NANOS) {
      granted.set(Math.max(granted.get(), amount));
    } else {
      granted.set(Math.addExact(granted.get(), amount));
    }
    from.task.wake();
  }

  boolean isEmpty() {
    return queue.size() == 0;
  }

  LiveGraph.Link told() {
    Latencies times = waiting;
    Format flowing = format;
    return new LiveGraph.Link(
        drawn.from().toString(),
        drawn.to().toString(),
        flowing == null ? null : flowing.toString(),
        isDirect,
        queue.size(),
        drawn.queue(),
        sent.get(),
        bytes.get(),
        queue.dropped(),
        unwanted.get(),
        wants == null ? 0 : wants.outstanding(),
        wants == null ? 0 : wants.begun(),
        in.flow() == Pad.Flow.MANUAL ? amount() : -1,
        times == null ? LiveGraph.Latency.NONE : times.told());
  }
}

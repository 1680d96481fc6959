package dev.seisei.pipeline.engine;

import dev.seisei.pipeline.Buffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// What waits on a link, in order. One thread at a time puts in, one takes out.
sealed interface Queue {

  /// Whether the item was taken in; false when there is no room.
  boolean offer(Object item);

  /// The next item, null when there is none.
  @Nullable Object poll();

  /// The next item, which stays; null when there is none.
  @Nullable Object peek();

  int size();

  int room();

  /// Buffers that were dropped to keep within the bound.
  long dropped();

  /// Between threads without a lock: a slot is free exactly when it is null, so that neither side
  /// reads the other's index.
  ///
  /// Source: J. Giacomoni et al., "FastForward for efficient pipeline parallelism", PPoPP 2008.
  final class Ring implements Queue {
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

    private final @Nullable Object[] slots;
    private final int capacity;
    private final Count in = new Count();
    private final Count out = new Count();

    Ring(int capacity) {
      this.capacity = capacity;
      slots = new Object[Integer.highestOneBit(Math.max(2, 2 * capacity - 1))];
    }

    @Override
    public boolean offer(Object item) {
      if (room() <= 0) {
        return false;
      }
      SLOT.setRelease(slots, (int) in.get() & (slots.length - 1), item);
      in.add(1);
      return true;
    }

    @Override
    public @Nullable Object poll() {
      int slot = (int) out.get() & (slots.length - 1);
      Object item = SLOT.getAcquire(slots, slot);
      if (item != null) {
        SLOT.setRelease(slots, slot, (Object) null);
        out.add(1);
      }
      return item;
    }

    @Override
    public @Nullable Object peek() {
      return SLOT.getAcquire(slots, (int) out.get() & (slots.length - 1));
    }

    @Override
    public int size() {
      return Math.clamp(in.get() - out.get(), 0, capacity);
    }

    @Override
    public int room() {
      return (int) (capacity - (in.get() - out.get()));
    }

    @Override
    public long dropped() {
      return 0;
    }
  }

  /// Drops buffers to keep within its bound, and nothing else: formats, events and ends always go
  /// through, up to as many again.
  final class Dropping implements Queue {
    private static final int MOST_OTHERS = 64;

    private final ArrayDeque<Object> items = new ArrayDeque<>();
    private final int capacity;
    private final long mostBytes;
    private final boolean oldest;
    private int buffers;
    private long bytes;
    private long dropped;

    /// @param oldest whether the oldest buffer goes, not the new one
    Dropping(int capacity, long mostBytes, boolean oldest) {
      this.capacity = capacity;
      this.mostBytes = mostBytes;
      this.oldest = oldest;
    }

    @Override
    public synchronized boolean offer(Object item) {
      if (!(item instanceof Buffer buffer)) {
        return items.size() - buffers < MOST_OTHERS && items.add(item);
      }
      while (buffers > 0 && (buffers >= capacity || bytes + buffer.bytes() > mostBytes)) {
        dropped++;
        if (!oldest) {
          return true;
        }
        removeOldest();
      }
      buffers++;
      bytes += buffer.bytes();
      return items.add(item);
    }

    private void removeOldest() {
      for (var each = items.iterator(); each.hasNext(); ) {
        if (each.next() instanceof Buffer buffer) {
          each.remove();
          buffers--;
          bytes -= buffer.bytes();
          return;
        }
      }
    }

    @Override
    public synchronized @Nullable Object poll() {
      Object item = items.poll();
      if (item instanceof Buffer buffer) {
        buffers--;
        bytes -= buffer.bytes();
      }
      return item;
    }

    @Override
    public synchronized @Nullable Object peek() {
      return items.peek();
    }

    @Override
    public synchronized int size() {
      return items.size();
    }

    @Override
    public int room() {
      return Integer.MAX_VALUE;
    }

    @Override
    public synchronized long dropped() {
      return dropped;
    }
  }
}

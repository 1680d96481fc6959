package dev.seisei.tree.state;

import dev.seisei.tree.node.Node;
import dev.seisei.tree.node.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What the last commands changed, for those who follow.
///
/// One ring for all who follow, however slow: who falls out of it is told so, and nobody makes the
/// store wait or grow. It is not part of snapshots: after one was loaded it begins there.
public final class History {

  /// How much is remembered; the last command always is.
  ///
  /// @param commands at most
  /// @param nodes that they touched, at most
  /// @param bytes of payloads that they touched, at most
  public record Bounds(int commands, long nodes, long bytes) {
    /// Some 50 MB at most.
    public static final Bounds USUAL = new Bounds(16_384, 262_144, 32 << 20);

    public Bounds {
      if (commands < 1 || nodes < 1 || bytes < 1) {
        throw new IllegalArgumentException("history: bounds must be at least 1");
      }
    }
  }

  /// What one command changed.
  ///
  /// @param index of the command
  /// @param before the tree before it
  /// @param after the tree after it
  /// @param written paths that were put, sorted; some may be gone again in `after`
  /// @param removed what was cut off, in order; some of it may be back in `after`
  public record Applied(
      long index, Node before, Node after, List<Path> written, List<Removed> removed) {

    long nodes() {
      long nodes = written.size();
      for (var cut : removed) {
        for (Node node : cut.children().values()) {
          nodes += 1 + node.below();
        }
      }
      return nodes;
    }

    long bytes() {
      long bytes = 0;
      for (Path path : written) {
        Node node = after.at(path);
        bytes += node == null || node.payload() == null ? 0 : node.payload().size();
      }
      return bytes + Math.max(0, before.bytes() - after.bytes());
    }
  }

  /// What happened after a version is not remembered any more.
  public static final class TooOld extends Exception {
    private static final long serialVersionUID = 1;

    TooOld(long asked, long oldest) {
      super(
          "what happened after version "
              + asked
              + " is not remembered any more, only what happened after "
              + oldest
              + "; start again from what is there now");
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final Bounds bounds;
  private final @Nullable Applied[] ring;
  private final long[] weights;
  private long first;
  private long next;
  private long nodes;
  private long bytes;
  private long base;

  History(Bounds bounds) {
    this.bounds = bounds;
    ring = new Applied[bounds.commands];
    weights = new long[2 * bounds.commands];
  }

  void add(Applied applied) {
    long itsNodes = applied.nodes();
    long itsBytes = applied.bytes();
    lock.lock();
    try {
      while (next > first
          && (next - first == ring.length
              || nodes + itsNodes > bounds.nodes
              || bytes + itsBytes > bounds.bytes)) {
        forgetFirst();
      }
      int slot = slot(next++);
      ring[slot] = applied;
      weights[2 * slot] = itsNodes;
      weights[2 * slot + 1] = itsBytes;
      nodes += itsNodes;
      bytes += itsBytes;
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void forgetFirst() {
    int slot = slot(first++);
    Applied gone = ring[slot];
    if (gone != null) {
      base = gone.index;
    }
    ring[slot] = null;
    nodes -= weights[2 * slot];
    bytes -= weights[2 * slot + 1];
  }

  /// Forgets all; what follows comes after `index`.
  void restart(long index) {
    lock.lock();
    try {
      while (next > first) {
        forgetFirst();
      }
      base = index;
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// The version from which on all is remembered.
  public long oldest() {
    lock.lock();
    try {
      return base;
    } finally {
      lock.unlock();
    }
  }

  /// The last command up to a version that changed something, or what is [#oldest] if none is
  /// remembered.
  public long lastUpTo(long version) {
    lock.lock();
    try {
      long low = first;
      long high = next;
      long last = base;
      while (low < high) {
        long middle = (low + high) >>> 1;
        Applied there = ring[slot(middle)];
        if (there != null && there.index <= version) {
          last = there.index;
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return last;
    } finally {
      lock.unlock();
    }
  }

  /// The first command after a version that changed something; waits for it.
  ///
  /// @return null if there was none for so long
  /// @throws TooOld if it may have been forgotten
  public @Nullable Applied after(long version, long patience, TimeUnit unit)
      throws TooOld, InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = unit.toNanos(patience);
      while (true) {
        if (version < base) {
          throw new TooOld(version, base);
        }
        Applied found = find(version);
        if (found != null || left <= 0) {
          return found;
        }
        left = more.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Applied find(long version) {
    long low = first;
    long high = next;
    while (low < high) {
      long middle = (low + high) >>> 1;
      Applied there = ring[slot(middle)];
      if (there != null && there.index > version) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low < next ? ring[slot(low)] : null;
  }

  private int slot(long number) {
    return (int) (number % ring.length);
  }
}

package dev.seisei.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The subscriptions of a store, and whose turn it is.
final class Watchers implements AutoCloseable {
  static final int MOST = 4096;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition advanced = lock.newCondition();
  private final List<Subscription> all = new ArrayList<>();
  private volatile boolean hasPriorities;

  /// Lets a subscription begin.
  ///
  /// @throws TreeException if there are too many
  void add(Subscription subscription) {
    lock.lock();
    try {
      if (all.size() == MOST) {
        throw new TreeException(
            "watch.too-many", "there are 4096 subscriptions already; close those not needed");
      }
      all.add(subscription);
      hasPriorities |= subscription.priority() != all.getFirst().priority();
    } finally {
      lock.unlock();
    }
    subscription.start();
  }

  void remove(Subscription subscription) {
    lock.lock();
    try {
      all.remove(subscription);
      advanced.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until those of higher priority have handled a version, but not for ever.
  void awaitTurn(Subscription waiting, long version) throws InterruptedException {
    if (!hasPriorities) {
      return;
    }
    long left = PATIENCE_NANOS;
    lock.lockInterruptibly();
    try {
      while (left > 0
          && all.stream()
              .anyMatch(one -> one.priority() > waiting.priority() && one.handled() < version)) {
        left = advanced.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  void advanced() {
    if (hasPriorities) {
      lock.lock();
      try {
        advanced.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  @Override
  public void close() {
    List<Subscription> open;
    lock.lock();
    try {
      open = List.copyOf(all);
    } finally {
      lock.unlock();
    }
    open.forEach(Subscription::close);
  }
}

package dev.seisei.pipeline.engine;

import dev.seisei.pipeline.PipelineException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Elements that run on one thread at a time: one, or a run of filters.
///
/// It is in the engine's queue at most once. Whoever puts something on a link wakes the task at its
/// end; a task that is woken while it runs looks again before it rests. Whoever changes what the
/// task is made of holds it meanwhile.
final class Task implements Runnable {
  private static final int RESTING = 0;
  private static final int QUEUED = 1;
  private static final int RUNNING = 2;
  private static final int RUNNING_WOKEN = 3;
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final Node[] NO_NODES = {};

  final int number = NUMBERS.incrementAndGet();
  final Engine engine;
  final boolean isBlocking;
  final Count activations = new Count();
  volatile Node[] nodes = NO_NODES;

  /// Whether all its elements are.
  volatile boolean isQuick = true;

  private final AtomicInteger state = new AtomicInteger();
  private final ReentrantLock hold = new ReentrantLock();
  private volatile @Nullable Thread thread;

  Task(Engine engine, boolean isBlocking) {
    this.engine = engine;
    this.isBlocking = isBlocking;
  }

  boolean isResting() {
    return state.get() == RESTING;
  }

  /// May lag behind; good enough to spare a call that does nothing.
  boolean seemsResting() {
    return state.getOpaque() == RESTING;
  }

  /// Whether the calling thread is the one that may touch the elements.
  boolean isMine() {
    return thread == Thread.currentThread();
  }

  /// Has it look for work soon.
  void wake() {
    if (isToBeQueued()) {
      engine.schedule(this, false);
    }
  }

  /// As [#wake], and on the calling thread if it is quick and rests.
  void wakeFromOutside() {
    if (isToBeQueued()) {
      if (isQuick) {
        engine.lend(this);
      } else {
        engine.schedule(this, false);
      }
    }
  }

  private boolean isToBeQueued() {
    while (true) {
      int now = state.get();
      if (now == QUEUED || now == RUNNING_WOKEN) {
        return false;
      }
      if (state.compareAndSet(now, now == RESTING ? QUEUED : RUNNING_WOKEN)) {
        return now == RESTING;
      }
    }
  }

  @Override
  public void run() {
    state.set(RUNNING);
    boolean more = false;
    // Whoever holds it wakes it afterwards.
    if (hold.tryLock()) {
      thread = Thread.currentThread();
      try {
        more = step();
      } finally {
        thread = null;
        hold.unlock();
      }
    }
    if (more || !state.compareAndSet(RUNNING, RESTING)) {
      state.set(QUEUED);
      engine.schedule(this, true);
    }
  }

  private boolean step() {
    activations.add(1);
    var pace = new Pace();
    boolean more = false;
    for (Node node : nodes) {
      more |= node.step(pace);
    }
    for (Node node : nodes) {
      node.wakeNeighbours();
      if (node.state == Node.State.CLOSED) {
        // It was given up while it did not come back.
        Surgery.closeWork(node);
      }
    }
    return more;
  }

  /// Whether somebody waits to hold it.
  boolean isWaitedFor() {
    return hold.hasQueuedThreads();
  }

  /// Keeps it from running until [#release].
  ///
  /// @throws PipelineException `element.stuck` if it does not come to rest in time
  void hold(Duration deadline) {
    if (isMine()) {
      throw new IllegalStateException(
          "an element may not change its own pipeline from within: tell the listener");
    }
    try {
      if (!hold.tryLock() && !hold.tryLock(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new PipelineException(
            "element.stuck",
            nodes[0].path + " has not come back from its work within " + deadline + ".");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PipelineException("pipeline.interrupted", "interrupted while waiting", e);
    }
    thread = Thread.currentThread();
  }

  void release() {
    if (hold.getHoldCount() == 1) {
      thread = null;
    }
    hold.unlock();
    wake();
  }

  /// Interrupts whatever runs in it.
  void interrupt() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }
}

package dev.seisei.pipeline.engine;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Few threads that run many tasks.
///
/// What a task wakes runs next on the same thread, while its data is still in the cache and without
/// waking anybody: a hop costs a fraction of a microsecond when little flows. A task that has had
/// its turn and has more to do goes to the end of a common queue, and an idle thread is woken for
/// it: so both ends of a busy link run at once. The queue holds a task at most once, so its bound
/// is the number of tasks.
///
/// A thread from outside that wakes a quick task runs it itself, with what quick ones that wakes:
/// two elements between an event loop and a cache cost some two microseconds then, not two
/// hand-overs of fifty.
///
/// This is the run-next slot of Go's and Tokio's schedulers. The JDK's fork-join pool was tried on
/// paper and left: it wakes an idle thread for every task forked, some 50 µs a hop at low rates.
final class Workers implements AutoCloseable {

  /// From then on an element is said to block.
  static final Duration LONG = Duration.ofMillis(200);

  private static final System.Logger LOG = System.getLogger(Workers.class.getName());
  private static final int MOST_REPLACED = 64;
  private static final int MOST_NEXT = 64;
  private static final int MOST_LENT = 8;
  private static final int SPINS = 200;
  private static final ThreadLocal<Lent> LENT = ThreadLocal.withInitial(Lent::new);

  private final ConcurrentLinkedQueue<Task> queue = new ConcurrentLinkedQueue<>();
  private final List<Worker> workers = new CopyOnWriteArrayList<>();
  private final Thread overseer;
  private final AtomicInteger replaced = new AtomicInteger();
  private volatile boolean isClosed;

  Workers(int threads) {
    for (int i = 0; i < threads; i++) {
      hire();
    }
    overseer = Thread.ofPlatform().daemon().name("pipeline-overseer").start(this::oversee);
  }

  private void hire() {
    var worker = new Worker();
    workers.add(worker);
    worker.thread.start();
  }

  void schedule(Task task, boolean yields) {
    Task other = yields ? task : next(task);
    if (other != null) {
      queue.add(other);
      wakeOne();
    }
  }

  /// Puts a task into the calling thread's slot; gives the one that has no place.
  private @Nullable Task next(Task task) {
    if (Thread.currentThread() instanceof Mine mine && mine.worker.belongsTo(this)) {
      return mine.worker.next.getAndSet(task);
    }
    Lent lent = LENT.get();
    return lent.to == this && task.isQuick ? lent.put(task) : task;
  }

  /// Runs a task on the calling thread, which is none of these, and then what quick ones that
  /// wakes, as long as that is few.
  void lend(Task first) {
    Lent lent = LENT.get();
    if (isClosed || lent.to != null || Thread.currentThread() instanceof Mine) {
      schedule(first, false);
      return;
    }
    lent.to = this;
    try {
      Task task = first;
      for (int i = 0; i < MOST_LENT && task != null; i++) {
        runGuarded(task);
        task = lent.put(null);
      }
      if (task != null) {
        schedule(task, true);
      }
    } finally {
      lent.to = null;
    }
  }

  /// A fault of the engine costs one task, not a thread of all.
  private static void runGuarded(Task task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "element=" + task.nodes[0].path + " code=engine.fault", e);
    }
  }

  /// A thread from outside that does some of the work while it is here.
  private static final class Lent {
    @Nullable Workers to;
    private @Nullable Task next;

    @Nullable Task put(@Nullable Task task) {
      Task before = next;
      next = task;
      return before;
    }
  }

  private void wakeOne() {
    for (Worker worker : workers) {
      if (worker.isParked.get() && worker.isParked.compareAndSet(true, false)) {
        LockSupport.unpark(worker.thread);
        return;
      }
    }
  }

  /// Gives the work of threads that do not come back to new ones.
  private void oversee() {
    while (!isClosed) {
      LockSupport.parkNanos(LONG.toNanos() / 4);
      long now = System.nanoTime();
      var late = new ArrayList<Worker>();
      for (Worker worker : workers) {
        if (worker.running != null && now - worker.since > LONG.toNanos()) {
          late.add(worker);
        }
      }
      late.forEach(this::replace);
    }
  }

  private void replace(Worker worker) {
    Task busy = worker.running;
    if (busy == null || replaced.get() >= MOST_REPLACED) {
      return;
    }
    worker.isReplaced = true;
    workers.remove(worker);
    replaced.incrementAndGet();
    LOG.log(
        Level.WARNING,
        "element={0} code=element.blocks held a shared thread for {1} ms; it should say isBlocking",
        busy.nodes[0].path,
        LONG.toMillis());
    hire();
    Task waits = worker.next.getAndSet(null);
    if (waits != null) {
      schedule(waits, true);
    }
  }

  @Override
  public void close() {
    isClosed = true;
    LockSupport.unpark(overseer);
    for (Worker worker : workers) {
      LockSupport.unpark(worker.thread);
    }
    boolean interrupted = false;
    for (Thread thread : threads()) {
      try {
        thread.join(LONG);
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Thread> threads() {
    var all = new ArrayList<Thread>();
    workers.forEach(worker -> all.add(worker.thread));
    all.add(overseer);
    return all;
  }

  /// A thread that knows its worker.
  private static final class Mine extends Thread {
    private final Worker worker;

    Mine(Worker worker) {
      super(worker::work, "pipeline-worker");
      this.worker = worker;
      setDaemon(true);
    }
  }

  private final class Worker {
    final Mine thread = new Mine(this);
    final AtomicReference<@Nullable Task> next = new AtomicReference<>();
    final AtomicBoolean isParked = new AtomicBoolean();
    volatile @Nullable Task running;
    volatile long since;
    volatile boolean isReplaced;

    boolean belongsTo(Workers other) {
      return Workers.this == other;
    }

    void work() {
      int inRow = 0;
      while (!isClosed && !isReplaced) {
        Task task = inRow < MOST_NEXT ? next.getAndSet(null) : null;
        inRow++;
        if (task == null) {
          inRow = 0;
          task = queue.poll();
        }
        if (task == null) {
          task = next.getAndSet(null);
        }
        if (task == null) {
          task = await();
        }
        if (task != null) {
          since = System.nanoTime();
          running = task;
          runGuarded(task);
          running = null;
        }
      }
      Task left = next.getAndSet(null);
      if (left != null) {
        schedule(left, true);
      }
      if (isReplaced) {
        replaced.decrementAndGet();
      }
    }

    private @Nullable Task await() {
      for (int i = 0; i < SPINS; i++) {
        Task task = queue.poll();
        if (task != null) {
          return task;
        }
        Thread.onSpinWait();
      }
      isParked.set(true);
      Task task = queue.poll();
      if (task == null && !isClosed) {
        LockSupport.park(this);
      }
      if (!isParked.compareAndSet(true, false) && task != null && !queue.isEmpty()) {
        // It was woken for another task than the one that it found by itself.
        wakeOne();
      }
      return task;
    }
  }
}

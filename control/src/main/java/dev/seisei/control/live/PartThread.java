package dev.seisei.control.live;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The thread on which one part starts and stops, one run after the other.
///
/// A newer run interrupts the one that is under way and waits for its end; what an older one tells
/// is not heard any more. Used on the control thread alone.
final class PartThread {
  private static final System.Logger LOG = System.getLogger(PartThread.class.getName());

  // A part that ignores interrupts holds the thread: so many runs wait for it, and no more.
  private static final int MOST_WAITING = 4;

  private final ScheduledExecutorService control;
  private final ThreadPoolExecutor thread;
  private @Nullable Run newest;
  private @Nullable Future<?> running;
  private @Nullable ScheduledFuture<?> late;

  PartThread(String name, ScheduledExecutorService control) {
    this.control = control;
    thread =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().name(name).daemon().factory());
    thread.allowCoreThreadTimeOut(true);
  }

  /// Something that a part does.
  interface Work {
    void run(Run run) throws Exception;
  }

  /// Does something within a deadline, in place of what is under way.
  ///
  /// @param what `start` or `stop`
  /// @param done called on the control thread, unless something newer was asked for
  /// @param failed called so in its place, with a sentence
  void run(String what, Duration deadline, Work work, Runnable done, Consumer<String> failed) {
    abandon();
    var run = new Run();
    newest = run;
    late =
        control.schedule(
            () -> {
              if (run.isMeant()) {
                failed.accept(
                    "did not " + what + " within " + seconds(deadline) + "; it is given up");
              }
            },
            deadline.toNanos(),
            TimeUnit.NANOSECONDS);
    try {
      running =
          thread.submit(() -> {
            try {
              work.run(run);
              run.end(done);
            } catch (Throwable e) {
              run.end(() -> failed.accept("could not " + what + ": " + told(e)));
            }
          });
    } catch (RejectedExecutionException _) {
      run.end(() ->
          failed.accept(
              "could not "
                  + what
                  + ": an earlier start or stop has still not come back. Restart the sidecar."));
    }
  }

  private void abandon() {
    newest = null;
    if (running != null) {
      running.cancel(true);
    }
    if (late != null) {
      late.cancel(false);
    }
  }

  private static String seconds(Duration deadline) {
    return deadline.toMillis() % 1000 == 0
        ? deadline.toSeconds() + " s"
        : deadline.toMillis() + " ms";
  }

  private static String told(Throwable e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  /// Runs the last stop and waits for it, within the deadline.
  void close(Callback stop, Duration deadline) {
    abandon();
    try {
      thread
          .submit(() -> {
            stop.run();
            return null;
          })
          .get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.log(Level.WARNING, "a part could not be stopped: {0}", told(e));
    }
    thread.shutdownNow();
  }

  /// Something that may fail.
  interface Callback {
    void run() throws Exception;
  }

  /// One run, from its beginning until a newer one takes its place.
  final class Run {
    private Run() {}

    @SuppressWarnings("ReferenceEquality") // that very run
    private boolean isMeant() {
      return newest == this;
    }

    private void end(Runnable what) {
      tell(() -> {
        if (late != null) {
          late.cancel(false);
        }
        what.run();
      });
    }

    /// Does something on the control thread if this run is still what is meant.
    void tell(Runnable what) {
      try {
        control.execute(() -> {
          if (isMeant()) {
            what.run();
          }
        });
      } catch (RejectedExecutionException _) {
        // The sidecar stops.
      }
    }
  }
}

package dev.seisei.sidecar.view;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A connection's thread that a test steps through.
final class Loop implements Executor {
  private static final int DEADLINE_SECONDS = 20;

  private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  /// Waits for the next task and runs it.
  void next() {
    try {
      Runnable task = tasks.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
      if (task == null) {
        throw new AssertionError("nothing to do within " + DEADLINE_SECONDS + " s");
      }
      task.run();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// Runs what is there and waits for nothing.
  void now() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  void next(int tasks) {
    for (int i = 0; i < tasks; i++) {
      next();
    }
  }
}

package dev.seisei.testkit.flow;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for what is bound to happen.
public final class Until {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private Until() {}

  /// Looks again and again until something is so.
  ///
  /// @param what told if it does not become so within 20 s
  /// @throws AssertionError if it does not
  public static void so(Supplier<String> what, BooleanSupplier condition) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + DEADLINE + ": " + what.get());
      }
      LockSupport.parkNanos(50_000);
    }
  }
}

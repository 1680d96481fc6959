package dev.seisei.testkit.flow;

import dev.seisei.pipeline.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// A time that passes only when a test says so.
public final class DrivenClock implements Clock {
  private final PriorityQueue<Appointment> alarms =
      new PriorityQueue<>(
          Comparator.<Appointment>comparingLong(alarm -> alarm.at)
              .thenComparingLong(alarm -> alarm.number));
  private long now;
  private long number;

  private record Appointment(long at, long number, Runnable action) {}

  @Override
  public synchronized long nanos() {
    return now;
  }

  @Override
  public Alarm at(long nanos, Runnable action) {
    synchronized (this) {
      if (nanos > now) {
        var alarm = new Appointment(nanos, number++, action);
        alarms.add(alarm);
        return () -> forget(alarm);
      }
    }
    action.run();
    return () -> {};
  }

  private synchronized void forget(Appointment alarm) {
    alarms.remove(alarm);
  }

  /// Lets time pass: what is set for then happens in its order, on the caller's thread, and may set
  /// more.
  public void advance(Duration by) {
    long end = nanos() + by.toNanos();
    for (Appointment alarm = next(end); alarm != null; alarm = next(end)) {
      alarm.action.run();
    }
    synchronized (this) {
      now = end;
    }
  }

  private synchronized @Nullable Appointment next(long end) {
    Appointment first = alarms.peek();
    if (first == null || first.at > end) {
      return null;
    }
    alarms.remove();
    now = Math.max(now, first.at);
    return first;
  }
}

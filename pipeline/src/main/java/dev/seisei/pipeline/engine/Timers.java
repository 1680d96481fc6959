package dev.seisei.pipeline.engine;

import dev.seisei.pipeline.Clock;
import dev.seisei.pipeline.PipelineException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The timers of an element. A timer that is due several times before the element gets its turn
/// rings once.
final class Timers {
  private static final int MOST = 64;

  private final Node node;
  private final Map<String, Timer> timers = new LinkedHashMap<>();
  volatile boolean isDue;

  Timers(Node node) {
    this.node = node;
  }

  private final class Timer {
    private final long interval;
    private long at;
    private volatile boolean isDue;
    private volatile Clock.Alarm alarm;

    Timer(long at, long interval) {
      this.at = at;
      this.interval = interval;
      alarm = node.clock().at(at, this::ring);
    }

    private void ring() {
      isDue = true;
      Timers.this.isDue = true;
      node.task.wake();
    }

    void again() {
      isDue = false;
      long now = node.clock().nanos();
      at = now - at < interval ? at + interval : now + interval;
      alarm = node.clock().at(at, this::ring);
    }
  }

  void set(String name, Duration delay, boolean repeats) {
    long nanos = delay.toNanos();
    if (repeats ? nanos < 1000 : nanos < 0) {
      throw new IllegalArgumentException(
          "timer " + name + ": must be at least " + (repeats ? "1 µs" : "0") + ", got " + delay);
    }
    cancel(name);
    if (timers.size() >= MOST) {
      throw new PipelineException(
          "timer.most", node.path + " has " + MOST + " timers already; cancel one.");
    }
    timers.put(name, new Timer(node.clock().nanos() + nanos, repeats ? nanos : 0));
  }

  void cancel(String name) {
    Timer timer = timers.remove(name);
    if (timer != null) {
      timer.alarm.cancel();
    }
  }

  void cancelAll() {
    timers.values().forEach(timer -> timer.alarm.cancel());
    timers.clear();
    isDue = false;
  }

  /// Those that are due; those that repeat are set again.
  List<String> due() {
    isDue = false;
    var due = new ArrayList<String>();
    for (var each = timers.entrySet().iterator(); each.hasNext(); ) {
      var entry = each.next();
      Timer timer = entry.getValue();
      if (timer.isDue) {
        due.add(entry.getKey());
        if (timer.interval > 0) {
          timer.again();
        } else {
          each.remove();
        }
      }
    }
    return due;
  }
}

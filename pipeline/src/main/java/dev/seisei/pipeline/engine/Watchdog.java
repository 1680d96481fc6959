package dev.seisei.pipeline.engine;

import dev.seisei.pipeline.Clock;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// Looks now and then whether every element that owes something does something, and takes back
/// wants that came too late.
final class Watchdog {
  private final LivePipeline pipeline;
  private final long period;
  private Clock.@Nullable Alarm alarm;
  private boolean isClosed;

  Watchdog(LivePipeline pipeline) {
    this.pipeline = pipeline;
    period = Math.max(1_000_000, pipeline.engine.watchdog.toNanos() / 8);
    synchronized (this) {
      again();
    }
  }

  private synchronized void again() {
    if (!isClosed) {
      alarm =
          pipeline.clock().at(pipeline.clock().nanos() + period, () -> pipeline.post(this::look));
    }
  }

  private void look() {
    var stuck = new ArrayList<String>();
    pipeline.control.lock();
    try {
      long now = pipeline.clock().nanos();
      for (Node node : pipeline.nodes.values()) {
        node.wantFlow.expire();
        long progress = node.progress();
        if (progress != node.seenProgress || !node.owesWork()) {
          node.seenProgress = progress;
          node.progressAt = now;
          node.isStuck = false;
        } else if (now - node.progressAt >= pipeline.engine.watchdog.toNanos() && !node.isStuck) {
          node.isStuck = true;
          stuck.add(node.path);
        }
      }
    } finally {
      pipeline.control.unlock();
    }
    stuck.forEach(pipeline.listener()::stuck);
    again();
  }

  synchronized void close() {
    isClosed = true;
    if (alarm != null) {
      alarm.cancel();
    }
  }
}

package dev.seisei.pipeline.engine;

import dev.seisei.data.ChunkKey;
import dev.seisei.pipeline.Buffer;
import dev.seisei.pipeline.Clock;
import dev.seisei.pipeline.DeadLetter;
import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.OnCrash;
import dev.seisei.pipeline.Pipeline;
import dev.seisei.pipeline.PipelineException;
import dev.seisei.pipeline.Wiring;
import dev.seisei.pipeline.Work;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What follows a crash: one line in the log, a dead letter, the fall of the group, and its
/// restart.
final class Crashes {
  private static final System.Logger LOG = System.getLogger("dev.seisei.pipeline.crash");

  private final LivePipeline pipeline;
  private final Map<String, ArrayDeque<Long>> restarts = new HashMap<>();
  private final Map<String, Clock.Alarm> pending = new HashMap<>();

  Crashes(LivePipeline pipeline) {
    this.pipeline = pipeline;
  }

  /// On the pipeline's own thread.
  void handle(Node node, Throwable cause, @Nullable Buffer killer, String pad) {
    Listener.Crash crash;
    pipeline.control.lock();
    try {
      if (pipeline.isClosed() || pipeline.nodes.get(node.path) != node) {
        return;
      }
      crash = fall(node, cause, killer, pad);
    } finally {
      pipeline.control.unlock();
    }
    pipeline.listener().crashed(crash);
    if (crash.next().equals("stop")) {
      pipeline.fail(crash);
    } else {
      pipeline.checkEnded();
    }
  }

  private Listener.Crash fall(Node node, Throwable cause, @Nullable Buffer killer, String pad) {
    Pipeline.@Nullable Group group =
        pipeline.wiring.groups().stream()
            .filter(one -> one.members().contains(node.path))
            .findFirst()
            .orElse(null);
    String code = cause instanceof PipelineException known ? known.code() : "element.crash";
    String name = group == null ? "-" : group.name();
    List<String> members = group == null ? List.of(node.path) : group.members();
    Duration pause = null;
    String next = "stop";
    if (group != null) {
      next = "removed";
      if (group.onCrash() instanceof OnCrash.Restart restart) {
        pause = pause(name, restart);
        next = pause == null ? "removed" : "restart in " + pause.toMillis() + " ms";
      } else if (group.onCrash() instanceof OnCrash.Stop) {
        next = "stop";
      }
    }
    node.lastCrash = code + ": " + cause;
    log(node, code, cause, killer, name, next);
    bury(node, killer, pad, code, cause);
    if (pause != null && group != null && group.onCrash() instanceof OnCrash.Restart restart) {
      try {
        takeDown(members, restart.bypass());
        schedule(group, pause);
      } catch (PipelineException e) {
        // A member does not come back: there is nothing to open anew.
        next = "removed";
        pipeline.surgery().remove(new HashSet<>(members));
      }
    } else if (next.equals("removed")) {
      cancel(name);
      pipeline.surgery().remove(new HashSet<>(members));
    }
    return new Listener.Crash(node.path, code, cause, killer, name, members, next);
  }

  private void log(
      Node node, String code, Throwable cause, @Nullable Buffer killer, String group, String next) {
    StackTraceElement[] stack = cause.getStackTrace();
    LOG.log(
        Level.WARNING,
        "pipeline={0} element={1} code={2} cause=\"{3}\" at={4} buffer={5} group={6} next=\"{7}\"",
        pipeline.id(),
        node.path,
        code,
        String.valueOf(cause).replaceAll("[\\p{Cc}\"]", " "),
        stack.length == 0 ? "-" : stack[0].toString(),
        killer == null ? "-" : killer.bytes() + " bytes",
        group,
        next);
  }

  private void bury(Node node, @Nullable Buffer killer, String pad, String code, Throwable cause) {
    if (killer == null) {
      return;
    }
    ChunkKey key = killer.key();
    if (key != null) {
      node.wantFlow.miss(key, cause);
    }
    Link letters = node.letters;
    if (letters != null) {
      var letter = new DeadLetter(node.path, pad, killer, code, String.valueOf(cause.getMessage()));
      if (letters.format == null) {
        Format format = Format.of(Wiring.DEAD_LETTER);
        letters.format = format;
        letters.say(format);
      }
      letters.send(Buffer.of(letter, killer.bytes()));
      letters.wakeTaker();
    }
  }

  /// The pause before the next restart, null if there have been too many.
  private @Nullable Duration pause(String group, OnCrash.Restart restart) {
    var times = restarts.computeIfAbsent(group, _ -> new ArrayDeque<>());
    long now = pipeline.clock().nanos();
    while (!times.isEmpty() && now - times.getFirst() > restart.within().toNanos()) {
      times.removeFirst();
    }
    if (times.size() >= restart.limit()) {
      return null;
    }
    times.addLast(now);
    return restart.pause(times.size() - 1);
  }

  private void takeDown(List<String> members, boolean bypass) {
    for (String member : members) {
      Node node = pipeline.nodes.get(member);
      if (node == null || node.state == Node.State.ENDED) {
        continue;
      }
      Work work;
      node.task.hold(pipeline.engine.patience);
      try {
        node.state = bypass || node.bypassedBecause != null ? Node.State.BYPASSED : Node.State.DOWN;
        node.timers.cancelAll();
        if (node.state == Node.State.BYPASSED) {
          node.resumeAll();
        }
        work = node.work;
        node.work = null;
      } finally {
        node.task.release();
      }
      Surgery.closeQuietly(member, work);
    }
  }

  private void schedule(Pipeline.Group group, Duration pause) {
    cancel(group.name());
    pending.put(
        group.name(),
        pipeline
            .clock()
            .at(
                pipeline.clock().nanos() + pause.toNanos(),
                () -> pipeline.post(() -> restart(group.name()))));
  }

  private void cancel(String group) {
    Clock.Alarm alarm = pending.remove(group);
    if (alarm != null) {
      alarm.cancel();
    }
  }

  private void restart(String name) {
    List<String> members;
    pipeline.control.lock();
    try {
      Pipeline.@Nullable Group group =
          pipeline.wiring.groups().stream()
              .filter(one -> one.name().equals(name))
              .findFirst()
              .orElse(null);
      if (pipeline.isClosed() || group == null || pending.remove(name) == null) {
        return;
      }
      members = group.members();
      for (String member : members) {
        Node node = pipeline.nodes.get(member);
        // One that was taken out of the way meanwhile is opened when it is put back.
        if (node != null
            && node.bypassedBecause == null
            && (node.state == Node.State.DOWN || node.state == Node.State.BYPASSED)
            && !reopen(node)) {
          return;
        }
      }
    } finally {
      pipeline.control.unlock();
    }
    pipeline.listener().restarted(name, members);
  }

  private boolean reopen(Node node) {
    try {
      Opening.again(node);
    } catch (PipelineException e) {
      node.crashes.add(1);
      pipeline.crashed(node, e, null, "");
      return false;
    }
    node.restarts.add(1);
    return true;
  }

  void close() {
    pending.values().forEach(Clock.Alarm::cancel);
    pending.clear();
  }
}

package dev.seisei.pipeline.engine;

import dev.seisei.data.ChunkKey;
import dev.seisei.pipeline.Buffer;
import dev.seisei.pipeline.Event;
import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.Output;
import dev.seisei.pipeline.PipelineException;
import dev.seisei.pipeline.Want;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an element's work can do, from its own thread.
final class NodeOutput implements Output {
  private final Node node;

  NodeOutput(Node node) {
    this.node = node;
  }

  private void requireOwnThread() {
    if (!node.task.isMine()) {
      throw new IllegalStateException(
          node.path
              + ": an output may only be used from within the work's own methods; elsewhere"
              + " call Context.wake()");
    }
  }

  @Override
  public void send(Buffer buffer) {
    requireOwnThread();
    for (Link link : node.outs) {
      link.send(buffer);
    }
  }

  @Override
  public void send(String pad, Buffer buffer) {
    Link link = output(pad);
    if (link != null) {
      link.send(buffer);
    }
  }

  /// Null for a pad that is not linked.
  private @Nullable Link output(String pad) {
    requireOwnThread();
    for (Link link : node.outs) {
      if (link.fromPad.equals(pad)) {
        return link;
      }
    }
    requireKnown(pad);
    return null;
  }

  private @Nullable Link input(String pad) {
    requireOwnThread();
    for (Link link : node.ins) {
      if (link.toPad.equals(pad)) {
        return link;
      }
    }
    requireKnown(pad);
    return null;
  }

  private void requireKnown(String pad) {
    int colon = pad.indexOf(':');
    node.leaf.pad(colon < 0 ? pad : pad.substring(0, colon));
  }

  @Override
  public void format(Format format) {
    requireOwnThread();
    node.format = format;
    for (Link link : node.outs) {
      node.say(link, format);
    }
  }

  @Override
  public void format(String pad, Format format) {
    Link link = output(pad);
    if (link != null) {
      node.say(link, format);
    }
  }

  @Override
  public void event(String pad, Event event) {
    Link below = output(pad);
    if (below != null) {
      requireOpen(below);
      below.say(event);
      return;
    }
    Link above = input(pad);
    if (above != null) {
      above.from.mail.event(above.fromPad, event);
    }
  }

  private void requireOpen(Link link) {
    if (link.hasEnded) {
      throw new PipelineException(
          "stream.ended", node.path + "." + link.fromPad + " has ended; nothing can follow.");
    }
  }

  @Override
  public void end() {
    requireOwnThread();
    for (Link link : node.outs) {
      end(link);
    }
  }

  @Override
  public void end(String pad) {
    Link link = output(pad);
    if (link != null) {
      end(link);
    }
  }

  private static void end(Link link) {
    if (!link.hasEnded) {
      link.hasEnded = true;
      link.say(Link.END);
    }
  }

  @Override
  public boolean hasEnded() {
    for (Link link : node.ins) {
      if (!link.isOver) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void demand(String pad, long amount) {
    Link link = input(pad);
    if (amount < 1) {
      throw new IllegalArgumentException("amount: must be at least 1, got " + amount);
    }
    if (link != null) {
      link.grant(amount);
    }
  }

  @Override
  public void want(String pad, Want want) {
    Link link = input(pad);
    if (link != null) {
      node.wantFlow.want(link, want);
    }
  }

  @Override
  public void unwant(String pad, ChunkKey key) {
    Link link = input(pad);
    if (link != null) {
      node.wantFlow.unwant(link, key);
    }
  }

  @Override
  public void miss(String pad, ChunkKey key, Throwable why) {
    Link link = output(pad);
    if (link != null) {
      node.wantFlow.miss(link, key, why);
    }
  }

  @Override
  public void pause(String pad) {
    Link link = input(pad);
    if (link != null) {
      link.isPaused = true;
    }
  }

  @Override
  public void resume(String pad) {
    Link link = input(pad);
    if (link != null) {
      link.isPaused = false;
      node.task.wake();
    }
  }

  @Override
  public void tell(Object note) {
    requireOwnThread();
    node.pipeline.tellListener(node.path, note);
  }

  @Override
  public void every(String timer, Duration interval) {
    requireOwnThread();
    node.timers.set(timer, interval, true);
  }

  @Override
  public void after(String timer, Duration delay) {
    requireOwnThread();
    node.timers.set(timer, delay, false);
  }

  @Override
  public void cancel(String timer) {
    requireOwnThread();
    node.timers.cancel(timer);
  }

  @Override
  public List<String> linked() {
    var names = new ArrayList<String>();
    for (Link link : node.ins) {
      names.add(link.toPad);
    }
    for (Link link : node.outs) {
      names.add(link.fromPad);
    }
    return names;
  }

  @Override
  public long nanos() {
    return node.clock().nanos();
  }
}

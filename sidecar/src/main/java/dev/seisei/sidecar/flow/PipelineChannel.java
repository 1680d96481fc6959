package dev.seisei.sidecar.flow;

import dev.seisei.channels.Channel;
import dev.seisei.channels.Payload;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One client's side of `pipeline:<id>`: sends `graph`, the live graph, as often as it is read.
///
/// The latest wins: who is slow gets fewer, and nothing is kept for him but the newest.
final class PipelineChannel implements Channel {
  private static final String TOPIC = "pipeline:";

  private final Pipelines pipelines;
  private final String id;
  private final Executor thread;

  /// Read, and not yet pushed. Whoever puts the first in has it pushed.
  private final AtomicReference<@Nullable JsonNode> newest = new AtomicReference<>();

  private @Nullable Outlet joined;
  private Pipelines.@Nullable Following following;

  private PipelineChannel(Pipelines pipelines, String id, Executor thread) {
    this.pipelines = pipelines;
    this.id = id;
    this.thread = thread;
  }

  /// A channel for a topic, null if it is none of these.
  ///
  /// @param thread the connection's own
  static @Nullable Channel open(Pipelines pipelines, String topic, Executor thread) {
    return topic.startsWith(TOPIC)
        ? new PipelineChannel(pipelines, topic.substring(TOPIC.length()), thread)
        : null;
  }

  @Override
  public Reply join(JsonNode payload, Outlet outlet) {
    JsonNode now = pipelines.graph(id).orElse(null);
    if (now == null) {
      return Reply.refused(
          "pipeline.unknown",
          "there is no pipeline `" + id + "` here; GET /api/pipelines lists those that are");
    }
    joined = outlet;
    following = pipelines.follow(id, this::read);
    return new Reply.Ok(now);
  }

  /// On the thread that reads.
  private void read(JsonNode graph) {
    if (newest.getAndSet(graph) == null) {
      thread.execute(this::push);
    }
  }

  private void push() {
    Outlet outlet = joined;
    // Where it is full, the newest of them all goes when it has drained.
    if (outlet != null && !outlet.isFull()) {
      JsonNode graph = newest.getAndSet(null);
      if (graph != null) {
        outlet.push("graph", graph);
      }
    }
  }

  @Override
  public Reply handle(String event, Payload payload) {
    return Reply.refused("event.unknown", "there is no event `" + event + "` here; it only tells");
  }

  @Override
  public void drained() {
    push();
  }

  @Override
  public void left() {
    joined = null;
    if (following != null) {
      following.close();
    }
  }
}

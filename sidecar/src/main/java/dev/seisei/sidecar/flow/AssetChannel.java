package dev.seisei.sidecar.flow;

import dev.seisei.channels.Channel;
import dev.seisei.channels.Payload;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// One client's side of `asset:<name>`: takes `credit` and `data`, sends `data`, `dropped` and
/// `ended`.
final class AssetChannel implements Channel {
  private static final int MOST_CREDIT = 16 << 20;
  private static final int MOST_FRAMES = 64;
  private static final int MOST_BYTES = 16 << 20;

  private final Lobby lobby;
  private final String topic;
  private final Executor thread;

  // Shared with the pipeline, by its monitor.
  private final ArrayDeque<byte[]> frames = new ArrayDeque<>();
  private long bytes;
  private long dropped;
  private boolean isPumping;
  private boolean hasEnded;

  private @Nullable Outlet joined;
  private Lobby.@Nullable Hall hall;
  private long credit;

  /// @param thread the connection's own
  AssetChannel(Lobby lobby, String topic, Executor thread) {
    this.lobby = lobby;
    this.topic = topic;
    this.thread = thread;
  }

  @Override
  public Reply join(JsonNode payload, Outlet outlet) {
    if (!outlet.carriesBinary()) {
      return Reply.refused(
          "asset.version",
          "what flows here is binary, which serializer version 1.0.0 has not; connect with"
              + " ?vsn=2.0.0");
    }
    Lobby.Hall open = lobby.hall(topic);
    if (open == null) {
      return Reply.refused("asset.unknown", "no pipeline has a channel for " + topic + " now");
    }
    joined = outlet;
    hall = open;
    open.enter(this);
    return Reply.ok();
  }

  @Override
  public Reply handle(String event, Payload payload) {
    return switch (payload) {
      case Payload.Json(JsonNode json) when event.equals("credit") -> credit(json);
      case Payload.Binary(byte[] data) when event.equals("data") -> data(data);
      default ->
          Reply.refused(
              "event.unknown", "there are credit, which takes JSON, and data, which takes bytes");
    };
  }

  private Reply data(byte[] data) {
    Lobby.Hall open = hall;
    if (open == null) {
      return Reply.refused("asset.ended", "the pipeline has ended; join again when it plays");
    }
    return open.hear(data)
        ? Reply.ok()
        : Reply.refused("asset.busy", "the pipeline has too much to do; send it again later");
  }

  private Reply credit(JsonNode json) {
    int more = json.path("bytes").asInt(0);
    if (more < 1 || more > MOST_CREDIT) {
      return Reply.refused(
          "credit.bytes",
          "credit: bytes: must be 1 to " + MOST_CREDIT + ", got " + json.path("bytes"));
    }
    credit = Math.min(MOST_CREDIT, credit + more);
    pump();
    return new Reply.Ok(JsonNodeFactory.instance.objectNode().put("bytes", credit));
  }

  /// From the pipeline's thread: keeps a frame until it may be sent, and the newest if they are too
  /// many.
  void offer(byte[] frame) {
    synchronized (this) {
      frames.add(frame);
      bytes += frame.length;
      while (frames.size() > 1 && (frames.size() > MOST_FRAMES || bytes > MOST_BYTES)) {
        bytes -= frames.remove().length;
        dropped++;
      }
      if (isPumping) {
        return;
      }
      isPumping = true;
    }
    thread.execute(this::pump);
  }

  /// Its pipeline ends.
  void end() {
    synchronized (this) {
      hasEnded = true;
    }
    thread.execute(this::pump);
  }

  /// Sends what it may.
  private void pump() {
    Outlet outlet = joined;
    boolean isOver;
    synchronized (this) {
      isPumping = false;
      isOver = hasEnded;
    }
    if (outlet == null) {
      return;
    }
    long lost = takeDropped();
    if (lost > 0) {
      outlet.push("dropped", JsonNodeFactory.instance.objectNode().put("count", lost));
    }
    while (!outlet.isFull()) {
      byte[] frame = next();
      if (frame == null) {
        break;
      }
      outlet.send(frame);
    }
    if (isOver && hall != null) {
      hall = null;
      outlet.push("ended", JsonNodeFactory.instance.objectNode());
    }
  }

  private synchronized long takeDropped() {
    long count = dropped;
    dropped = 0;
    return count;
  }

  /// The next frame, if the credit allows; it is used then.
  private synchronized byte @Nullable [] next() {
    byte[] frame = frames.peek();
    if (frame == null || frame.length > credit) {
      return null;
    }
    credit -= frame.length;
    bytes -= frame.length;
    return frames.poll();
  }

  @Override
  public void drained() {
    pump();
  }

  @Override
  public void left() {
    joined = null;
    if (hall != null) {
      hall.leave(this);
      hall = null;
    }
  }
}

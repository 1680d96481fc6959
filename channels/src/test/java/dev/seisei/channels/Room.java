package dev.seisei.channels;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// A channel that does what its events are called, and keeps what it was told.
final class Room implements Channel {
  private final List<String> told = new ArrayList<>();
  private @Nullable Outlet outlet;

  /// What it was told since it was last asked.
  List<String> taken() {
    var taken = List.copyOf(told);
    told.clear();
    return taken;
  }

  Outlet outlet() {
    if (outlet == null) {
      throw new IllegalStateException("nobody has joined");
    }
    return outlet;
  }

  @Override
  public Reply join(JsonNode payload, Outlet outlet) {
    this.outlet = outlet;
    told.add("join " + payload);
    return switch (payload.path("do").stringValue("enter")) {
      case "crash" -> throw new IllegalStateException("the room is on fire");
      case "refuse" -> Reply.refused("room.full", "the room is full");
      case "greet" -> {
        outlet.push("welcome", JsonNodeFactory.instance.objectNode());
        yield Reply.ok();
      }
      case "bytes" -> new Reply.Bytes(true, new byte[] {7});
      case "no bytes" -> new Reply.Bytes(false, new byte[] {8});
      default -> new Reply.Ok(JsonNodeFactory.instance.objectNode().put("seats", 2));
    };
  }

  @Override
  public Reply handle(String event, Payload payload) {
    told.add(
        switch (payload) {
          case Payload.Json(JsonNode node) -> event + " " + node;
          case Payload.Binary(byte[] bytes) -> event + " of " + bytes.length + " bytes";
        });
    return switch (event) {
      case "crash" -> throw new IllegalStateException("the room is on fire");
      case "refuse" -> Reply.refused("room.no", "not in here");
      case "say" -> {
        outlet().push("said", JsonNodeFactory.instance.objectNode());
        yield Reply.ok();
      }
      case "bytes" -> {
        outlet().push("bits", new byte[] {1, 2});
        yield new Reply.Bytes(true, new byte[] {3, 4});
      }
      case "no bytes" -> new Reply.Bytes(false, new byte[] {5});
      default -> Reply.ok();
    };
  }

  @Override
  public void left() {
    told.add("left");
  }

  @Override
  public void drained() {
    told.add("drained");
    if (outlet().isFull()) {
      throw new IllegalStateException("drained, and still full");
    }
  }
}

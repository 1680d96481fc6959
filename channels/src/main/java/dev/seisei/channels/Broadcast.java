package dev.seisei.channels;

import org.jspecify.annotations.Nullable;

/// A message for every subscriber of a topic: encoded once a serializer, however many there are.
///
/// Thread-safe.
public final class Broadcast {
  private final String topic;
  private final String event;
  private final Payload payload;
  private final WhenFull whenFull;
  private @Nullable Frame first;
  private @Nullable Frame second;

  /// @param payload not changed any more; bytes reach clients of serializer version 2 only
  public Broadcast(String topic, String event, Payload payload, WhenFull whenFull) {
    this.topic = topic;
    this.event = event;
    this.payload = payload;
    this.whenFull = whenFull;
  }

  public String topic() {
    return topic;
  }

  public String event() {
    return event;
  }

  public Payload payload() {
    return payload;
  }

  public WhenFull whenFull() {
    return whenFull;
  }

  /// Its frame, or null where the serializer has none for it.
  synchronized @Nullable Frame frame(Serializer serializer) {
    return switch (serializer) {
      case SerializerV1 v1 -> {
        if (first == null) {
          first = encode(v1);
        }
        yield first;
      }
      case SerializerV2 v2 -> {
        if (second == null) {
          second = encode(v2);
        }
        yield second;
      }
    };
  }

  private @Nullable Frame encode(Serializer serializer) {
    return switch (payload) {
      case Payload.Json json ->
          new Frame.Text(serializer.encode(null, null, topic, event, json.node()));
      case Payload.Binary binary ->
          serializer.carriesBinary()
              ? new Frame.Binary(Serializer.broadcast(topic, event, binary.bytes()))
              : null;
    };
  }
}

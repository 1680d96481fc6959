package dev.seisei.channels;

import tools.jackson.databind.JsonNode;

/// What a message carries.
public sealed interface Payload {

  /// JSON, in a text frame.
  record Json(JsonNode node) implements Payload {}

  /// Bytes, in a binary frame; handed over, not copied.
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  record Binary(byte[] bytes) implements Payload {}
}

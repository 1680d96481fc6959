package dev.seisei.channels;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What both versions' text frames have in common: JSON within bounds, and short words.
final class JsonFrame {
  static final JsonMapper JSON =
      new JsonMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNestingDepth(32).maxNumberLength(40).build())
              .build());

  private JsonFrame() {}

  static JsonNode read(String text) throws MalformedFrame {
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      throw new MalformedFrame("not JSON: " + e.getOriginalMessage());
    }
  }

  static Message message(
      JsonNode joinRef, JsonNode ref, JsonNode topic, JsonNode event, JsonNode payload)
      throws MalformedFrame {
    return new Message(
        ref(joinRef, "join_ref"),
        ref(ref, "ref"),
        word(topic, "topic"),
        word(event, "event"),
        new Payload.Json(payload));
  }

  private static @Nullable String ref(JsonNode node, String name) throws MalformedFrame {
    return node.isNull() || node.isMissingNode() ? null : word(node, name);
  }

  private static String word(JsonNode node, String name) throws MalformedFrame {
    if (!node.isString()
        || node.stringValue().getBytes(StandardCharsets.UTF_8).length > BinaryFrame.MOST_BYTES) {
      throw new MalformedFrame(
          name + " must be a string of at most " + BinaryFrame.MOST_BYTES + " bytes");
    }
    return node.stringValue();
  }
}

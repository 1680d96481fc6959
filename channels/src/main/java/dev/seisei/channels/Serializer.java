package dev.seisei.channels;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Frames of serializer version 2.0.0, both ways.
///
/// Every frame from a client is checked: refs and topics of at most 255 bytes, JSON nested at most
/// 32 deep.
public final class Serializer {
  private static final int MOST_BYTES = 255;
  private static final byte PUSH = 0;
  private static final byte BROADCAST = 2;

  private static final JsonMapper JSON =
      new JsonMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNestingDepth(32).maxNumberLength(40).build())
              .build());

  private Serializer() {}

  /// Reads `[join_ref, ref, topic, event, payload]`.
  ///
  /// @throws MalformedFrame if it is anything else
  public static Message decode(String text) throws MalformedFrame {
    JsonNode array;
    try {
      array = JSON.readTree(text);
    } catch (JacksonException e) {
      throw new MalformedFrame("not JSON: " + e.getOriginalMessage());
    }
    if (!array.isArray() || array.size() != 5) {
      throw new MalformedFrame("must be [join_ref, ref, topic, event, payload]");
    }
    return new Message(
        ref(array.get(0), "join_ref"),
        ref(array.get(1), "ref"),
        word(array.get(2), "topic"),
        word(array.get(3), "event"),
        new Payload.Json(array.get(4)));
  }

  private static @Nullable String ref(JsonNode node, String name) throws MalformedFrame {
    return node.isNull() ? null : word(node, name);
  }

  private static String word(JsonNode node, String name) throws MalformedFrame {
    if (!node.isString()
        || node.stringValue().getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw new MalformedFrame(name + " must be a string of at most " + MOST_BYTES + " bytes");
    }
    return node.stringValue();
  }

  /// Reads a binary push: `00`, four lengths, then join_ref, ref, topic, event and data.
  ///
  /// @throws MalformedFrame if it is anything else
  public static Message decode(byte[] frame) throws MalformedFrame {
    if (frame.length < 5 || frame[0] != PUSH) {
      throw new MalformedFrame("a binary frame must be a push");
    }
    var in = ByteBuffer.wrap(frame).position(5);
    String joinRef = text(in, frame[1] & 0xff);
    String ref = text(in, frame[2] & 0xff);
    String topic = text(in, frame[3] & 0xff);
    String event = text(in, frame[4] & 0xff);
    return new Message(
        joinRef.isEmpty() ? null : joinRef,
        ref.isEmpty() ? null : ref,
        topic,
        event,
        new Payload.Binary(Arrays.copyOfRange(frame, in.position(), frame.length)));
  }

  private static String text(ByteBuffer in, int length) throws MalformedFrame {
    if (in.remaining() < length) {
      throw new MalformedFrame("a binary push ends before its head does");
    }
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(in.slice(in.position(), length));
      in.position(in.position() + length);
      return text.toString();
    } catch (CharacterCodingException _) {
      throw new MalformedFrame("a binary push holds text that is not UTF-8");
    }
  }

  /// Writes a text frame.
  public static String encode(
      @Nullable String joinRef,
      @Nullable String ref,
      String topic,
      String event,
      JsonNode payload) {
    return JSON.createArrayNode()
        .add(joinRef)
        .add(ref)
        .add(topic)
        .add(event)
        .add(payload)
        .toString();
  }

  /// Writes a binary broadcast, which carries no ref: the same bytes for every subscriber of a
  /// topic.
  ///
  /// @throws IllegalArgumentException if topic or event take more than 255 bytes
  public static byte[] broadcast(String topic, String event, byte[] data) {
    byte[] topicBytes = topic.getBytes(StandardCharsets.UTF_8);
    byte[] eventBytes = event.getBytes(StandardCharsets.UTF_8);
    if (topicBytes.length > MOST_BYTES || eventBytes.length > MOST_BYTES) {
      throw new IllegalArgumentException(
          "topic, event: must be at most " + MOST_BYTES + " bytes, got " + topic + ", " + event);
    }
    return ByteBuffer.allocate(3 + topicBytes.length + eventBytes.length + data.length)
        .put(BROADCAST)
        .put((byte) topicBytes.length)
        .put((byte) eventBytes.length)
        .put(topicBytes)
        .put(eventBytes)
        .put(data)
        .array();
  }
}

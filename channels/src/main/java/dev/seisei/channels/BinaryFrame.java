package dev.seisei.channels;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Binary frames of serializer version 2.0.0: a kind, the lengths of the words in one byte each,
/// the words, and data to the frame's end. A null word is an empty one.
final class BinaryFrame {
  static final int MOST_BYTES = 255;
  static final byte PUSH = 0;
  static final byte REPLY = 1;
  static final byte BROADCAST = 2;

  private BinaryFrame() {}

  /// Writes a frame.
  ///
  /// @throws IllegalArgumentException if a word takes more than 255 bytes
  static byte[] write(byte kind, byte[] data, @Nullable String... words) {
    var lengths = new ByteArrayOutputStream();
    var texts = new ByteArrayOutputStream();
    lengths.write(kind);
    for (String word : words) {
      byte[] bytes = word == null ? new byte[0] : word.getBytes(StandardCharsets.UTF_8);
      if (bytes.length > MOST_BYTES) {
        throw new IllegalArgumentException(
            "refs, topic, event: must be at most " + MOST_BYTES + " bytes, got " + word);
      }
      lengths.write(bytes.length);
      texts.writeBytes(bytes);
    }
    return ByteBuffer.allocate(lengths.size() + texts.size() + data.length)
        .put(lengths.toByteArray())
        .put(texts.toByteArray())
        .put(data)
        .array();
  }

  /// Reads the push of a client: `00`, four lengths, then join_ref, ref, topic, event and data.
  ///
  /// @throws MalformedFrame if it is anything else
  static Message read(byte[] frame) throws MalformedFrame {
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

  /// As [Serializer#asText] says.
  static String asText(byte[] frame) {
    int words =
        switch (frame.length == 0 ? -1 : frame[0]) {
          case PUSH -> 3;
          case REPLY -> 4;
          case BROADCAST -> 2;
          default -> throw new IllegalArgumentException("frame: must be a push, reply, broadcast");
        };
    var word = new String[words];
    int at = 1 + words;
    for (int i = 0; i < words; i++) {
      int length = frame[1 + i] & 0xff;
      word[i] = new String(frame, at, length, StandardCharsets.UTF_8);
      at += length;
    }
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    byte[] bytes = Arrays.copyOfRange(frame, at, frame.length);
    data.put("base64", Base64.getEncoder().encodeToString(bytes));
    var v2 = new SerializerV2();
    return switch (words) {
      case 2 -> v2.encode(null, null, word[0], word[1], data);
      case 3 -> v2.encode(orNull(word[0]), null, word[1], word[2], data);
      default -> {
        ObjectNode reply = JsonNodeFactory.instance.objectNode();
        reply.put("status", word[3]).set("response", data);
        yield v2.encode(orNull(word[0]), orNull(word[1]), word[2], "phx_reply", reply);
      }
    };
  }

  private static @Nullable String orNull(String word) {
    return word.isEmpty() ? null : word;
  }
}

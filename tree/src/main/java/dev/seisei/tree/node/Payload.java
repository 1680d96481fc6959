package dev.seisei.tree.node;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a node carries: bytes and what they are.
public final class Payload {
  /// So that a command with a payload, a path and a condition stays below the log's 64 KiB.
  public static final int MAX_BYTES = 60 << 10;

  public static final String TEXT = "text/plain";
  public static final String JSON = "application/json";
  public static final String BYTES = "application/octet-stream";

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Pattern TYPE =
      Pattern.compile("[a-z0-9!#$&^_.+-]{1,63}/[a-zA-Z0-9!#$&^_.+-]{1,63}");
  // A million nodes share these.
  private static final List<String> USUAL = List.of(JSON, BYTES, TEXT);

  private final String type;
  private final byte[] bytes;

  private Payload(String type, byte[] bytes) {
    int known = USUAL.indexOf(type);
    if (known < 0 && !TYPE.matcher(type).matches()) {
      throw new IllegalArgumentException(
          "type: must be a media type such as application/json, got " + type);
    }
    if (bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "payload: must be at most 61440 bytes, got "
              + bytes.length
              + "; keep larger things as blobs and their digests here");
    }
    this.type = known < 0 ? type : USUAL.get(known);
    this.bytes = bytes;
  }

  /// Bytes of a media type (RFC 6838, without parameters); copied.
  ///
  /// @throws IllegalArgumentException if there are more than [#MAX_BYTES], or the type is none
  public static Payload of(String type, byte[] bytes) {
    return new Payload(type, bytes.clone());
  }

  /// Bytes that nobody changes any more; not copied.
  public static Payload wrap(String type, byte[] bytes) {
    return new Payload(type, bytes);
  }

  /// UTF-8 text.
  public static Payload text(String text) {
    return new Payload(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /// JSON (RFC 8259).
  public static Payload json(JsonNode json) {
    return new Payload(JSON, MAPPER.writeValueAsBytes(json));
  }

  /// The media type.
  public String type() {
    return type;
  }

  /// How many bytes.
  public int size() {
    return bytes.length;
  }

  /// A copy of the bytes.
  public byte[] bytes() {
    return bytes.clone();
  }

  /// The bytes, to be read.
  public ByteBuffer view() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  /// The bytes as UTF-8 text, whatever their type; what is not UTF-8 becomes U+FFFD.
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /// The bytes as JSON, whatever their type.
  ///
  /// @throws IllegalArgumentException if they are none
  public JsonNode json() {
    try {
      return MAPPER.readTree(bytes);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("payload: is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Payload payload
        && type.equals(payload.type)
        && Arrays.equals(bytes, payload.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return type + ", " + bytes.length + " bytes";
  }
}

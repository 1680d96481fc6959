package dev.seisei.channels;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// How messages become frames, and frames messages.
///
/// Every frame from a client is checked: refs, topics and events of at most 255 bytes, JSON nested
/// at most 32 deep. Source: `Phoenix.Socket.V1.JSONSerializer` and `V2.JSONSerializer` of Phoenix
/// 1.8.
public sealed interface Serializer permits SerializerV1, SerializerV2 {

  /// What a client speaks that names no version, as in Phoenix.
  String DEFAULT_VERSION = "1.0.0";

  /// The serializer that a client asks for with `vsn`: 1.0.x or 2.0.x.
  ///
  /// @return null if there is none of that version
  static @Nullable Serializer ofVersion(String vsn) {
    if (vsn.matches("1\\.0\\.\\d{1,9}")) {
      return new SerializerV1();
    }
    return vsn.matches("2\\.0\\.\\d{1,9}") ? new SerializerV2() : null;
  }

  /// Reads a text frame.
  ///
  /// @throws MalformedFrame if it is no message of this version
  Message decode(String text) throws MalformedFrame;

  /// Reads a binary frame; the bytes are copied.
  ///
  /// @throws MalformedFrame if it is no push of this version
  Message decode(byte[] frame) throws MalformedFrame;

  /// Writes a text frame.
  String encode(
      @Nullable String joinRef, @Nullable String ref, String topic, String event, JsonNode payload);

  /// Whether there are binary frames at all; where not, none may be written.
  boolean carriesBinary();

  /// Writes a binary push to one client: `00`, three lengths, then join_ref, topic, event and data.
  /// It carries no ref.
  ///
  /// @throws IllegalArgumentException if a word takes more than 255 bytes
  static byte[] push(@Nullable String joinRef, String topic, String event, byte[] data) {
    return BinaryFrame.write(BinaryFrame.PUSH, data, joinRef, topic, event);
  }

  /// Writes a binary reply: `01`, four lengths, then join_ref, ref, topic, status and data.
  ///
  /// @param status `ok` or `error`
  /// @throws IllegalArgumentException if a word takes more than 255 bytes
  static byte[] reply(
      @Nullable String joinRef, @Nullable String ref, String topic, String status, byte[] data) {
    return BinaryFrame.write(BinaryFrame.REPLY, data, joinRef, ref, topic, status);
  }

  /// Writes a binary broadcast, which carries no ref: the same bytes for every subscriber of a
  /// topic.
  ///
  /// @throws IllegalArgumentException if topic or event take more than 255 bytes
  static byte[] broadcast(String topic, String event, byte[] data) {
    return BinaryFrame.write(BinaryFrame.BROADCAST, data, topic, event);
  }

  /// Writes a binary frame of this server again as a text frame of version 2, for a client that
  /// reads text only: the data stands in the payload as `{"base64": "…"}`.
  ///
  /// @throws IllegalArgumentException if the frame is none of [#push], [#reply] and [#broadcast]
  static String asText(byte[] frame) {
    return BinaryFrame.asText(frame);
  }
}

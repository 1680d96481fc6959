package dev.seisei.channels;

import java.nio.charset.StandardCharsets;

/// One frame, ready to be written.
public sealed interface Frame {

  /// A text frame.
  record Text(String text) implements Frame {}

  /// A binary frame; the bytes are not changed any more.
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  record Binary(byte[] bytes) implements Frame {}

  /// What it takes, about: text counts as if each character took one byte.
  default int size() {
    return switch (this) {
      case Text(String text) -> text.length();
      case Binary(byte[] bytes) -> bytes.length;
    };
  }

  /// What is written of it.
  default byte[] payload() {
    return switch (this) {
      case Text(String text) -> text.getBytes(StandardCharsets.UTF_8);
      case Binary(byte[] bytes) -> bytes;
    };
  }
}

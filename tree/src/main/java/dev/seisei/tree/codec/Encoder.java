package dev.seisei.tree.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes numbers, texts and bytes one after the other into an array that grows.
///
/// Whole numbers from 0 take 7 bits a byte, lowest first, the eighth bit set on all but the last
/// (unsigned LEB128). Texts are UTF-8 after their length in bytes. Not thread-safe.
public final class Encoder {
  private byte[] bytes = new byte[256];
  private int size;

  /// Bytes written so far.
  public int size() {
    return size;
  }

  public Encoder u8(int value) {
    room(1);
    bytes[size++] = (byte) value;
    return this;
  }

  public Encoder flag(boolean value) {
    return u8(value ? 1 : 0);
  }

  /// Writes a whole number.
  ///
  /// @throws IllegalArgumentException if it is negative
  public Encoder number(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("number: must be at least 0, got " + value);
    }
    room(9);
    long rest = value;
    while (rest >= 0x80) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  /// Writes 64 bits, the highest first.
  public Encoder bits(long value) {
    room(Long.BYTES);
    ByteBuffer.wrap(bytes).putLong(size, value);
    size += Long.BYTES;
    return this;
  }

  public Encoder text(String text) {
    return bytes(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  /// Writes what remains in a buffer, which is left as it was.
  public Encoder bytes(ByteBuffer data) {
    int length = data.remaining();
    number(length);
    room(length);
    data.get(data.position(), bytes, size, length);
    size += length;
    return this;
  }

  /// All that was written.
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length * 2));
    }
  }
}

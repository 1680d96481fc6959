package dev.seisei.tree.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads what an [Encoder] wrote, and trusts none of it.
///
/// Nothing is allocated for a length that the rest of the bytes could not fill. Every mistake is an
/// [IllegalArgumentException] that says where. Not thread-safe.
public final class Decoder {
  private final byte[] bytes;
  private int at;

  public Decoder(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Whether all was read.
  public boolean isAtEnd() {
    return at == bytes.length;
  }

  /// Requires that all was read.
  public void end() {
    if (!isAtEnd()) {
      throw malformed("ends " + (bytes.length - at) + " bytes too late");
    }
  }

  public int u8() {
    need(1);
    return bytes[at++] & 0xff;
  }

  public boolean flag() {
    int value = u8();
    if (value > 1) {
      throw malformed("holds a flag of " + value);
    }
    return value == 1;
  }

  /// Reads a whole number from 0 to the largest `long`.
  public long number() {
    long value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      int next = u8();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        if (next == 0 && shift > 0) {
          throw malformed("holds a number that is longer than need be");
        }
        return value;
      }
    }
    throw malformed("holds a number above 2^63");
  }

  /// Reads a whole number from 0 to `most`.
  public int count(int most) {
    long value = number();
    if (value > most) {
      throw malformed("holds " + value + " where at most " + most + " may be");
    }
    return (int) value;
  }

  /// Reads 64 bits.
  public long bits() {
    need(Long.BYTES);
    at += Long.BYTES;
    return ByteBuffer.wrap(bytes).getLong(at - Long.BYTES);
  }

  public String text(int mostBytes) {
    int length = count(mostBytes);
    need(length);
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes, at, length))
              .toString();
      at += length;
      return text;
    } catch (CharacterCodingException _) {
      throw malformed("holds text that is not UTF-8");
    }
  }

  public byte[] bytes(int most) {
    int length = count(most);
    need(length);
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  /// What is wrong, and at which byte.
  public IllegalArgumentException malformed(String what) {
    return new IllegalArgumentException("at byte " + at + " " + what);
  }

  private void need(int count) {
    if (bytes.length - at < count) {
      throw malformed("wants " + count + " bytes where " + (bytes.length - at) + " are left");
    }
  }
}

package dev.seisei.tree.segment;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// How a record stands in a file.
///
/// Big-endian: `u64` index, `u32` bytes, `u32` place in its batch (0 for the first), `u32` CRC-32C
/// of the bytes, `u32` CRC-32C of the 20 bytes before, the bytes, and zeros up to a multiple of 8.
/// All of it is then combined with `0xa5` by exclusive or, so that a sector that holds a record is
/// never one of zeros alone: zeros mean that it was never written.
final class Frame {
  static final int HEAD = 24;
  static final int MOST_BYTES = 1 << 20;
  private static final byte MASK = (byte) 0xa5;
  private static final int CHECKED = 20;
  private static final long INDEX_MASK = 0xa5a5_a5a5_a5a5_a5a5L;
  private static final int INT_MASK = 0xa5a5_a5a5;

  private Frame() {}

  /// What the head of a record says.
  ///
  /// @param place in its batch: the batch began with record `index - place`
  record Head(long index, int length, int place, int checksum) {
    int frameBytes() {
      return size(length);
    }
  }

  static int size(int length) {
    return HEAD + (length + 7 & ~7);
  }

  static void write(byte[] to, int at, long index, int place, byte[] record) {
    var buffer = ByteBuffer.wrap(to);
    buffer.putLong(at, index).putInt(at + 8, record.length).putInt(at + 12, place);
    buffer.putInt(at + 16, checksum(record, 0, record.length));
    buffer.putInt(at + CHECKED, checksum(to, at, CHECKED));
    System.arraycopy(record, 0, to, at + HEAD, record.length);
    int end = at + size(record.length);
    for (int i = at + HEAD + record.length; i < end; i++) {
      to[i] = 0;
    }
    for (int i = at; i < end; i++) {
      to[i] ^= MASK;
    }
  }

  /// The head at a place.
  ///
  /// @return null if there is none that is whole
  static @Nullable Head head(byte[] file, int at) {
    if (at + HEAD > file.length) {
      return null;
    }
    var buffer = ByteBuffer.wrap(file);
    long index = buffer.getLong(at) ^ INDEX_MASK;
    int length = buffer.getInt(at + 8) ^ INT_MASK;
    int place = buffer.getInt(at + 12) ^ INT_MASK;
    if (index < 0 || length < 0 || length > MOST_BYTES || place < 0) {
      return null; // spares most checksums
    }
    byte[] head = unmasked(file, at, HEAD);
    return checksum(head, 0, CHECKED) == ByteBuffer.wrap(head).getInt(CHECKED)
        ? new Head(index, length, place, buffer.getInt(at + 16) ^ INT_MASK)
        : null;
  }

  /// The bytes of a record.
  ///
  /// @return null if they are not what was written
  static byte @Nullable [] record(byte[] file, int at, Head head) {
    if (at + HEAD + head.length > file.length) {
      return null;
    }
    byte[] record = unmasked(file, at + HEAD, head.length);
    return checksum(record, 0, record.length) == head.checksum ? record : null;
  }

  private static byte[] unmasked(byte[] file, int at, int length) {
    var plain = new byte[length];
    for (int i = 0; i < length; i++) {
      plain[i] = (byte) (file[at + i] ^ MASK);
    }
    return plain;
  }

  static int checksum(byte[] bytes, int at, int length) {
    var crc = new CRC32C();
    crc.update(bytes, at, length);
    return (int) crc.getValue();
  }
}

package dev.seisei.tree.state;

import dev.seisei.tree.codec.Encoder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// Writes records in blocks that can be checked one by one.
///
/// A block is, big-endian, `u32` bytes, `u32` CRC-32C of its number (`u64`, from 0) and its bytes,
/// and the bytes; a block of 0 bytes is the last. So a flipped bit is found, and a block that is
/// missing, doubled or moved.
final class BlockWriter {
  static final int HEAD = 8;
  private static final int FULL = 64 << 10;

  private final OutputStream out;
  private Encoder block = new Encoder();
  private long number;

  BlockWriter(OutputStream out) {
    this.out = out;
  }

  /// Where the next record goes.
  Encoder next() throws IOException {
    if (block.size() >= FULL) {
      flush();
    }
    return block;
  }

  void end() throws IOException {
    if (block.size() > 0) {
      flush();
    }
    flush();
  }

  private void flush() throws IOException {
    byte[] bytes = block.toBytes();
    out.write(
        ByteBuffer.allocate(HEAD).putInt(bytes.length).putInt(checksum(number, bytes)).array());
    out.write(bytes);
    number++;
    block = new Encoder();
  }

  static int checksum(long number, byte[] bytes) {
    var crc = new CRC32C();
    crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
    crc.update(bytes);
    return (int) crc.getValue();
  }
}

package dev.seisei.tree.state;

import dev.seisei.tree.codec.Decoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/// Reads what a [BlockWriter] wrote, and says at which byte it is damaged.
final class BlockReader {
  /// A full block, and one record more.
  private static final int MOST_BYTES = 256 << 10;

  private final InputStream in;
  private long offset;
  private long number;
  private Decoder block = new Decoder(new byte[0]);
  private boolean isLast;

  /// @param offset of the first block in the file, for what is said of damage
  BlockReader(InputStream in, long offset) {
    this.in = in;
    this.offset = offset;
  }

  /// Whether there is another record.
  boolean hasNext() throws IOException {
    while (!isLast && block.isAtEnd()) {
      readBlock();
    }
    return !block.isAtEnd();
  }

  /// Where the next record is.
  ///
  /// @throws IOException if there is none
  Decoder next() throws IOException {
    if (!hasNext()) {
      throw damaged("ends before its last record");
    }
    return block;
  }

  private void readBlock() throws IOException {
    long start = offset;
    var head = ByteBuffer.wrap(exactly(BlockWriter.HEAD));
    int length = head.getInt();
    int checksum = head.getInt();
    if (length < 0 || length > MOST_BYTES) {
      throw new IOException(
          "damaged at byte "
              + start
              + ": a block of "
              + Integer.toUnsignedString(length)
              + " bytes");
    }
    byte[] bytes = exactly(length);
    if (checksum != BlockWriter.checksum(number, bytes)) {
      throw new IOException(
          "damaged between byte " + start + " and " + offset + ": the checksum is wrong");
    }
    number++;
    isLast = length == 0;
    block = new Decoder(bytes);
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new IOException(
          "cut off at byte "
              + (offset + bytes.length)
              + ": "
              + (length - bytes.length)
              + " bytes are missing");
    }
    offset += length;
    return bytes;
  }

  /// How far was read.
  long offset() {
    return offset;
  }

  /// Says what is wrong, and before which byte.
  IOException damaged(String what) {
    return new IOException("damaged before byte " + offset + ": " + what);
  }
}

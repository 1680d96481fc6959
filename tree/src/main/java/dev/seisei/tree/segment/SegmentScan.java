package dev.seisei.tree.segment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Reads one segment, and tells a batch that the machine did not finish from one that was damaged.
///
/// A batch is forced before its records are acknowledged, and before the next one is written. So
/// only the last batch may be unfinished, and where it is, some sector of it was never written and
/// reads as zeros. What is wrong in any other way, or before a later batch, was once whole: it is
/// damage, and never cut off.
final class SegmentScan {
  static final int HEAD = 24;
  static final int FORMAT = 1;
  private static final byte[] MAGIC = "SEISELOG".getBytes(StandardCharsets.US_ASCII);
  private static final int SECTOR = 512;

  private final Path file;
  private final byte[] bytes;
  private final boolean isLast;

  SegmentScan(Path file, byte[] bytes, boolean isLast) {
    this.file = file;
    this.bytes = bytes;
    this.isLast = isLast;
  }

  static ByteBuffer head(long first) {
    var head = ByteBuffer.allocate(HEAD).put(MAGIC).putInt(FORMAT).putLong(first);
    return head.putInt(Frame.checksum(head.array(), 0, HEAD - 4)).flip();
  }

  /// What is in a segment.
  ///
  /// @param end where the next record goes
  /// @param next its index
  /// @param isTorn whether what stands there has to be cut off first
  record Found(long end, long next, boolean isTorn) {}

  /// Whether the machine stopped while the segment was made, so that no record is in it.
  boolean isUnborn() {
    if (!isLast) {
      return false;
    }
    // Its head is forced before the first record is written.
    return bytes.length < HEAD || isZero(0, bytes.length);
  }

  /// Reads all records.
  ///
  /// @throws DamagedFileException if something that was acknowledged may be damaged
  /// @throws IOException if the format is not known, or the visitor says so
  Found scan(long first, Segments.Visitor visitor) throws IOException {
    checkHead(first);
    int at = HEAD;
    long index = first;
    while (true) {
      Frame.Head head = Frame.head(bytes, at);
      if (head == null) {
        return end(at, index, HEAD);
      }
      if (head.index() != index) {
        throw new DamagedFileException(
            file, at, "record " + head.index() + " stands where record " + index + " was");
      }
      byte[] record = Frame.record(bytes, at, head);
      if (record == null) {
        return end(at, index, head.frameBytes());
      }
      visitor.record(file, at, index, record);
      at += head.frameBytes();
      index++;
    }
  }

  private void checkHead(long first) throws IOException {
    if (bytes.length < HEAD) {
      throw new DamagedFileException(file, 0, "it ends within its head");
    }
    var head = ByteBuffer.wrap(bytes);
    int format = head.getInt(MAGIC.length);
    if (head.getInt(HEAD - 4) != Frame.checksum(bytes, 0, HEAD - 4)) {
      throw new DamagedFileException(file, 0, "the checksum of its head is wrong");
    }
    if (format != FORMAT) {
      throw new IOException(
          file
              + " is of format "
              + Integer.toUnsignedString(format)
              + ", and this program knows "
              + FORMAT
              + "; start the program that wrote it");
    }
    if (head.getLong(MAGIC.length + 4) != first) {
      throw new DamagedFileException(
          file, MAGIC.length + 4, "it begins with another record than its name says");
    }
  }

  /// What is at a place where no whole record is.
  private Found end(int at, long index, int extent) throws DamagedFileException {
    if (isZero(at, bytes.length)) {
      return new Found(at, index, false);
    }
    if (!isLast) {
      throw new DamagedFileException(file, at, "record " + index + " is not what was written");
    }
    if (!lacksSector(at, extent)) {
      throw new DamagedFileException(
          file, at, "record " + index + " was written, and is not what was written");
    }
    long later = laterBatch(at, index);
    if (later >= 0) {
      throw new DamagedFileException(
          file, at, "record " + index + " is missing before record " + later);
    }
    return new Found(at, index, true);
  }

  private boolean lacksSector(int at, int extent) {
    int end = at + extent;
    if (end > bytes.length) {
      return true;
    }
    for (int from = at; from < end; from = (from / SECTOR + 1) * SECTOR) {
      // To the end of the sector: nothing behind it was written either.
      if (isZero(from, Math.min((from / SECTOR + 1) * SECTOR, bytes.length))) {
        return true;
      }
    }
    return false;
  }

  /// The first record of a batch that was begun after the one that lacks a record was forced.
  private long laterBatch(int at, long missing) {
    for (int place = at + 8; place + Frame.HEAD <= bytes.length; place += 8) {
      Frame.Head head = Frame.head(bytes, place);
      if (head != null && head.index() - head.place() > missing) {
        return head.index();
      }
    }
    return -1;
  }

  private boolean isZero(int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }
}

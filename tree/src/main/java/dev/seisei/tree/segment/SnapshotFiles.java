package dev.seisei.tree.segment;

import dev.seisei.tree.disk.Disk;
import dev.seisei.tree.log.Replica;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/// Snapshots, `<index of the last command in it>.snapshot`.
///
/// A file is `SEISSNAP`, `u32` format, `u64` index, `u32` CRC-32C of these; what the replica wrote;
/// `u64` bytes of that, `u32` CRC-32C of all before. It is written to another name, forced,
/// renamed, and the folder forced: after a crash it is whole or not there. One is kept.
public final class SnapshotFiles {
  static final int HEAD = 24;
  static final int TAIL = 12;
  private static final int FORMAT = 1;
  private static final byte[] MAGIC = "SEISSNAP".getBytes(StandardCharsets.US_ASCII);
  private static final Pattern NAME = Pattern.compile("([0-9]{20})\\.snapshot");
  private static final String PARTIAL = ".partial";

  private final Disk disk;
  private final Path folder;

  /// @throws IOException if the folder can not be made or cleared of what a crash left half-written
  public SnapshotFiles(Disk disk, Path folder) throws IOException {
    this.disk = disk;
    this.folder = folder;
    disk.makeFolder(folder);
    for (String name : disk.names(folder)) {
      if (name.endsWith(PARTIAL)) {
        disk.delete(folder.resolve(name));
      }
    }
  }

  /// Writes a snapshot and removes those before it.
  ///
  /// @param isStopped asked now and then; once it is true the snapshot is given up
  /// @return its bytes
  /// @throws IOException if it can not be written, for want of room too; none is left then
  public long write(long index, Replica.SnapshotWriter writer, BooleanSupplier isStopped)
      throws IOException {
    Path file = file(index);
    Path partial = folder.resolve(file.getFileName() + PARTIAL);
    long size;
    try {
      try (var written = disk.create(partial)) {
        size = write(index, writer, new Sequel(written, isStopped));
        written.force();
      }
      disk.rename(partial, file);
    } catch (IOException | RuntimeException e) {
      if (disk.names(folder).contains(String.valueOf(partial.getFileName()))) {
        disk.delete(partial);
      }
      throw e;
    }
    disk.forceFolder(folder);
    for (String name : disk.names(folder)) {
      var older = NAME.matcher(name);
      if (older.matches() && Long.parseLong(older.group(1)) < index) {
        disk.delete(folder.resolve(name));
      }
    }
    return size;
  }

  private static long write(long index, Replica.SnapshotWriter writer, Sequel file)
      throws IOException {
    var crc = new CRC32C();
    var out = new CheckedOutputStream(new BufferedOutputStream(file, 1 << 17), crc);
    out.write(head(index));
    writer.write(out);
    out.flush();
    long state = file.at - HEAD;
    out.write(ByteBuffer.allocate(8).putLong(state).array());
    out.write(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    out.flush();
    return file.at;
  }

  private static byte[] head(long index) {
    var head = ByteBuffer.allocate(HEAD).put(MAGIC).putInt(FORMAT).putLong(index);
    return head.putInt(Frame.checksum(head.array(), 0, HEAD - 4)).array();
  }

  private Path file(long index) {
    return folder.resolve(String.format(Locale.ROOT, "%020d.snapshot", index));
  }

  /// What was loaded.
  ///
  /// @param index of the last command in it; 0 if there is none
  public record Loaded(long index, long bytes) {}

  /// Loads the newest snapshot into a replica.
  ///
  /// @throws DamagedFileException if it is not what was written; the replica may have taken it
  /// @throws IOException if it can not be read
  public Loaded load(Replica replica) throws IOException {
    long newest = 0;
    for (String name : disk.names(folder)) {
      var found = NAME.matcher(name);
      if (found.matches()) {
        newest = Math.max(newest, Long.parseLong(found.group(1)));
      }
    }
    return newest == 0 ? new Loaded(0, 0) : load(newest, replica);
  }

  private Loaded load(long index, Replica replica) throws IOException {
    Path file = file(index);
    long size = disk.size(file);
    if (size < HEAD + TAIL) {
      throw new DamagedFileException(file, size, "it is cut off");
    }
    try (var in = new CheckedInputStream(disk.stream(file), new CRC32C())) {
      checkHead(file, index, in.readNBytes(HEAD));
      var state = new Part(in, size - HEAD - TAIL);
      try {
        replica.load(state);
        state.skipNBytes(state.left);
      } catch (IOException e) {
        throw new DamagedFileException(
            file,
            size - TAIL - state.left,
            "the state in it, which begins at byte " + HEAD + ", is " + e.getMessage());
      }
      long length = ByteBuffer.wrap(in.readNBytes(Long.BYTES)).getLong();
      int checksum = (int) in.getChecksum().getValue();
      if (length != size - HEAD - TAIL
          || ByteBuffer.wrap(in.readNBytes(Integer.BYTES)).getInt() != checksum) {
        throw new DamagedFileException(
            file, HEAD, "its checksum, of all from there to its end, is wrong");
      }
    }
    return new Loaded(index, size);
  }

  private static void checkHead(Path file, long index, byte[] head) throws IOException {
    var there = ByteBuffer.wrap(head);
    if (there.getInt(HEAD - 4) != Frame.checksum(head, 0, HEAD - 4)) {
      throw new DamagedFileException(file, 0, "the checksum of its head is wrong");
    }
    int format = there.getInt(MAGIC.length);
    if (format != FORMAT) {
      throw new IOException(
          file
              + " is of format "
              + Integer.toUnsignedString(format)
              + ", and this program knows "
              + FORMAT
              + "; start the program that wrote it");
    }
    if (!Arrays.equals(head, head(index))) {
      throw new DamagedFileException(file, 0, "it is not the snapshot that its name says");
    }
  }

  /// A part of a stream.
  private static final class Part extends InputStream {
    private final InputStream in;
    private long left;

    Part(InputStream in, long length) {
      this.in = in;
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      if (left == 0) {
        return -1;
      }
      int one = in.read();
      left -= one < 0 ? 0 : 1;
      return one;
    }

    @Override
    public int read(byte[] to, int at, int count) throws IOException {
      if (left == 0 && count > 0) {
        return -1;
      }
      int read = in.read(to, at, (int) Math.min(count, left));
      left -= Math.max(read, 0);
      return read;
    }
  }

  /// Writes one piece after the other.
  private static final class Sequel extends OutputStream {
    private final Disk.Writable file;
    private final BooleanSupplier isStopped;
    private long at;

    Sequel(Disk.Writable file, BooleanSupplier isStopped) {
      this.file = file;
      this.isStopped = isStopped;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      if (isStopped.getAsBoolean()) {
        throw new IOException("the log is closed");
      }
      file.write(at, ByteBuffer.wrap(bytes, from, count));
      at += count;
    }
  }
}

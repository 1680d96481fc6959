package dev.seisei.tree.segment;

import dev.seisei.tree.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Numbered records in files of some MB, `<number of the first>.log`.
///
/// Room is taken before it is needed, as zeros: to force a file that does not grow takes half as
/// long. Records are written in batches; a batch is in one segment, and forced before the next one
/// is written. Not thread-safe.
public final class Segments implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("([0-9]{20})\\.log");

  /// How large files are.
  ///
  /// @param segmentBytes above which the next segment is begun
  /// @param stepBytes taken ahead of need
  public record Options(int segmentBytes, int stepBytes) {
    public static final Options USUAL = new Options(16 << 20, 1 << 20);

    public Options {
      if (segmentBytes < 1 || stepBytes < 0) {
        throw new IllegalArgumentException(
            "segments: must be at least 1 byte and take 0 ahead, got "
                + segmentBytes
                + " and "
                + stepBytes);
      }
    }
  }

  /// Sees records as they are found.
  @FunctionalInterface
  public interface Visitor {
    /// Takes one more record.
    ///
    /// @throws IOException if it can not be what was written, saying so with file and offset
    void record(Path file, long offset, long index, byte[] record) throws IOException;
  }

  private final Disk disk;
  private final Path folder;
  private final Options options;
  private final ByteBuffer zeros;

  /// Bytes of each segment that are used, by its first record.
  private final TreeMap<Long, Long> segments = new TreeMap<>();

  private Disk.@Nullable Writable file;
  private long next;
  private long end;
  private long allocated;
  private byte[] batch = new byte[64 << 10];

  private Segments(Disk disk, Path folder, Options options) {
    this.disk = disk;
    this.folder = folder;
    this.options = options;
    this.zeros = ByteBuffer.allocateDirect(options.stepBytes);
  }

  /// Opens a folder, making it where it is missing, shows what is in it, and cuts off what the
  /// machine did not finish.
  ///
  /// @param from records before it are of no use any more
  /// @param visitor is shown those from `from` on
  /// @throws DamagedFileException if something that was acknowledged is, or may be, damaged
  /// @throws IOException if the disk refuses, or a format is not known
  public static Segments open(Disk disk, Path folder, Options options, long from, Visitor visitor)
      throws IOException {
    disk.makeFolder(folder);
    var segments = new Segments(disk, folder, options);
    try {
      segments.recover(from, visitor);
      return segments;
    } catch (IOException | RuntimeException e) {
      segments.close();
      throw e;
    }
  }

  private void recover(long from, Visitor visitor) throws IOException {
    var firsts =
        disk.names(folder).stream()
            .map(NAME::matcher)
            .filter(name -> name.matches())
            .map(name -> Long.parseLong(name.group(1)))
            .sorted()
            .toList();
    next = from;
    boolean isFirst = true;
    for (int i = 0; i < firsts.size(); i++) {
      long first = firsts.get(i);
      boolean isLast = i == firsts.size() - 1;
      if (!isLast && firsts.get(i + 1) <= from) {
        segments.put(first, disk.size(file(first)));
        continue;
      }
      if (isFirst ? first > from : first != next) {
        throw new DamagedFileException(
            file(first), 0, "record " + next + " is missing before its first record " + first);
      }
      var scan = new SegmentScan(file(first), disk.read(file(first)), isLast);
      if (scan.isUnborn()) {
        disk.delete(file(first));
        disk.forceFolder(folder);
      } else {
        take(
            first,
            scan.scan(
                first,
                (file, offset, index, record) -> {
                  if (index >= from) {
                    visitor.record(file, offset, index, record);
                  }
                }),
            isLast);
      }
      isFirst = false;
    }
    if (next < from) {
      throw new IOException(
          folder + " ends with record " + (next - 1) + " before the snapshot's " + (from - 1));
    }
  }

  private void take(long first, SegmentScan.Found found, boolean isLast) throws IOException {
    segments.put(first, found.end());
    next = found.next();
    if (isLast) {
      file = disk.open(file(first));
      end = found.end();
      allocated = disk.size(file(first));
      if (found.isTorn()) {
        cut(file);
      } else {
        // What a killed process wrote is there, but perhaps not on the disk yet.
        file.force();
      }
    }
  }

  private Path file(long first) {
    return folder.resolve(String.format(Locale.ROOT, "%020d.log", first));
  }

  /// Index of the record that comes next.
  public long next() {
    return next;
  }

  /// Bytes of all segments that are used.
  public long bytes() {
    long bytes = 0;
    for (long used : segments.values()) {
      bytes += used;
    }
    return bytes;
  }

  /// Writes records together and makes them outlive a power cut; returns after that.
  ///
  /// @throws DiskFullException if there is no room; all is as if this had not been called
  /// @throws IOException if the disk fails; nobody knows what is on it, so nothing may be written
  ///   any more
  public void append(List<byte[]> records) throws IOException {
    int size = fill(records);
    if (file != null && end > SegmentScan.HEAD && end + size > options.segmentBytes) {
      roll();
    }
    Disk.Writable to = file == null ? begin() : file;
    try {
      allocate(to, end + size);
      to.write(end, ByteBuffer.wrap(batch, 0, size));
      allocated = Math.max(allocated, end + size);
      to.force();
    } catch (IOException e) {
      if (Disk.isFull(e)) {
        // Not as before, but with nothing behind what is known to be there.
        cut(to);
        throw new DiskFullException(e);
      }
      throw e;
    }
    end += size;
    next += records.size();
    segments.put(segments.lastKey(), end);
  }

  private int fill(List<byte[]> records) {
    int size = 0;
    for (byte[] record : records) {
      if (record.length > Frame.MOST_BYTES) {
        throw new IllegalArgumentException(
            "record: must be at most " + Frame.MOST_BYTES + " bytes, got " + record.length);
      }
      size = Math.addExact(size, Frame.size(record.length));
    }
    if (size > batch.length) {
      batch = new byte[Math.max(size, 2 * batch.length)];
    }
    int at = 0;
    for (int i = 0; i < records.size(); i++) {
      byte[] record = records.get(i);
      Frame.write(batch, at, next + i, i, record);
      at += Frame.size(record.length);
    }
    return size;
  }

  /// Takes room ahead; where there is too little for that, what is needed may still fit.
  private void allocate(Disk.Writable to, long need) throws IOException {
    if (need <= allocated || options.stepBytes == 0) {
      return;
    }
    try {
      while (allocated < need) {
        to.write(allocated, zeros.duplicate());
        allocated += options.stepBytes;
      }
    } catch (IOException e) {
      if (!Disk.isFull(e)) {
        throw e;
      }
      to.truncate(allocated);
    }
  }

  private void cut(Disk.Writable to) throws IOException {
    to.truncate(end);
    allocated = end;
    to.force();
  }

  /// Lets the next record begin a segment, so that those before can go, and gives back the room
  /// taken ahead.
  public void roll() throws IOException {
    if (file != null && end > SegmentScan.HEAD) {
      file.truncate(end);
      file.close();
      file = null;
    }
  }

  private Disk.Writable begin() throws IOException {
    Path path = file(next);
    try {
      var begun = disk.create(path);
      try {
        begun.write(0, SegmentScan.head(next));
        begun.force();
        disk.forceFolder(folder);
      } catch (IOException e) {
        begun.close();
        disk.delete(path);
        throw e;
      }
      file = begun;
      segments.put(next, (long) SegmentScan.HEAD);
      end = SegmentScan.HEAD;
      allocated = end;
      return begun;
    } catch (IOException e) {
      throw Disk.isFull(e) ? new DiskFullException(e) : e;
    }
  }

  /// Removes segments all of whose records come before one.
  public void dropBefore(long index) throws IOException {
    while (segments.size() > 1) {
      Map.Entry<Long, Long> first = segments.firstEntry();
      if (Objects.requireNonNull(segments.higherKey(first.getKey())) > index) {
        return;
      }
      disk.delete(file(first.getKey()));
      segments.remove(first.getKey());
    }
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
      file = null;
    }
  }
}

package dev.seisei.tree.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/// Files and folders, and when what was done to them outlives a power cut.
///
/// What was written to a file outlives it after [Writable#force]; that a file was made, renamed or
/// deleted outlives it after [#forceFolder] of the folder that it is in. Until then any part of it
/// may be lost, in any order, sector by sector (512 bytes); a byte that was never written reads as
/// 0.
public interface Disk {
  /// The one that this machine has.
  Disk SYSTEM = new SystemDisk();

  /// Makes a folder, and those above it, where they are missing.
  void makeFolder(Path folder) throws IOException;

  /// Names of the files in a folder, sorted.
  List<String> names(Path folder) throws IOException;

  /// All bytes of a file, which fit in memory.
  byte[] read(Path file) throws IOException;

  /// The bytes of a file from its beginning.
  InputStream stream(Path file) throws IOException;

  long size(Path file) throws IOException;

  /// Makes a file that is not there.
  Writable create(Path file) throws IOException;

  /// Opens a file that is there.
  Writable open(Path file) throws IOException;

  /// Gives a file another name in the same folder, in place of one that has it.
  void rename(Path from, Path to) throws IOException;

  void delete(Path file) throws IOException;

  /// Makes what was done to the names in a folder outlive a power cut.
  void forceFolder(Path folder) throws IOException;

  /// A file that can be written.
  interface Writable extends AutoCloseable {

    /// Writes all that remains in a buffer, over what is there or beyond the end.
    void write(long at, ByteBuffer bytes) throws IOException;

    /// Cuts a file off.
    void truncate(long size) throws IOException;

    /// Makes what was written outlive a power cut.
    void force() throws IOException;

    @Override
    void close() throws IOException;
  }

  /// Whether a failure says that there is no room left, for the disk or for this user.
  static boolean isFull(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    return message.contains("No space left on device")
        || message.contains("Disk quota exceeded")
        || message.contains("not enough space on the disk");
  }
}

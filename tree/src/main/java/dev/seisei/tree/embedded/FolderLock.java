package dev.seisei.tree.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// That nobody else uses a folder: `<folder>.lock` beside it, for the folder itself may be replaced
/// when it is migrated. The system takes the lock back when the process ends, however it ends.
final class FolderLock implements AutoCloseable {
  private static final int MOST_TOLD = 200;

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /// Takes a folder.
  ///
  /// @throws IOException if someone has it, saying who
  static FolderLock take(Path folder) throws IOException {
    Path whole = folder.toAbsolutePath().normalize();
    Path above = whole.getParent();
    if (above == null || whole.getFileName() == null) {
      throw new IOException(folder + " can not be the folder of a store");
    }
    Files.createDirectories(above);
    Path file = whole.resolveSibling(whole.getFileName() + ".lock");
    var channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (lock(channel) == null) {
        throw new IOException(
            folder
                + " is in use by "
                + holder(channel)
                + "; stop that first, or choose another folder [log.in-use]");
      }
      tell(channel);
      return new FolderLock(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    var told = ByteBuffer.allocate(MOST_TOLD);
    channel.read(told, 0);
    String holder = StandardCharsets.UTF_8.decode(told.flip()).toString().strip();
    return holder.isEmpty() ? "another process" : holder;
  }

  private static void tell(FileChannel channel) {
    var self = ProcessHandle.current();
    String since = self.info().startInstant().map(start -> " since " + start).orElse("");
    byte[] told = ("process " + self.pid() + since + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(told), 0);
    } catch (IOException _) {
      // A full disk must not keep the store from being read; the lock holds without a name.
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

package dev.seisei.sidecar.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/// Writes files so that a reader, a full disk or a power cut never sees half of one: to a temporary
/// name in the same folder, forced to the disk, then renamed.
public final class WholeFile {
  private WholeFile() {}

  /// What goes into a file.
  @FunctionalInterface
  public interface Content {
    void writeTo(WritableByteChannel out) throws IOException;
  }

  /// Writes a file, in place of one that is there.
  ///
  /// @throws UncheckedIOException if the disk refuses, saying why; the old file stays, no other is
  ///   left
  public static void write(Path file, Content content) {
    Path whole = file.toAbsolutePath();
    try {
      Path partial =
          whole.resolveSibling(whole.getFileName() + "." + UUID.randomUUID() + ".partial");
      try {
        try (var out =
            FileChannel.open(partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
          content.writeTo(out);
          out.force(true);
        }
        Files.move(partial, whole, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(partial);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + reason(e), e);
    }
  }

  /// What a file system says of a failure, as a person would say it; its own messages are often
  /// just the path.
  public static String reason(IOException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "its folder is not there";
      case AccessDeniedException _ -> "permission denied";
      case FileAlreadyExistsException _ -> "a file is in its way";
      case FileSystemException e when e.getReason() != null -> String.valueOf(e.getReason());
      default -> String.valueOf(failure.getMessage());
    };
  }
}

package dev.seisei.tree.format;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Makes sure that a folder is of the format that the program knows.
///
/// The file `format` in it holds the number. A folder of a newer format is refused. Of an older one
/// a copy is migrated beside it, step by step, and takes its place when all is done; the folder as
/// it was stays as `<name>.format-<number>`. So whenever the machine stops, either folder is whole.
public final class FolderFormat {
  private static final String FILE = "format";
  private static final String COPY = ".migrating";
  private static final String PARTIAL = ".partial";
  private static final String READY = ".migrated";

  private FolderFormat() {}

  /// One step: from a format to the next.
  @FunctionalInterface
  public interface Migration {
    /// Changes the files of a folder that nobody else uses.
    void migrate(Path folder) throws IOException;
  }

  /// Opens a folder, making it where it is missing.
  ///
  /// @param steps the first from format 1 to 2, and so on: the format of today is one more than
  ///   their number
  /// @throws IOException if the folder is of a newer format or can not be migrated, saying which
  public static void open(Path folder, List<Migration> steps) throws IOException {
    Path whole = folder.toAbsolutePath();
    int today = steps.size() + 1;
    Path ready = sibling(whole, READY);
    if (Files.exists(ready) && !Files.exists(whole)) {
      // The machine stopped between two renames.
      Files.move(ready, whole, StandardCopyOption.ATOMIC_MOVE);
    }
    delete(ready);
    delete(sibling(whole, COPY));
    Files.createDirectories(whole);
    if (isEmpty(whole)) {
      write(whole, today);
      return;
    }
    int found = read(whole);
    if (found > today) {
      throw new IOException(
          whole
              + " is of format "
              + found
              + ", and this program knows "
              + today
              + "; start the program that wrote it, or another folder");
    }
    if (found < today) {
      migrate(whole, found, steps);
    }
  }

  private static void migrate(Path folder, int from, List<Migration> steps) throws IOException {
    Path copy = sibling(folder, COPY);
    copy(folder, copy);
    for (int format = from; format <= steps.size(); format++) {
      try {
        steps.get(format - 1).migrate(copy);
      } catch (IOException e) {
        throw new IOException(
            folder
                + " can not be migrated from format "
                + format
                + " and is as it was: "
                + e.getMessage(),
            e);
      }
    }
    write(copy, steps.size() + 1);
    Path ready = sibling(folder, READY);
    Files.move(copy, ready, StandardCopyOption.ATOMIC_MOVE);
    Files.move(folder, backup(folder, from), StandardCopyOption.ATOMIC_MOVE);
    Files.move(ready, folder, StandardCopyOption.ATOMIC_MOVE);
    force(Objects.requireNonNull(folder.getParent()));
  }

  private static Path backup(Path folder, int format) {
    Path free = sibling(folder, ".format-" + format);
    for (int i = 2; Files.exists(free); i++) {
      free = sibling(folder, ".format-" + format + "-" + i);
    }
    return free;
  }

  private static int read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      throw new IOException(folder + " is not a store's: it is not empty and has no file `format`");
    }
    String text = Files.readString(file).strip();
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw new IOException(file + " must hold the number of a format, and holds something else");
    }
    return Integer.parseInt(text);
  }

  private static void write(Path folder, int format) throws IOException {
    Path partial = folder.resolve(FILE + PARTIAL);
    Files.writeString(partial, format + "\n");
    try (var file = FileChannel.open(partial, StandardOpenOption.WRITE)) {
      file.force(true);
    }
    Files.move(
        partial,
        folder.resolve(FILE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    force(folder);
  }

  private static void force(Path directory) throws IOException {
    try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
          try (var copied = FileChannel.open(target, StandardOpenOption.WRITE)) {
            copied.force(true);
          }
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      // The machine may have stopped before the first file had its name.
      return files.allMatch(file -> file.endsWith(FILE + PARTIAL));
    }
  }

  private static Path sibling(Path folder, String suffix) {
    return folder.resolveSibling(folder.getFileName() + suffix);
  }
}

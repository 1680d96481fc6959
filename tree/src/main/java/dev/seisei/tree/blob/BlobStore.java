package dev.seisei.tree.blob;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Files in a folder, each named by the SHA-256 of what is in it: `9a/9a…64 digits`.
///
/// A file is written to a temporary name, forced to the disk, renamed, and its folder forced: after
/// a crash it is whole or not there. What is read is compared with its name. Putting what is
/// damaged again repairs it. Safe for any number of threads of one process.
public final class BlobStore {
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");
  private static final String PARTIAL = ".partial";

  private final Path folder;
  private final long mostBytes;

  // Putting keeps out collecting: what was found to be there must not go before it is named.
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  private BlobStore(Path folder, long mostBytes) {
    this.folder = folder;
    this.mostBytes = mostBytes;
  }

  /// Opens a folder, making it where it is missing, and clears away what a crash left half-written.
  ///
  /// @param mostBytes of one blob
  /// @throws IOException if the folder can not be used
  public static BlobStore open(Path folder, long mostBytes) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.walk(folder, 2)) {
      for (Path file : files.filter(path -> path.toString().endsWith(PARTIAL)).toList()) {
        Files.deleteIfExists(file);
      }
    }
    return new BlobStore(folder, mostBytes);
  }

  /// Keeps some bytes.
  ///
  /// @throws IOException if they can not be written, for want of room too; nothing is left then
  public Sha256 put(byte[] bytes) throws IOException {
    return put(new ByteArrayInputStream(bytes));
  }

  /// Keeps what a stream gives, to its end.
  ///
  /// @throws BlobException with `blob.too-large` if that is more than one blob may have
  /// @throws IOException if it can not be read or written, for want of room too; nothing is left
  ///   then
  public Sha256 put(InputStream in) throws IOException {
    lock.readLock().lock();
    try {
      Path partial = folder.resolve(UUID.randomUUID() + PARTIAL);
      try {
        Sha256 digest = write(in, partial);
        Path file = file(digest);
        if (isWhole(digest)) {
          Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } else {
          Path above = folder(digest);
          Files.createDirectories(above);
          force(folder);
          Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
          force(above);
        }
        return digest;
      } finally {
        Files.deleteIfExists(partial);
      }
    } finally {
      lock.readLock().unlock();
    }
  }

  private Sha256 write(InputStream in, Path partial) throws IOException {
    MessageDigest digest = Sha256.start();
    try (var out =
        FileChannel.open(partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      var buffer = new byte[1 << 16];
      long written = 0;
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        written += count;
        if (written > mostBytes) {
          throw new BlobException(
              "blob.too-large", "a blob must be at most " + mostBytes + " bytes");
        }
        digest.update(buffer, 0, count);
        var rest = ByteBuffer.wrap(buffer, 0, count);
        while (rest.hasRemaining()) {
          out.write(rest);
        }
      }
      out.force(true);
    }
    return Sha256.from(digest);
  }

  private static void force(Path directory) throws IOException {
    try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// Whether it is there; not whether it is whole.
  public boolean has(Sha256 digest) {
    return Files.isRegularFile(file(digest));
  }

  /// Reads a blob.
  ///
  /// @throws BlobException with `blob.missing` if it is not there, with `blob.damaged` if it is not
  ///   what it was, naming the file
  /// @throws IOException if it can not be read
  public byte[] read(Sha256 digest) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file(digest));
    } catch (NoSuchFileException _) {
      throw missing(digest);
    }
    if (!Sha256.of(bytes).equals(digest)) {
      throw damaged(digest);
    }
    return bytes;
  }

  /// Where a blob lies, after it was found to be whole: for what is too large to be read at once.
  ///
  /// @throws IOException as [#read]
  public Path whole(Sha256 digest) throws IOException {
    if (!has(digest)) {
      throw missing(digest);
    }
    if (!isWhole(digest)) {
      throw damaged(digest);
    }
    return file(digest);
  }

  private boolean isWhole(Sha256 digest) throws IOException {
    MessageDigest found = Sha256.start();
    try (var in = Files.newInputStream(file(digest))) {
      var buffer = new byte[1 << 16];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        found.update(buffer, 0, count);
      }
    } catch (NoSuchFileException _) {
      return false;
    }
    return Sha256.from(found).equals(digest);
  }

  /// Reads all that is there.
  ///
  /// @return those that are not what they were
  /// @throws IOException if something can not be read
  public List<Sha256> damaged() throws IOException {
    var found = new ArrayList<Sha256>();
    for (Sha256 digest : all()) {
      if (has(digest) && !isWhole(digest)) {
        found.add(digest);
      }
    }
    return found;
  }

  /// The names of all that is there, sorted.
  ///
  /// @throws IOException if the folder can not be read
  public List<Sha256> all() throws IOException {
    try (Stream<Path> files = Files.walk(folder, 2)) {
      return files
          .map(path -> String.valueOf(path.getFileName()))
          .filter(name -> NAME.matcher(name).matches())
          .sorted()
          .map(Sha256::new)
          .toList();
    }
  }

  /// Removes what nothing names.
  ///
  /// @param isNamed whether something names it; asked for each blob just before it would go
  /// @param grace younger ones stay: they may be about to be named
  /// @return those that were removed
  /// @throws IOException if something can not be removed
  public List<Sha256> collect(Predicate<Sha256> isNamed, Duration grace) throws IOException {
    FileTime youngest = FileTime.from(Instant.now().minus(grace));
    var gone = new ArrayList<Sha256>();
    for (Sha256 digest : all()) {
      lock.writeLock().lock();
      try {
        Path file = file(digest);
        if (Files.exists(file)
            && Files.getLastModifiedTime(file).compareTo(youngest) <= 0
            && !isNamed.test(digest)) {
          Files.delete(file);
          gone.add(digest);
        }
      } finally {
        lock.writeLock().unlock();
      }
    }
    return gone;
  }

  private BlobException missing(Sha256 digest) {
    return new BlobException("blob.missing", "there is no blob " + digest);
  }

  private BlobException damaged(Sha256 digest) {
    return new BlobException(
        "blob.damaged",
        file(digest)
            + " is not what it was: its digest is not its name; put it again, or fetch it"
            + " from another member");
  }

  private Path folder(Sha256 digest) {
    return folder.resolve(digest.hex().substring(0, 2));
  }

  private Path file(Sha256 digest) {
    return folder(digest).resolve(digest.hex());
  }
}

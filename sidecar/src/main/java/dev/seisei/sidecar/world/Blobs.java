package dev.seisei.sidecar.world;

import dev.seisei.sidecar.file.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// Bytes addressed by their SHA-256, one file each.
///
/// A name is there whole or not at all. Checked when read. Thread-safe.
public final class Blobs {
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");

  private final Path folder;

  /// @param folder made if it is not there
  /// @throws UncheckedIOException if it cannot be made
  public Blobs(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot make the folder " + folder + " for blobs: " + WholeFile.reason(e), e);
    }
  }

  /// Keeps some bytes and returns their name; does nothing if they are there.
  ///
  /// @throws UncheckedIOException if the disk refuses them; no half file is left
  public String put(byte[] bytes) {
    String name = name(bytes);
    if (get(name).isPresent()) {
      return name;
    }
    WholeFile.write(
        folder.resolve(name),
        out -> {
          var left = ByteBuffer.wrap(bytes);
          while (left.hasRemaining()) {
            out.write(left);
          }
        });
    return name;
  }

  /// The bytes of a name; empty if there are none, or if what lies there has been damaged (it is
  /// then taken away).
  ///
  /// @throws UncheckedIOException if the disk cannot be read
  public Optional<byte[]> get(String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Files.readAllBytes(folder.resolve(name));
      if (name(bytes).equals(name)) {
        return Optional.of(bytes);
      }
      System.getLogger(Blobs.class.getName())
          .log(System.Logger.Level.ERROR, "blob {0} was damaged and is taken away", name);
      Files.delete(folder.resolve(name));
      return Optional.empty();
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read the blob " + folder.resolve(name) + ": " + WholeFile.reason(e), e);
    }
  }

  private static String name(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

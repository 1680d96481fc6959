package dev.seisei.pipeline.element;

import dev.seisei.pipeline.Buffer;
import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.PipelineException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/// Reads and writes whole files for the elements here.
final class ByteFiles {
  /// Under which name a file's name stands in [Buffer#meta].
  static final String NAME = "name";

  private static final int GLB_MAGIC = 0x46546c67;
  private static final int GLB_HEADER = 12;

  private ByteFiles() {}

  static Format format(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".glb") ? Format.GLB : Format.BYTES;
  }

  /// A file as one buffer, with its name and digest. A GLB's header must fit its size.
  static Buffer read(Path file, long mostBytes) throws IOException {
    byte[] bytes;
    try (var in = Files.newInputStream(file)) {
      // Files can grow, and devices have no size.
      bytes = in.readNBytes((int) mostBytes + 1);
    }
    if (bytes.length > mostBytes) {
      throw new PipelineException(
          "file.size", file + ": must be at most " + mostBytes + " bytes; raise mostBytes.");
    }
    if (format(file).equals(Format.GLB)) {
      requireGlb(file.toString(), bytes);
    }
    return new Buffer(
        bytes,
        bytes.length,
        0,
        null,
        Map.of(NAME, file.getFileName().toString(), DigestCheck.META, DigestCheck.sha256(bytes)));
  }

  /// Source: glTF 2.0, section 4.4.2: magic, version 2 and the length of the whole.
  private static void requireGlb(String name, byte[] bytes) {
    var header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < GLB_HEADER
        || header.getInt() != GLB_MAGIC
        || header.getInt() != 2
        || header.getInt() != bytes.length) {
      throw new PipelineException("file.glb", name + ": is no binary glTF 2.0, or not all of it.");
    }
  }

  /// Writes a file so that nobody ever sees half of one.
  static void write(Path file, byte[] bytes) throws IOException {
    Path partial =
        file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".partial");
    try {
      try (var out =
          FileChannel.open(partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        var left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
          out.write(left);
        }
        out.force(true);
      }
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  static long requireBytes(long mostBytes) {
    if (mostBytes < 1 || mostBytes > 1L << 30) {
      throw new IllegalArgumentException("mostBytes: must be 1 to 1073741824, got " + mostBytes);
    }
    return mostBytes;
  }
}

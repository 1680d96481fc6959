package dev.seisei.tree;

import dev.seisei.tree.command.Op;
import dev.seisei.tree.node.Path;
import dev.seisei.tree.node.Pattern;
import dev.seisei.tree.node.Payload;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// Reads JSON lines that [Export] wrote into a tree.
///
/// The file is read twice: nothing is written unless all of it can be read and is whole. Then nodes
/// are put in commands of many, a few of them under way at a time, so memory is bounded however
/// large the file is. What is in the tree already stays, or is given the payload of the file.
public final class Import {
  /// A payload in escapes.
  private static final int MOST_LINE_BYTES = 512 << 10;

  private static final int COMMAND_BYTES = 48 << 10;
  private static final int COMMAND_OPS = 500;
  private static final int UNDER_WAY = 16;

  /// Bytes that an operation takes besides its path and payload, at most.
  private static final int OP_BYTES = 64;

  private final Tree tree;
  private final ArrayDeque<CompletableFuture<?>> underWay = new ArrayDeque<>();
  private List<Op> ops = new ArrayList<>();
  private int bytes;

  private Import(Tree tree) {
    this.tree = tree;
  }

  /// Imports a file.
  ///
  /// @return how many nodes
  /// @throws IOException if it can not be read or is not what an export is, saying in which line;
  ///   then nothing was imported
  /// @throws TreeException if the store refuses; then a part may have been imported, and importing
  ///   again does the rest
  public static long from(java.nio.file.Path file, Tree tree) throws IOException {
    check(file);
    var to = new Import(tree);
    return read(file, to::take);
  }

  /// Reads a file and writes nothing.
  ///
  /// @return how many nodes are in it
  /// @throws IOException as [#from]
  public static long check(java.nio.file.Path file) throws IOException {
    return read(file, _ -> {});
  }

  private interface Taker {
    void take(ExportLine line);
  }

  private static long read(java.nio.file.Path file, Taker taker) throws IOException {
    MessageDigest digest = Export.sha256();
    long nodes = 0;
    long number = 0;
    try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      while (true) {
        number++;
        byte[] bytes = line(in, file, number);
        ExportLine line = parse(bytes, file, number);
        if ((line instanceof ExportLine.Head) != (number == 1)) {
          throw wrong(
              file, number, "the first line, and no other, must say {\"seisei\": \"tree\"}");
        }
        switch (line) {
          case ExportLine.Node _ -> nodes++;
          case ExportLine.Head _, ExportLine.Kept _ -> {}
          case ExportLine.End end -> {
            String found = HexFormat.of().formatHex(digest.digest());
            if (end.nodes() != nodes || !end.sha256().equals(found) || in.read() >= 0) {
              throw wrong(file, number, "what is before or after is not what was exported");
            }
            taker.take(line);
            return nodes;
          }
        }
        digest.update(bytes);
        digest.update((byte) '\n');
        taker.take(line);
      }
    }
  }

  private static ExportLine parse(byte[] line, java.nio.file.Path file, long number)
      throws IOException {
    try {
      return ExportLine.read(line);
    } catch (IllegalArgumentException e) {
      throw new IOException(wrong(file, number, e.getMessage()).getMessage(), e);
    }
  }

  private static byte[] line(InputStream in, java.nio.file.Path file, long number)
      throws IOException {
    var out = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw wrong(file, number, "the file is cut off");
      }
      if (out.size() == MOST_LINE_BYTES) {
        throw wrong(file, number, "a line must be at most 524288 bytes");
      }
      out.write(next);
    }
    return out.toByteArray();
  }

  private static IOException wrong(java.nio.file.Path file, long number, @Nullable String what) {
    return new IOException("cannot import " + file + ": line " + number + ": " + what);
  }

  private void take(ExportLine line) {
    switch (line) {
      case ExportLine.Head _ -> {}
      case ExportLine.Node node ->
          put(
              new Op.Put(Pattern.of(node.path()), Op.Mode.PUT, node.payload(), null, false),
              node.path(),
              node.payload());
      case ExportLine.Kept kept -> {
        finish();
        Payload same = tree.view().get(kept.path());
        put(
            new Op.Put(Pattern.of(kept.path()), Op.Mode.PUT, same, kept.keepWhile(), false),
            kept.path(),
            same);
      }
      case ExportLine.End _ -> finish();
    }
  }

  private void put(Op put, Path path, @Nullable Payload payload) {
    int size = OP_BYTES + 4 * path.toString().length() + (payload == null ? 0 : payload.size());
    if (bytes + size > COMMAND_BYTES || ops.size() == COMMAND_OPS) {
      flush();
    }
    ops.add(put);
    bytes += size;
  }

  private void flush() {
    if (underWay.size() == UNDER_WAY) {
      await(underWay.removeFirst());
    }
    if (!ops.isEmpty()) {
      underWay.addLast(tree.submit(ops));
      ops = new ArrayList<>();
      bytes = 0;
    }
  }

  private void finish() {
    flush();
    while (!underWay.isEmpty()) {
      await(underWay.removeFirst());
    }
  }

  private static void await(CompletableFuture<?> call) {
    try {
      call.join();
    } catch (CompletionException e) {
      throw Proposer.asTreeException(e);
    }
  }
}

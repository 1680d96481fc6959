package dev.seisei.tree;

import dev.seisei.tree.node.Cost;
import dev.seisei.tree.node.Node;
import dev.seisei.tree.node.Path;
import dev.seisei.tree.node.Pattern;
import dev.seisei.tree.node.Walk;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Writes a tree as JSON lines, for people, other programs and [Import].
///
/// Of nodes their paths, payloads and what they are kept for; not their versions, which begin anew
/// where they are imported. Takes memory for one line, however large the tree is.
public final class Export {
  private final OutputStream out;
  private final MessageDigest digest = sha256();
  private long nodes;

  private Export(OutputStream out) {
    this.out = out;
  }

  /// Writes all nodes of a view; neither flushes nor closes.
  ///
  /// @return how many nodes
  /// @throws IOException if that can not be written
  public static long write(View view, OutputStream out) throws IOException {
    var export = new Export(out);
    export.line(new ExportLine.Head(view.version()));
    export.nodes(view);
    for (var guard : view.state().guards().byNode().entrySet()) {
      export.line(new ExportLine.Kept(guard.getKey(), guard.getValue()));
    }
    out.write(
        new ExportLine.End(export.nodes, HexFormat.of().formatHex(export.digest.digest()))
            .toBytes());
    return export.nodes;
  }

  private void nodes(View view) throws IOException {
    Node root = view.state().root();
    if (root.payload() != null) {
      node(Path.ROOT, root);
    }
    var visitor =
        new Walk.Visitor() {
          private @Nullable IOException failure;

          @Override
          public Walk.Go visit(Walk.Trail trail, Node node) {
            try {
              node(trail.toPath(), node);
              return Walk.Go.ON;
            } catch (IOException e) {
              failure = e;
              return Walk.Go.STOP;
            }
          }
        };
    Walk.over(root, Pattern.ROOT.thenDeep(), Cost.unlimited(), visitor);
    if (visitor.failure != null) {
      throw visitor.failure;
    }
  }

  private void node(Path path, Node node) throws IOException {
    // What is implied comes back with what is below it.
    if (!node.implied() || node.payload() != null) {
      line(new ExportLine.Node(path, node.payload()));
      nodes++;
    }
  }

  private void line(ExportLine line) throws IOException {
    byte[] bytes = line.toBytes();
    digest.update(bytes);
    out.write(bytes);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

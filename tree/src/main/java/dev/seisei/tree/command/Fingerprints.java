package dev.seisei.tree.command;

import dev.seisei.tree.codec.Encoder;
import dev.seisei.tree.node.Cost;
import dev.seisei.tree.node.Node;
import dev.seisei.tree.node.Pattern;
import dev.seisei.tree.node.Walk;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Tells whether what a pattern means is still what it was.
public final class Fingerprints {
  private static final int BLOCK = 4096;

  /// A path is written and hashed.
  private static final long COST = 50;

  private Fingerprints() {}

  /// Takes the fingerprint: the first 128 bits of the SHA-256 of the paths, the commands that gave
  /// them their payloads, and the versions of their lists of children.
  public static Op.Fingerprint of(Node root, Pattern pattern, Cost cost) {
    var taken =
        new Walk.Visitor() {
          private final MessageDigest digest = sha256();
          private Encoder out = new Encoder();

          @Override
          public Walk.Go visit(Walk.Trail trail, Node node) {
            cost.spend(COST);
            out.text(trail.path()).number(node.changed()).number(node.version());
            out.number(node.childrenVersion());
            if (out.size() > BLOCK) {
              digest.update(out.toBytes());
              out = new Encoder();
            }
            return Walk.Go.ON;
          }
        };
    Walk.over(root, pattern, cost, taken);
    taken.digest.update(taken.out.toBytes());
    var bits = ByteBuffer.wrap(taken.digest.digest());
    return new Op.Fingerprint(bits.getLong(), bits.getLong());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

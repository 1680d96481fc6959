package dev.seisei.tree.command;

import dev.seisei.tree.node.KeepWhile;
import dev.seisei.tree.node.Pattern;
import dev.seisei.tree.node.Payload;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One part of a command. Each sees what those before it did.
public sealed interface Op {

  /// Gives nodes a payload.
  ///
  /// Where the pattern is single, the node and what is missing above it are made; a condition that
  /// does not hold refuses the command. Otherwise all nodes that match are given the payload, and
  /// nodes whose names end the pattern are made where they are missing: `/worlds/*/lock` makes a
  /// `lock` below each world. A node that has that very payload stays as it is, versions too.
  ///
  /// @param payload null for none
  /// @param keepWhile null leaves what there is
  /// @param returning whether the answer tells what was there before
  record Put(
      Pattern where,
      Mode mode,
      @Nullable Payload payload,
      @Nullable KeepWhile keepWhile,
      boolean returning)
      implements Op {}

  /// What a put may do.
  enum Mode {
    PUT,
    /// Only make nodes; a single one that exists refuses the command.
    CREATE,
    /// Only change nodes; a single one that is missing refuses the command.
    UPDATE
  }

  /// Removes nodes and all below them. What is not there is no mistake.
  ///
  /// @param limit most nodes that match to be removed at once, those first that sort first
  record Delete(Pattern where, long limit, boolean returning) implements Op {
    public Delete {
      if (limit < 1) {
        throw new IllegalArgumentException("limit: must be at least 1, got " + limit);
      }
    }
  }

  /// Takes nodes into the answer.
  ///
  /// @param limit at most, 1 to 1,000
  record Read(Pattern where, int limit) implements Op {
    public Read {
      if (limit < 1 || limit > Reply.MAX_TOUCHED) {
        throw new IllegalArgumentException("limit: must be 1 to 1000, got " + limit);
      }
    }
  }

  /// Refuses the command unless something matches, or unless nothing does.
  record Require(Pattern where, boolean present) implements Op {}

  /// Refuses the command unless a pattern means exactly the nodes it meant when the fingerprint was
  /// taken, with the same payloads and children.
  record Unchanged(Pattern where, Fingerprint fingerprint) implements Op {}

  /// Does one list or the other, as something matches or not.
  record Choose(Pattern where, List<Op> then, List<Op> otherwise) implements Op {
    public Choose {
      then = List.copyOf(then);
      otherwise = List.copyOf(otherwise);
    }
  }

  /// Refuses the command.
  ///
  /// @param reason for people, at most 1,024 characters
  record Abort(String reason) implements Op {
    public Abort {
      if (reason.length() > 1024) {
        throw new IllegalArgumentException("reason: must be at most 1024 characters");
      }
    }
  }

  /// A digest of what a pattern means: see [dev.seisei.tree.command.Fingerprints].
  record Fingerprint(long high, long low) {
    @Override
    public String toString() {
      return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
  }
}

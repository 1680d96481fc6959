package dev.seisei.tree.command;

import dev.seisei.tree.node.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of a command.
public sealed interface Reply {
  /// Nodes in one answer; what goes beyond refuses the command.
  int MAX_TOUCHED = 1000;

  /// Bytes of payloads in one answer; what goes beyond refuses the command.
  int MAX_BYTES = 1 << 20;

  /// It was done.
  ///
  /// @param index of the command in the log: the version of the tree that it made
  /// @param repeated whether it had been done before, and this is what was answered then
  /// @param outcomes one for each operation, in order, those of a choice included; empty if the
  ///   answer of a repeated command was too large to be kept
  record Applied(long index, boolean repeated, List<Outcome> outcomes) implements Reply {
    public Applied {
      outcomes = List.copyOf(outcomes);
    }
  }

  /// Nothing was done.
  ///
  /// @param index of the command in the log
  /// @param code stable: `tree.mismatch`
  /// @param reason for people
  record Refused(long index, String code, String reason) implements Reply {}

  /// What one operation did.
  ///
  /// @param matched nodes that it read, put or removed, or that were required
  /// @param more whether its limit left some
  /// @param touched what was asked to be returned; a single put and a read always return
  record Outcome(long matched, boolean more, List<Touched> touched) {
    public Outcome {
      touched = List.copyOf(touched);
    }
  }

  /// What an operation did to one node, or read of it.
  ///
  /// @param before what was read, or how it was before the operation, if that was asked for; null
  ///   if it was not there or not asked for
  /// @param version of its payload after the operation; 0 if it is gone
  /// @param childrenVersion of its list of children after the operation; 0 if it is gone
  record Touched(Path path, @Nullable Entry before, long version, long childrenVersion) {}
}

package dev.seisei.tree;

import dev.seisei.tree.command.Entry;
import dev.seisei.tree.command.Reply;
import org.jspecify.annotations.Nullable;

/// What became of a write to one node.
///
/// @param treeVersion of the tree that the write made: a [View#version] that contains it
/// @param version of the node's payload; 0 if the node is gone
/// @param childrenVersion of its list of children; 0 if the node is gone
/// @param before the node as it was, where that was asked for; null if it was not there
public record Written(
    long treeVersion, long version, long childrenVersion, @Nullable Entry before) {

  static Written of(Reply.Applied applied) {
    // Of a repeated write whose answer was not kept nothing more is known.
    if (applied.outcomes().isEmpty() || applied.outcomes().getFirst().touched().isEmpty()) {
      return new Written(applied.index(), 0, 0, null);
    }
    var touched = applied.outcomes().getFirst().touched().getFirst();
    return new Written(
        applied.index(), touched.version(), touched.childrenVersion(), touched.before());
  }
}

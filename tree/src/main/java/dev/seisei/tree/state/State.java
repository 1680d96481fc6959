package dev.seisei.tree.state;

import dev.seisei.tree.node.Node;

/// All that a store knows at one moment. Immutable.
///
/// @param index of the last command that was applied: the version of the tree
/// @param root the tree
/// @param guards what nodes are kept for
/// @param sessions what was answered to whom
public record State(long index, Node root, Guards guards, Sessions sessions) {
  public static final State EMPTY = new State(0, Node.ROOT, Guards.NONE, Sessions.NONE);
}

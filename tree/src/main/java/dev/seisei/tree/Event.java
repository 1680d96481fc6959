package dev.seisei.tree;

import dev.seisei.tree.node.Node;
import dev.seisei.tree.node.Path;
import org.jspecify.annotations.Nullable;

/// Something that happened to a node.
///
/// @param version of the tree that the command made in which it happened
/// @param before the node as it was; null if it was not there
/// @param after the node as it is; null if it is gone
public record Event(
    long version, Kind kind, Path path, @Nullable Node before, @Nullable Node after) {

  /// What happened.
  public enum Kind {
    /// It was there when the subscription began: see [Watch#withPresent].
    PRESENT,
    CREATED,
    /// Its payload became another.
    UPDATED,
    DELETED
  }
}

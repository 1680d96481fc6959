package dev.seisei.tree.command;

import dev.seisei.tree.node.Node;
import dev.seisei.tree.node.Path;
import dev.seisei.tree.node.Payload;
import org.jspecify.annotations.Nullable;

/// A node as answers tell of it.
///
/// @param payload null if it carries none
/// @param version of the payload
/// @param childrenVersion of its list of children
/// @param children how many
/// @param changed index of the command that gave it its payload
public record Entry(
    Path path,
    @Nullable Payload payload,
    long version,
    long childrenVersion,
    long children,
    long changed) {

  public static Entry of(Path path, Node node) {
    return new Entry(
        path,
        node.payload(),
        node.version(),
        node.childrenVersion(),
        node.children().size(),
        node.changed());
  }
}

/// What stands in a tree: paths, nodes with payloads and versions, and what can be asked of them.
///
/// All values are immutable and checked when they are made. Start at [dev.seisei.tree.node.Path],
/// [dev.seisei.tree.node.Node] and [dev.seisei.tree.node.Condition]. Knows nothing else of the
/// project.
@NullMarked
package dev.seisei.tree.node;

import org.jspecify.annotations.NullMarked;

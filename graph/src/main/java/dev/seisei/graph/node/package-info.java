/// The nodes: each a record beside the [dev.seisei.graph.NodeType] that describes it to authors,
/// files and documentation.
///
/// Start at [dev.seisei.graph.node.Catalogue].
@NullMarked
package dev.seisei.graph.node;

import org.jspecify.annotations.NullMarked;

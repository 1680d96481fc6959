/// What is told of nodes: pages, data and pictures, all made of their own descriptions.
///
/// Start at [dev.seisei.graph.doc.NodePages].
@NullMarked
package dev.seisei.graph.doc;

import org.jspecify.annotations.NullMarked;

/// World graphs: what a node is, the catalogue of nodes, the file format and its checks, and the
/// world that comes of it.
///
/// Knows `data` and `kernels`. A chunk is a pure function of the graph, its seed and the chunk's
/// key. Start at [dev.seisei.graph.GraphFile], which makes a [dev.seisei.graph.World].
@NullMarked
package dev.seisei.graph;

import org.jspecify.annotations.NullMarked;

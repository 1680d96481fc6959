/// What people do to a world: operations in one order, and what the ground becomes by them.
///
/// [dev.seisei.graph.edit.Edit] is one of them, [dev.seisei.graph.edit.EditBook] all of them,
/// [dev.seisei.graph.edit.EditLayer] those that matter in one place: it lies over what the graph
/// makes. Everything here is a pure function of the operations and their order. Knows shapes of
/// data and nothing of graphs. Start at [dev.seisei.graph.edit.Edit].
@NullMarked
package dev.seisei.graph.edit;

import org.jspecify.annotations.NullMarked;

/// The store's state, and what commands do to it.
///
/// A [dev.seisei.tree.state.Machine] is the replica that a log feeds: it applies each command to a
/// [dev.seisei.tree.state.Draft] of its [dev.seisei.tree.state.State] and keeps the draft, or drops
/// it. Deterministic. Knows [dev.seisei.tree.node], [dev.seisei.tree.command],
/// [dev.seisei.tree.codec] and [dev.seisei.tree.log].
@NullMarked
package dev.seisei.tree.state;

import org.jspecify.annotations.NullMarked;

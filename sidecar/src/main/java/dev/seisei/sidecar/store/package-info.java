/// What outlives the sidecar: the tree in its folder, and what is written there about worlds.
///
/// Start at [dev.seisei.sidecar.store.Store]. Knows `tree`, `control`, and worlds and blobs of this
/// program.
@NullMarked
package dev.seisei.sidecar.store;

import org.jspecify.annotations.NullMarked;

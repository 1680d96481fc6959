/// Worlds as files: what other programs open.
///
/// Start at [dev.seisei.sidecar.bake.Bake].
@NullMarked
package dev.seisei.sidecar.bake;

import org.jspecify.annotations.NullMarked;

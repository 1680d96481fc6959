/// What makes the machines' states true: starts and stops the parts, keeps the toggles, tells.
///
/// Start at [dev.seisei.control.live.Control].
@NullMarked
package dev.seisei.control.live;

import org.jspecify.annotations.NullMarked;

/// Components at work in the sidecar: their toggles on the disk, the `control` topic, who is
/// admitted to worlds, and the command that asks a running sidecar.
///
/// Start at [dev.seisei.sidecar.control.ControlChannel]; `docs/control.md` says how they work
/// together.
@NullMarked
package dev.seisei.sidecar.control;

import org.jspecify.annotations.NullMarked;

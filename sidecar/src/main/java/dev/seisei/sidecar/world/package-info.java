/// A world that is being served: its chunks, its description, its meshes, and the topic on which
/// clients receive it.
///
/// Start at [dev.seisei.sidecar.world.HostedWorld].
@NullMarked
package dev.seisei.sidecar.world;

import org.jspecify.annotations.NullMarked;

/// GLB, the binary form of glTF 2.0, out and in, and chunks as glTF scenes.
///
/// Knows [dev.seisei.data] only. Start at [dev.seisei.gltf.ChunkScene] to write a piece of world,
/// [dev.seisei.gltf.GlbScene] to write anything else, [dev.seisei.gltf.GlbReader] to read.
@NullMarked
package dev.seisei.gltf;

import org.jspecify.annotations.NullMarked;

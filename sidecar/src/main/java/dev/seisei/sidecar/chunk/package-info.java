/// Chunks as bytes: the codec of the wire, and the store that makes each chunk once for all who
/// want it.
///
/// Start at [dev.seisei.sidecar.chunk.ChunkStore].
@NullMarked
package dev.seisei.sidecar.chunk;

import org.jspecify.annotations.NullMarked;

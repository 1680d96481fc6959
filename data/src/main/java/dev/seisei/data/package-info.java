/// What flows through Seisei: chunk keys and grids, height fields, material weights, meshes,
/// instances.
///
/// Knows nothing else of the project. Start at [dev.seisei.data.Chunk].
@NullMarked
package dev.seisei.data;

import org.jspecify.annotations.NullMarked;

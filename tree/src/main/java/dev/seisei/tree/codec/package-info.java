/// Bytes: what commands, answers and snapshots are made of.
///
/// Knows nothing else of the project. Start at [dev.seisei.tree.codec.Encoder].
@NullMarked
package dev.seisei.tree.codec;

import org.jspecify.annotations.NullMarked;

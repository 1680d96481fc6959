/// Measures what the project promises: how fast chunks are made, how large they are, how soon they
/// arrive. Prints the tables of `docs/performance.md`.
///
/// Start at [dev.seisei.bench.Bench].
@NullMarked
package dev.seisei.bench;

import org.jspecify.annotations.NullMarked;

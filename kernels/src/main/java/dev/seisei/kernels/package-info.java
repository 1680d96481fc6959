/// Pure maths on arrays: the same bits on every machine, thread count and vector width.
///
/// Knows nothing but the JDK. Start at [dev.seisei.kernels.noise.FractalNoise].
@NullMarked
package dev.seisei.kernels;

import org.jspecify.annotations.NullMarked;

/// Gradient noise and its fractal sums, each as a vector kernel and a scalar twin of the same bits.
///
/// Start at [dev.seisei.kernels.noise.FractalNoise].
@NullMarked
package dev.seisei.kernels.noise;

import org.jspecify.annotations.NullMarked;

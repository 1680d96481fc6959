package dev.seisei.kernels.noise;

import dev.seisei.kernels.Hash;

/// White noise: each square of a lattice has a number of its own, in `[-1, 1)`.
public final class WhiteNoise {
  private WhiteNoise() {}

  /// Computes the numbers of the squares that places lie in.
  ///
  /// @param x places in metres, at least `count`
  /// @param z places in metres, at least `count`
  /// @param count places to compute
  /// @param cellMetres width of a square, above 0
  /// @param seed chooses the numbers
  /// @param out receives `count` values
  /// @throws IllegalArgumentException if an array is too short
  public static void fill(
      float[] x, float[] z, int count, float cellMetres, int seed, float[] out) {
    Lattice.requireLength(x, z, count, out);
    for (int i = 0; i < count; i++) {
      int column = (int) Math.floor(x[i] / cellMetres);
      int row = (int) Math.floor(z[i] / cellMetres);
      out[i] = (Hash.of(seed, column, row) >> 8) * 0x1p-23f;
    }
  }
}

package dev.seisei.kernels.noise;

/// One octave of a kind of noise, over arrays of places.
@FunctionalInterface
public interface Octave {

  /// Computes one octave.
  ///
  /// @param x places in metres, at least `count`
  /// @param z places in metres, at least `count`
  /// @param count places to compute
  /// @param frequency lattice cells a metre, above 0; places times frequency stay below 2^21
  /// @param seed chooses among all noise of this kind
  /// @param out receives `count` values in `[-1, 1]`; not the same array as `x` or `z`
  /// @throws IllegalArgumentException if an array is too short
  void fill(float[] x, float[] z, int count, float frequency, int seed, float[] out);
}

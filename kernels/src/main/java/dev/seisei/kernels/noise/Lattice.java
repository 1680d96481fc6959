package dev.seisei.kernels.noise;

import dev.seisei.kernels.Hash;

/// What the kinds of lattice noise share: where the lattice lies and how its points are hashed.
final class Lattice {
  // Adding it rounds to a whole number and leaves that number in the low bits, for |x| below 2^22.
  static final float ROUND = 12582912f;

  static final int PRIME_X = 0x1b873593;
  static final int PRIME_Z = 0x27d4eb2f;
  static final int MIX = 0x2c1b3c6d;

  private Lattice() {}

  /// Where the lattice of a seed lies, in cells: apart for each octave, or they would all be zero
  /// at the origin.
  static float shift(int seed, int axis) {
    return (Hash.of(seed, axis, 0x5eed) >>> 24) * 0.73f + 0.31f;
  }

  static void requireLength(float[] x, float[] z, int count, float[] out) {
    if (x.length < count || z.length < count || out.length < count) {
      throw new IllegalArgumentException(
          "x, z, out: need "
              + count
              + " entries, got "
              + x.length
              + ", "
              + z.length
              + ", "
              + out.length);
    }
  }
}

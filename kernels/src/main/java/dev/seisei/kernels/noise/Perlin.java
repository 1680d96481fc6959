package dev.seisei.kernels.noise;

import static dev.seisei.kernels.noise.Lattice.MIX;
import static dev.seisei.kernels.noise.Lattice.PRIME_X;
import static dev.seisei.kernels.noise.Lattice.PRIME_Z;
import static dev.seisei.kernels.noise.Lattice.ROUND;

/// Gradient noise over arrays of places: one octave.
///
/// Smooth, zero on the lattice, in `[-1, 1]`. The gradient of a lattice point is a unit vector made
/// from its hash by arithmetic alone: a point on a diamond, pushed out to the circle. Two paths
/// give the same bits: a vector kernel, and its scalar twin. The vector kernel is used where the
/// `jdk.incubator.vector` module is there and [#warm] found it to be the faster one; the property
/// `seisei.vector` set to `on` uses it from the first call, `off` never.
///
/// Source: K. Perlin, "Improving Noise", SIGGRAPH 2002 (lattice gradients, quintic fade).
public final class Perlin {
  // Of 1/√s on [0.5, 1], at the three Chebyshev nodes: the gradients' lengths stay within 0.4 % of
  // 1.
  static final float LENGTH_0 = 2.2255206f;
  static final float LENGTH_1 = -2.0427935f;
  static final float LENGTH_2 = 0.82004446f;

  // √2 brings the extreme of unit gradients, in the middle of a cell, to 1.
  static final float AMPLITUDE = 1.4142135f;

  private static final VectorPath VECTORS = new VectorPath();

  private Perlin() {}

  /// Computes one octave.
  ///
  /// @param x places in metres, at least `count`
  /// @param z places in metres, at least `count`
  /// @param count places to compute
  /// @param frequency lattice cells a metre, above 0; places times frequency stay below 2^22
  /// @param seed chooses the gradients and where the lattice lies
  /// @param out receives `count` values in `[-1, 1]`; not the same array as `x` or `z`
  /// @throws IllegalArgumentException if an array is too short
  public static void fill(float[] x, float[] z, int count, float frequency, int seed, float[] out) {
    Lattice.requireLength(x, z, count, out);
    int done = VECTORS.isWarm() ? VectorPerlin.fill(x, z, count, frequency, seed, out) : 0;
    fillScalar(x, z, done, count, frequency, seed, out);
  }

  /// Compiles the vector kernel by use, so that later calls are fast; takes about a second of two
  /// cores, five seconds at most, and does nothing where there is no vector path. Any thread may
  /// call it at any time: the results do not depend on it.
  public static void warm() {
    VECTORS.warm(
        (places, count, out) -> VectorPerlin.fill(places, places, count, 0.013f, 1, out),
        (places, count, out) -> fillScalar(places, places, 0, count, 0.013f, 1, out));
  }

  /// Whether calls take the vector path by now.
  public static boolean isVectorised() {
    return VECTORS.isWarm();
  }

  static void fillScalar(
      float[] x, float[] z, int from, int to, float frequency, int seed, float[] out) {
    float shiftX = Lattice.shift(seed, 0);
    float shiftZ = Lattice.shift(seed, 1);
    for (int i = from; i < to; i++) {
      float px = x[i] * frequency + shiftX;
      float pz = z[i] * frequency + shiftZ;
      float roundedX = (px - 0.5f) + ROUND;
      float roundedZ = (pz - 0.5f) + ROUND;
      float fx = px - (roundedX - ROUND);
      float fz = pz - (roundedZ - ROUND);
      int hx0 = Float.floatToRawIntBits(roundedX) * PRIME_X;
      int hz0 = (Float.floatToRawIntBits(roundedZ) * PRIME_Z) ^ seed;
      int hx1 = hx0 + PRIME_X;
      int hz1 = ((Float.floatToRawIntBits(roundedZ) + 1) * PRIME_Z) ^ seed;
      float a = corner(hx0 ^ hz0, fx, fz);
      float b = corner(hx1 ^ hz0, fx - 1, fz);
      float c = corner(hx0 ^ hz1, fx, fz - 1);
      float d = corner(hx1 ^ hz1, fx - 1, fz - 1);
      float u = fx * fx * fx * (fx * (fx * 6 - 15) + 10);
      float v = fz * fz * fz * (fz * (fz * 6 - 15) + 10);
      float top = a + u * (b - a);
      float bottom = c + u * (d - c);
      out[i] = (top + v * (bottom - top)) * AMPLITUDE;
    }
  }

  private static float corner(int mixed, float fx, float fz) {
    int h = mixed * MIX;
    h ^= h >>> 15;
    h *= PRIME_X;
    float gx = (h >> 8) * 0x1p-23f;
    float gz = Float.intBitsToFloat(Float.floatToRawIntBits(1 - Math.abs(gx)) ^ (h << 31));
    float square = gx * gx + gz * gz;
    float length = LENGTH_0 + square * (LENGTH_1 + square * LENGTH_2);
    return (gx * fx + gz * fz) * length;
  }
}

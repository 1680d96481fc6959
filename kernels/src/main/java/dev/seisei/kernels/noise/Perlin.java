package dev.seisei.kernels.noise;

import dev.seisei.kernels.Hash;

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

  // Adding it rounds to a whole number and leaves that number in the low bits, for |x| below 2^22.
  static final float ROUND = 12582912f;

  static final int PRIME_X = 0x1b873593;
  static final int PRIME_Z = 0x27d4eb2f;
  static final int MIX = 0x2c1b3c6d;

  private static final String PREFERENCE = System.getProperty("seisei.vector", "auto");
  private static final boolean VECTOR =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
          && !PREFERENCE.equals("off");

  // Vectors are boxed, and slow, until the kernel has been compiled: the scalar twin serves until
  // then.
  private static volatile boolean warm = VECTOR && PREFERENCE.equals("on");

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
    int done = warm ? VectorPerlin.fill(x, z, count, frequency, seed, out) : 0;
    fillScalar(x, z, done, count, frequency, seed, out);
  }

  /// Compiles the vector kernel by use, so that later calls are fast; takes about a second of two
  /// cores, five seconds at most, and does nothing where there is no vector path. Any thread may
  /// call it at any time: the results do not depend on it.
  public static void warm() {
    if (VECTOR && !warm) {
      warm = WarmUp.run();
    }
  }

  /// Whether calls take the vector path by now.
  public static boolean isVectorised() {
    return warm;
  }

  /// Where the lattice of a seed lies, in cells: apart for each octave, or they would all be zero
  /// at the origin.
  static float shift(int seed, int axis) {
    return (Hash.of(seed, axis, 0x5eed) >>> 24) * 0.73f + 0.31f;
  }

  static void fillScalar(
      float[] x, float[] z, int from, int to, float frequency, int seed, float[] out) {
    float shiftX = shift(seed, 0);
    float shiftZ = shift(seed, 1);
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

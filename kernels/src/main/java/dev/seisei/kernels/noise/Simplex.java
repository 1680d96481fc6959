package dev.seisei.kernels.noise;

import static dev.seisei.kernels.noise.Lattice.MIX;
import static dev.seisei.kernels.noise.Lattice.PRIME_X;
import static dev.seisei.kernels.noise.Lattice.PRIME_Z;
import static dev.seisei.kernels.noise.Lattice.ROUND;
import static dev.seisei.kernels.noise.Perlin.LENGTH_0;
import static dev.seisei.kernels.noise.Perlin.LENGTH_1;
import static dev.seisei.kernels.noise.Perlin.LENGTH_2;

/// Gradient noise on a lattice of triangles over arrays of places: OpenSimplex2, the fast kind.
///
/// Its three directions show less than the two of [Perlin]; in `[-1, 1]`. Gradients are made of the
/// hash as those of [Perlin] are. The vector path and its scalar twin give the same bits.
///
/// Source: K. Perlin, "Noise hardware", SIGGRAPH 2001 (simplex grid); K. Spencer, OpenSimplex2
/// (radius and exponent of the kernel).
public final class Simplex {
  // Along the diagonal: onto the square lattice and back.
  static final float SKEW = 0.36602540f;
  static final float UNSKEW = 0.21132487f;
  static final float RADIUS = 0.5f;
  // One over the most that three aligned unit gradients add up to, found on a grid of 700².
  static final float AMPLITUDE = 99.2f;

  private static final VectorPath VECTORS = new VectorPath();

  private Simplex() {}

  /// Computes one octave, as [Octave#fill] says.
  public static void fill(float[] x, float[] z, int count, float frequency, int seed, float[] out) {
    Lattice.requireLength(x, z, count, out);
    int done = VECTORS.isWarm() ? VectorSimplex.fill(x, z, count, frequency, seed, out) : 0;
    fillScalar(x, z, done, count, frequency, seed, out);
  }

  /// Compiles the vector kernel by use, as [Perlin#warm] does.
  public static void warm() {
    VECTORS.warm(
        (places, count, out) -> VectorSimplex.fill(places, places, count, 0.013f, 1, out),
        (places, count, out) -> fillScalar(places, places, 0, count, 0.013f, 1, out));
  }

  static void fillScalar(
      float[] x, float[] z, int from, int to, float frequency, int seed, float[] out) {
    float shiftX = Lattice.shift(seed, 0);
    float shiftZ = Lattice.shift(seed, 1);
    for (int i = from; i < to; i++) {
      float px = x[i] * frequency + shiftX;
      float pz = z[i] * frequency + shiftZ;
      float skewed = (px + pz) * SKEW;
      float sx = px + skewed;
      float sz = pz + skewed;
      float roundedX = (sx - 0.5f) + ROUND;
      float roundedZ = (sz - 0.5f) + ROUND;
      float fx = sx - (roundedX - ROUND);
      float fz = sz - (roundedZ - ROUND);
      int hx0 = Float.floatToRawIntBits(roundedX) * PRIME_X;
      int hz0 = (Float.floatToRawIntBits(roundedZ) * PRIME_Z) ^ seed;
      int hx1 = hx0 + PRIME_X;
      int hz1 = ((Float.floatToRawIntBits(roundedZ) + 1) * PRIME_Z) ^ seed;
      float back = (fx + fz) * UNSKEW;
      float dx = fx - back;
      float dz = fz - back;
      boolean isLower = fx > fz;
      float a = vertex(hx0 ^ hz0, dx, dz, RADIUS);
      float b =
          vertex(
              isLower ? hx1 ^ hz0 : hx0 ^ hz1,
              (isLower ? dx - 1 : dx) + UNSKEW,
              (isLower ? dz : dz - 1) + UNSKEW,
              RADIUS);
      float c = vertex(hx1 ^ hz1, dx + (2 * UNSKEW - 1), dz + (2 * UNSKEW - 1), RADIUS);
      out[i] = (a + b + c) * AMPLITUDE;
    }
  }

  /// What one lattice point adds at a place `dx, dz` away from it.
  static float vertex(int mixed, float dx, float dz, float radius) {
    int h = mixed * MIX;
    h ^= h >>> 15;
    h *= PRIME_X;
    float gx = (h >> 8) * 0x1p-23f;
    float gz = Float.intBitsToFloat(Float.floatToRawIntBits(1 - Math.abs(gx)) ^ (h << 31));
    float square = gx * gx + gz * gz;
    float length = LENGTH_0 + square * (LENGTH_1 + square * LENGTH_2);
    float near = Math.max(radius - (dx * dx + dz * dz), 0);
    near *= near;
    return near * near * ((gx * dx + gz * dz) * length);
  }
}

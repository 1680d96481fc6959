package dev.seisei.kernels.noise;

import static dev.seisei.kernels.noise.Lattice.MIX;
import static dev.seisei.kernels.noise.Lattice.PRIME_X;
import static dev.seisei.kernels.noise.Lattice.PRIME_Z;
import static dev.seisei.kernels.noise.Lattice.ROUND;

/// Value noise over arrays of places: random numbers on a lattice, with smooth ways between them.
///
/// Softer and blotchier than gradient noise, and cheaper; in `[-1, 1]`. The vector path and its
/// scalar twin give the same bits.
///
/// Source: D. S. Ebert et al., "Texturing and Modeling", 3rd ed., 2003, chapter 2 (lattice value
/// noise); K. Perlin, "Improving Noise", SIGGRAPH 2002 (quintic fade).
public final class ValueNoise {
  private static final VectorPath VECTORS = new VectorPath();

  private ValueNoise() {}

  /// Computes one octave, as [Octave#fill] says.
  public static void fill(float[] x, float[] z, int count, float frequency, int seed, float[] out) {
    Lattice.requireLength(x, z, count, out);
    int done = VECTORS.isWarm() ? VectorValueNoise.fill(x, z, count, frequency, seed, out) : 0;
    fillScalar(x, z, done, count, frequency, seed, out);
  }

  /// Compiles the vector kernel by use, as [Perlin#warm] does.
  public static void warm() {
    VECTORS.warm(
        (places, count, out) -> VectorValueNoise.fill(places, places, count, 0.013f, 1, out),
        (places, count, out) -> fillScalar(places, places, 0, count, 0.013f, 1, out));
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
      float a = corner(hx0 ^ hz0);
      float b = corner(hx1 ^ hz0);
      float c = corner(hx0 ^ hz1);
      float d = corner(hx1 ^ hz1);
      float u = fx * fx * fx * (fx * (fx * 6 - 15) + 10);
      float v = fz * fz * fz * (fz * (fz * 6 - 15) + 10);
      float top = a + u * (b - a);
      float bottom = c + u * (d - c);
      out[i] = (top + v * (bottom - top)) * 0x1p-31f;
    }
  }

  private static float corner(int mixed) {
    int h = mixed * MIX;
    h ^= h >>> 15;
    h *= PRIME_X;
    h ^= h >>> 13;
    return (float) (h * MIX);
  }
}

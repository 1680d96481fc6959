package dev.seisei.kernels.noise;

import static dev.seisei.kernels.noise.Lattice.PRIME_X;
import static dev.seisei.kernels.noise.Lattice.PRIME_Z;
import static dev.seisei.kernels.noise.Lattice.ROUND;
import static dev.seisei.kernels.noise.Simplex.SKEW;
import static dev.seisei.kernels.noise.Simplex.UNSKEW;

/// Gradient noise on a lattice of triangles with wider kernels: OpenSimplex2, the smooth kind.
///
/// Softer than [Simplex], with the least trace of a lattice of all kinds here; in `[-1, 1]`. Four
/// lattice points reach a place: both ends of the cell's diagonal, and on each axis the nearer of
/// two. The far half of a cell is the near one turned about the cell's middle. The vector path and
/// its scalar twin give the same bits.
///
/// Source: K. Spencer, OpenSimplex2S (which lattice points, radius and exponent of the kernel).
public final class SmoothSimplex {
  static final float RADIUS = 0.6666667f;
  // One over the most that four aligned unit gradients add up to, found on a grid of 700².
  static final float AMPLITUDE = 18.12f;

  private static final VectorPath VECTORS = new VectorPath();

  private SmoothSimplex() {}

  /// Computes one octave, as [Octave#fill] says.
  public static void fill(float[] x, float[] z, int count, float frequency, int seed, float[] out) {
    Lattice.requireLength(x, z, count, out);
    int done = VECTORS.isWarm() ? VectorSmoothSimplex.fill(x, z, count, frequency, seed, out) : 0;
    fillScalar(x, z, done, count, frequency, seed, out);
  }

  /// Compiles the vector kernel by use, as [Perlin#warm] does.
  public static void warm() {
    VECTORS.warm(
        (places, count, out) -> VectorSmoothSimplex.fill(places, places, count, 0.013f, 1, out),
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
      int latticeX = Float.floatToRawIntBits(roundedX);
      int latticeZ = Float.floatToRawIntBits(roundedZ);
      boolean isFar = fx + fz > 1;
      // Whole steps go the other way in the far half, from the other end.
      int first = isFar ? 1 : 0;
      int step = isFar ? -1 : 1;
      float side = isFar ? -1 : 1;
      fx = isFar ? 1 - fx : fx;
      fz = isFar ? 1 - fz : fz;
      int hx0 = (latticeX + first) * PRIME_X;
      int hz0 = ((latticeZ + first) * PRIME_Z) ^ seed;
      int hx1 = (latticeX + first + step) * PRIME_X;
      int hz1 = ((latticeZ + first + step) * PRIME_Z) ^ seed;
      boolean isWest = fx + fx < fz;
      boolean isNorth = fz + fz < fx;
      int alongX = isWest ? -step : step;
      int alongZ = isNorth ? -step : step;
      int hxa = (latticeX + first + alongX) * PRIME_X;
      int hzb = ((latticeZ + first + alongZ) * PRIME_Z) ^ seed;
      float back = (fx + fz) * UNSKEW;
      float dx = fx - back;
      float dz = fz - back;
      float ax = isWest ? 1 - UNSKEW : UNSKEW - 1;
      float az = isWest ? -UNSKEW : UNSKEW;
      float bx = isNorth ? -UNSKEW : UNSKEW;
      float bz = isNorth ? 1 - UNSKEW : UNSKEW - 1;
      float a = Simplex.vertex(hx0 ^ hz0, dx, dz, RADIUS);
      float b = Simplex.vertex(hx1 ^ hz1, dx + (2 * UNSKEW - 1), dz + (2 * UNSKEW - 1), RADIUS);
      float c = Simplex.vertex(hxa ^ hz0, dx + ax, dz + az, RADIUS);
      float d = Simplex.vertex(hx0 ^ hzb, dx + bx, dz + bz, RADIUS);
      out[i] = ((a + b) + (c + d)) * (AMPLITUDE * side);
    }
  }
}

package dev.seisei.kernels.noise;

import static dev.seisei.kernels.noise.Lattice.MIX;
import static dev.seisei.kernels.noise.Lattice.PRIME_X;
import static dev.seisei.kernels.noise.Lattice.PRIME_Z;
import static dev.seisei.kernels.noise.Lattice.ROUND;

import dev.seisei.kernels.Hash;

/// Cellular noise over arrays of places: a point in each cell of a lattice, and how near they are.
///
/// Distances are in cells and end at 1: nothing beyond the neighbouring cells is nearer than that,
/// so nine cells are all that ever counts and the result is exact. The vector path and its scalar
/// twin give the same bits.
///
/// Source: S. Worley, "A Cellular Texture Basis Function", SIGGRAPH 1996.
public final class Cellular {
  static final int SECOND = 0x5bd1e995;

  private static final VectorPath VECTORS = new VectorPath();

  private Cellular() {}

  /// What is told of the points.
  public enum Measure {
    /// Distance to the nearest, 0 to 1.
    DISTANCE,
    /// A number of the nearest, -1 to 1: the same all over its cell.
    VALUE,
    /// How much farther the second is than the nearest, 0 to 1: 0 on the edges between cells.
    EDGES
  }

  /// Computes one octave, as [Octave#fill] says but for the range.
  ///
  /// @param jitter how far points leave the middle of their cells, 0 to 1
  public static void fill(
      Measure measure,
      float jitter,
      float[] x,
      float[] z,
      int count,
      float frequency,
      int seed,
      float[] out) {
    Lattice.requireLength(x, z, count, out);
    int done =
        VECTORS.isWarm()
            ? VectorCellular.fill(measure, jitter, x, z, count, frequency, seed, out)
            : 0;
    fillScalar(measure, jitter, x, z, done, count, frequency, seed, out);
  }

  /// Compiles the vector kernel by use, as [Perlin#warm] does.
  public static void warm() {
    VECTORS.warm(
        (places, count, out) ->
            VectorCellular.fill(Measure.EDGES, 1, places, places, count, 0.013f, 1, out),
        (places, count, out) ->
            fillScalar(Measure.EDGES, 1, places, places, 0, count, 0.013f, 1, out));
  }

  static void fillScalar(
      Measure measure,
      float jitter,
      float[] x,
      float[] z,
      int from,
      int to,
      float frequency,
      int seed,
      float[] out) {
    float shiftX = Lattice.shift(seed, 0);
    float shiftZ = Lattice.shift(seed, 1);
    float spread = jitter * 0x1p-24f;
    for (int i = from; i < to; i++) {
      float px = x[i] * frequency + shiftX;
      float pz = z[i] * frequency + shiftZ;
      float roundedX = (px - 0.5f) + ROUND;
      float roundedZ = (pz - 0.5f) + ROUND;
      float fx = px - (roundedX - ROUND);
      float fz = pz - (roundedZ - ROUND);
      int latticeX = Float.floatToRawIntBits(roundedX);
      int latticeZ = Float.floatToRawIntBits(roundedZ);
      float nearest = 1;
      float second = 1;
      int best = 0;
      for (int row = -1; row <= 1; row++) {
        int hz = ((latticeZ + row) * PRIME_Z) ^ seed;
        float cz = (row + 0.5f) - fz;
        for (int column = -1; column <= 1; column++) {
          int h = (((latticeX + column) * PRIME_X) ^ hz) * MIX;
          h ^= h >>> 15;
          h *= PRIME_X;
          int g = (h ^ (h >>> 14)) * SECOND;
          float dx = (h >> 8) * spread + ((column + 0.5f) - fx);
          float dz = (g >> 8) * spread + cz;
          float square = dx * dx + dz * dz;
          second = Math.min(second, Math.max(nearest, square));
          best = square < nearest ? h : best;
          nearest = Math.min(nearest, square);
        }
      }
      out[i] = told(measure, nearest, second, best);
    }
  }

  private static float told(Measure measure, float nearest, float second, int best) {
    return switch (measure) {
      case DISTANCE -> (float) Math.sqrt(nearest);
      case EDGES -> (float) Math.sqrt(second) - (float) Math.sqrt(nearest);
      case VALUE -> value(best);
    };
  }

  /// A point's own number.
  static float value(int hash) {
    return (float) Hash.mix(hash) * 0x1p-31f;
  }
}

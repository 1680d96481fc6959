package dev.seisei.graph.edit;

/// Heights on a coarse grid around a brush, between which a smooth surface runs: what smoothing
/// brings the ground towards.
///
/// A cubic B-spline whose control points are the ground's own heights: it has no bends smaller than
/// its cells, and is the same whatever chunk or level asks.
///
/// Source: C. de Boor, "A Practical Guide to Splines", 1978.
final class Lattice {
  /// Cells from a brush's middle to its rim.
  private static final int CELLS = 5;

  /// Points along a side: a spline needs one beyond each border.
  private static final int SIDE = 2 * CELLS + 3;

  private final float cell;
  private final float minX;
  private final float minZ;
  private final float[] metres;

  private Lattice(float cell, float minX, float minZ, float[] metres) {
    this.cell = cell;
    this.minX = minX;
    this.minZ = minZ;
    this.metres = metres;
  }

  /// What is asked of the ground around a brush.
  static Area area(Brush brush) {
    return brush.area().grown(brush.radius() / CELLS);
  }

  static Lattice of(Brush brush, Ground ground) {
    float cell = brush.radius() / CELLS;
    float minX = brush.x() - (CELLS + 1) * cell;
    float minZ = brush.z() - (CELLS + 1) * cell;
    float[] x = new float[SIDE * SIDE];
    float[] z = new float[SIDE * SIDE];
    for (int j = 0, n = 0; j < SIDE; j++) {
      for (int i = 0; i < SIDE; i++, n++) {
        x[n] = minX + i * cell;
        z[n] = minZ + j * cell;
      }
    }
    return new Lattice(cell, minX, minZ, ground.at(x, z));
  }

  /// The surface's height at a place within the brush.
  float at(float x, float z) {
    float column = (x - minX) / cell;
    float row = (z - minZ) / cell;
    int i = Math.clamp((int) column, 1, SIDE - 3);
    int j = Math.clamp((int) row, 1, SIDE - 3);
    float u = column - i;
    float v = row - j;
    float sum = 0;
    for (int b = -1; b <= 2; b++) {
      int at = (j + b) * SIDE + i;
      float line = 0;
      for (int a = -1; a <= 2; a++) {
        line += basis(a, u) * metres[at + a];
      }
      sum += basis(b, v) * line;
    }
    return sum;
  }

  private static float basis(int point, float t) {
    float s = 1 - t;
    return switch (point) {
      case -1 -> s * s * s / 6;
      case 0 -> (3 * t * t * t - 6 * t * t + 4) / 6;
      case 1 -> (3 * s * s * s - 6 * s * s + 4) / 6;
      default -> t * t * t / 6;
    };
  }
}

package dev.seisei.kernels.terrain;

import dev.seisei.kernels.noise.Basis;
import dev.seisei.kernels.noise.FractalNoise;

/// Windows of one landscape, in cells.
final class Ground {
  private static final FractalNoise.Octaves OCTAVES = new FractalNoise.Octaves(60, 5, 2, 0.5f);

  private Ground() {}

  static float[] window(int column, int row, int side) {
    int count = side * side;
    float[] x = new float[count];
    float[] z = new float[count];
    for (int i = 0; i < count; i++) {
      int line = i / side;
      x[i] = column + i % side;
      z[i] = row + line;
    }
    float[] out = new float[count];
    FractalNoise.fbm(Basis.PERLIN, OCTAVES, 3, x, z, count, new float[count], out);
    for (int i = 0; i < count; i++) {
      out[i] *= 20;
    }
    return out;
  }

  static double sum(float[] heights) {
    double sum = 0;
    for (float height : heights) {
      sum += height;
    }
    return sum;
  }
}

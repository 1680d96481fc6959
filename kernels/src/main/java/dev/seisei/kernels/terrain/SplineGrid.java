package dev.seisei.kernels.terrain;

/// Reads a grid between its samples: smooth to its second derivative, and never beyond the largest
/// and the smallest of the samples around.
///
/// Source: the uniform cubic B-spline; it softens what is one sample wide.
public final class SplineGrid {
  private SplineGrid() {}

  /// The value at a place.
  ///
  /// @param values row-major, `side` a row
  /// @param at index of the sample at or before the place; one row and column before it and two
  ///   after it are read
  /// @param u place along the row from that sample to the next, 0 to 1
  /// @param v place along the column from that sample to the next, 0 to 1
  public static float at(float[] values, int side, int at, float u, float v) {
    float u0 = (1 - u) * (1 - u) * (1 - u);
    float u1 = 3 * u * u * u - 6 * u * u + 4;
    float u3 = u * u * u;
    float u2 = 6 - u0 - u1 - u3;
    int line = at - side - 1;
    float a = row(values, line, u0, u1, u2, u3);
    float b = row(values, line + side, u0, u1, u2, u3);
    float c = row(values, line + 2 * side, u0, u1, u2, u3);
    float d = row(values, line + 3 * side, u0, u1, u2, u3);
    float v0 = (1 - v) * (1 - v) * (1 - v);
    float v1 = 3 * v * v * v - 6 * v * v + 4;
    float v3 = v * v * v;
    float v2 = 6 - v0 - v1 - v3;
    return (a * v0 + b * v1 + (c * v2 + d * v3)) * (1 / 36f);
  }

  private static float row(float[] values, int at, float u0, float u1, float u2, float u3) {
    return values[at] * u0 + values[at + 1] * u1 + (values[at + 2] * u2 + values[at + 3] * u3);
  }
}

package dev.seisei.data;

/// Heights on a square grid.
///
/// The array is handed over, not copied: whoever makes one lets go of it.
public final class HeightField {
  private final int side;
  private final float[] metres;

  /// @param side columns and rows, at least 2
  /// @param metres heights, row-major (rows along z), shape `[side][side]`
  /// @throws IllegalArgumentException if the shape does not fit
  public HeightField(int side, float[] metres) {
    if (side < 2 || metres.length != side * side) {
      throw new IllegalArgumentException(
          "metres: must hold side² heights, got " + metres.length + " for a side of " + side);
    }
    this.side = side;
    this.metres = metres;
  }

  public int side() {
    return side;
  }

  /// The heights themselves, row-major; not to be written.
  public float[] metres() {
    return metres;
  }

  public float at(int column, int row) {
    return metres[row * side + column];
  }

  /// Height of the ground at a place between samples: two triangles a cell, cut from its right to
  /// its lower left corner.
  ///
  /// @param column place along a row in samples, `0` to `side - 1`
  /// @param row place along a column in samples, `0` to `side - 1`
  public float ground(float column, float row) {
    int i = Math.clamp((int) column, 0, side - 2);
    int j = Math.clamp((int) row, 0, side - 2);
    float u = column - i;
    float v = row - j;
    float right = at(i + 1, j);
    float low = at(i, j + 1);
    if (u + v <= 1) {
      float corner = at(i, j);
      return corner + u * (right - corner) + v * (low - corner);
    }
    float corner = at(i + 1, j + 1);
    return corner + (1 - u) * (low - corner) + (1 - v) * (right - corner);
  }
}

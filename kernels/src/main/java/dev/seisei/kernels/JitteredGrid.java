package dev.seisei.kernels;

/// Scattered points without end or border: one a cell of a grid, moved within its cell by its hash.
///
/// Which points lie in a window does not depend on the window, so neighbouring windows never lose
/// or repeat one.
///
/// Source: R. L. Cook, "Stochastic Sampling in Computer Graphics", ACM TOG 5(1), 1986 (jittering).
public final class JitteredGrid {
  private JitteredGrid() {}

  /// Receives one point.
  @FunctionalInterface
  public interface Visitor {
    /// One point of the window.
    ///
    /// @param x metres
    /// @param z metres
    /// @param hash random bits of this point, the same in every window
    void visit(float x, float z, int hash);
  }

  /// Visits the points in a window, row by row of the grid.
  ///
  /// @param seed chooses the points
  /// @param spacing width of a cell in metres, above 0
  /// @param jitter 0 keeps points in the middle of their cells, 1 lets them reach the borders
  /// @param keep share of the points to visit, 0 to 1; the points of a smaller share are among
  ///   those of a larger one
  /// @param minX least x in the window, inclusive
  /// @param minZ least z in the window, inclusive
  /// @param size width of the window in metres
  public static void visit(
      int seed,
      float spacing,
      float jitter,
      float keep,
      float minX,
      float minZ,
      float size,
      Visitor visitor) {
    if (!(spacing > 0)) {
      throw new IllegalArgumentException("spacing: must be above 0 metres, got " + spacing);
    }
    float maxX = minX + size;
    float maxZ = minZ + size;
    // One cell more: a point may be rounded onto its cell's far border, which is this window's
    // first line.
    int left = (int) Math.floor(minX / spacing) - 1;
    int right = (int) Math.floor(maxX / spacing);
    int top = (int) Math.floor(minZ / spacing) - 1;
    int bottom = (int) Math.floor(maxZ / spacing);
    for (int row = top; row <= bottom; row++) {
      for (int column = left; column <= right; column++) {
        int hash = Hash.of(seed, column, row);
        if (Hash.unit(Hash.mix(hash ^ 0x1f123bb5)) >= keep) {
          continue;
        }
        float x = (column + 0.5f + (Hash.unit(Hash.mix(hash + 1)) - 0.5f) * jitter) * spacing;
        float z = (row + 0.5f + (Hash.unit(Hash.mix(hash + 2)) - 0.5f) * jitter) * spacing;
        if (x >= minX && x < maxX && z >= minZ && z < maxZ) {
          visitor.visit(x, z, hash);
        }
      }
    }
  }
}

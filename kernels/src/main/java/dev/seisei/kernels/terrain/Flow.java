package dev.seisei.kernels.terrain;

/// Where water stands and where it runs, within a bounded way.
public final class Flow {
  // A lake's surface falls by this a cell towards its outlet, so that water in it knows the way.
  private static final float EPSILON = 1e-4f;

  private Flow() {}

  /// Lowers a flood until each sample can run off: what stays above the ground is lakes.
  ///
  /// Source: O. Planchon, F. Darboux, "A fast, simple and versatile algorithm to fill the
  /// depressions of digital elevation models", Catena 46, 2001; in rounds that each read the one
  /// before, and no more of them than `rounds`: lakes whose water would have to find a longer way
  /// out stay higher.
  ///
  /// @param heights in cells, row-major, `[side][side]`; not changed
  /// @param depth how deep the flood is at first, cells
  /// @param rounds each reads one sample farther
  /// @param scratch as many
  /// @param out receives the level of water, or of the ground where there is none; right where
  ///   `rounds` samples lie around
  public static void fill(
      float[] heights, int side, float depth, int rounds, float[] scratch, float[] out) {
    float[] from = (rounds & 1) == 0 ? out : scratch;
    float[] to = (rounds & 1) == 0 ? scratch : out;
    for (int i = 0; i < side * side; i++) {
      from[i] = heights[i] + depth;
      to[i] = from[i];
    }
    for (int round = 0; round < rounds; round++) {
      for (int j = 1; j < side - 1; j++) {
        int line = j * side;
        for (int at = line + 1; at < line + side - 1; at++) {
          int above = at - side;
          int below = at + side;
          float least =
              Math.min(
                  Math.min(
                      Math.min(from[above - 1], from[above]),
                      Math.min(from[above + 1], from[at - 1])),
                  Math.min(
                      Math.min(from[at + 1], from[below - 1]),
                      Math.min(from[below], from[below + 1])));
          to[at] = Math.max(heights[at], Math.min(from[at], least + EPSILON));
        }
      }
      float[] swap = from;
      from = to;
      to = swap;
    }
  }

  /// Counts from how many samples water comes by, each followed for `steps` samples downhill,
  /// always to the steepest of eight neighbours.
  ///
  /// Source: J. F. O'Callaghan, D. M. Mark, "The extraction of drainage networks from digital
  /// elevation data", Computer Vision, Graphics, and Image Processing 28, 1984 (D8).
  ///
  /// @param heights in cells, row-major, `[side][side]`, best filled; not changed
  /// @param steps how far water is followed
  /// @param next scratch, as many
  /// @param out receives counts, at least 1; right where `steps + 2` samples lie around
  public static void accumulate(float[] heights, int side, int steps, int[] next, float[] out) {
    int[] ways = {
      -side - 1, -side, -side + 1, -1, 1, side - 1, side, side + 1,
    };
    for (int j = 0; j < side; j++) {
      for (int i = 0; i < side; i++) {
        int at = j * side + i;
        out[at] = 0;
        next[at] = -1;
        if (i == 0 || j == 0 || i == side - 1 || j == side - 1) {
          continue;
        }
        float steepest = 0;
        for (int k = 0; k < ways.length; k++) {
          float fall = heights[at] - heights[at + ways[k]];
          float slope = k == 0 || k == 2 || k == 5 || k == 7 ? fall * 0.70710677f : fall;
          if (slope > steepest) {
            steepest = slope;
            next[at] = at + ways[k];
          }
        }
      }
    }
    for (int start = 0; start < side * side; start++) {
      int at = start;
      for (int step = 0; step <= steps && at >= 0; step++) {
        out[at]++;
        at = next[at];
      }
    }
  }
}

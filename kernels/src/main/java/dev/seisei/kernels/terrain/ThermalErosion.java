package dev.seisei.kernels.terrain;

/// Ground that slides where it is too steep, in passes.
///
/// What goes from a sample to its neighbour is a matter of these two alone, so what one gives the
/// other gets, and nothing is lost.
///
/// Source: F. K. Musgrave, C. E. Kolb, R. S. Mace, "The Synthesis and Rendering of Eroded Fractal
/// Terrains", SIGGRAPH 1989 (thermal weathering).
public final class ThermalErosion {

  /// Samples beside one that a pass reads for it.
  public static final int APRON = 1;

  // Of what is too steep; eight neighbours together move less than all of it.
  private static final float RATE = 0.0625f;
  private static final float DIAGONAL = 1.4142135f;

  private ThermalErosion() {}

  /// One pass.
  ///
  /// @param heights in cells, row-major, `[side][side]`; not changed
  /// @param talus the steepest slope that holds, cells up a cell along
  /// @param out receives the heights; right where [#APRON] samples lie around
  public static void pass(float[] heights, int side, float talus, float[] out) {
    float across = talus * DIAGONAL;
    System.arraycopy(heights, 0, out, 0, side * side);
    for (int j = 1; j < side - 1; j++) {
      int from = j * side;
      for (int at = from + 1; at < from + side - 1; at++) {
        float h = heights[at];
        float straight =
            (slid(heights[at - 1] - h, talus) + slid(heights[at + 1] - h, talus))
                + (slid(heights[at - side] - h, talus) + slid(heights[at + side] - h, talus));
        float diagonal =
            (slid(heights[at - side - 1] - h, across) + slid(heights[at - side + 1] - h, across))
                + (slid(heights[at + side - 1] - h, across)
                    + slid(heights[at + side + 1] - h, across));
        out[at] = h + RATE * (straight + diagonal);
      }
    }
  }

  /// What is too steep of a difference, with its sign.
  private static float slid(float difference, float holds) {
    return Math.max(0, difference - holds) - Math.max(0, -difference - holds);
  }
}

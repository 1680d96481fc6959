package dev.seisei.kernels;

/// Signed distances to flat shapes: metres from the outline, negative inside. Pure; the same bits
/// on every machine.
///
/// Source: I. Quilez, "2D distance functions", 2020.
public final class Distances {
  private Distances() {}

  /// To a circle, or with `radius` 0 to its middle.
  public static void circle(
      float[] x, float[] z, int count, float midX, float midZ, float radius, float[] out) {
    for (int i = 0; i < count; i++) {
      float dx = x[i] - midX;
      float dz = z[i] - midZ;
      out[i] = (float) Math.sqrt(dx * dx + dz * dz) - radius;
    }
  }

  /// To a ring: a circular band.
  ///
  /// @param width across the band in metres
  public static void ring(
      float[] x,
      float[] z,
      int count,
      float midX,
      float midZ,
      float radius,
      float width,
      float[] out) {
    circle(x, z, count, midX, midZ, radius, out);
    for (int i = 0; i < count; i++) {
      out[i] = Math.abs(out[i]) - 0.5f * width;
    }
  }

  /// To a rectangle with round corners.
  ///
  /// @param alongX x of the unit vector along its width
  /// @param alongZ z of that vector
  /// @param halfWidth above `corner`
  /// @param halfDepth above `corner`
  /// @param corner radius of the corners
  public static void box(
      float[] x,
      float[] z,
      int count,
      float midX,
      float midZ,
      float alongX,
      float alongZ,
      float halfWidth,
      float halfDepth,
      float corner,
      float[] out) {
    for (int i = 0; i < count; i++) {
      float dx = x[i] - midX;
      float dz = z[i] - midZ;
      float u = Math.abs(dx * alongX + dz * alongZ) - halfWidth + corner;
      float v = Math.abs(dz * alongX - dx * alongZ) - halfDepth + corner;
      float outU = Math.max(u, 0);
      float outV = Math.max(v, 0);
      out[i] = (float) Math.sqrt(outU * outU + outV * outV) + Math.min(Math.max(u, v), 0) - corner;
    }
  }

  /// To a line through points, as wide as twice `radius`, with round ends and corners; two points
  /// make a capsule.
  ///
  /// @param pointX at least two
  /// @param pointZ as many
  public static void polyline(
      float[] x, float[] z, int count, float[] pointX, float[] pointZ, float radius, float[] out) {
    for (int i = 0; i < count; i++) {
      float nearest = Float.MAX_VALUE;
      for (int k = 1; k < pointX.length; k++) {
        float wayX = pointX[k] - pointX[k - 1];
        float wayZ = pointZ[k] - pointZ[k - 1];
        float dx = x[i] - pointX[k - 1];
        float dz = z[i] - pointZ[k - 1];
        float square = wayX * wayX + wayZ * wayZ;
        float share = square > 0 ? Math.min(1, Math.max(0, (dx * wayX + dz * wayZ) / square)) : 0;
        float offX = dx - share * wayX;
        float offZ = dz - share * wayZ;
        nearest = Math.min(nearest, offX * offX + offZ * offZ);
      }
      out[i] = (float) Math.sqrt(nearest) - radius;
    }
  }
}

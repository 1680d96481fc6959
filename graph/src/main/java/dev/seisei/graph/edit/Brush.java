package dev.seisei.graph.edit;

/// A round place, full in its middle and nothing at its rim.
///
/// @param x metres
/// @param z metres
/// @param radius metres
public record Brush(float x, float z, float radius) {
  public static final float LEAST_RADIUS = 0.5f;
  public static final float LARGEST_RADIUS = 128;

  public Brush {
    Edit.requireWithin("radius", radius, LEAST_RADIUS, LARGEST_RADIUS);
    Edit.requireWithin("x", x, -Edit.FARTHEST, Edit.FARTHEST);
    Edit.requireWithin("z", z, -Edit.FARTHEST, Edit.FARTHEST);
  }

  public Area area() {
    return new Area(
        (double) x - radius, (double) z - radius, (double) x + radius, (double) z + radius);
  }

  /// How much of the brush is at a place: 1 in the middle, 0 from the radius on, and smooth at
  /// both, `(1 - d²/r²)²`.
  public float at(float atX, float atZ) {
    float east = atX - x;
    float south = atZ - z;
    float left = 1 - (east * east + south * south) / (radius * radius);
    return left <= 0 ? 0 : left * left;
  }
}

package dev.seisei.sidecar.view;

/// Where someone looks.
///
/// @param x metres
/// @param y metres
/// @param z metres
/// @param velocityX metres a second
/// @param velocityZ metres a second
/// @param radius how far they see, in metres
/// @param detail how near finer chunks begin: a chunk is split while it is nearer than this times
///   its span
public record View(
    double x,
    double y,
    double z,
    double velocityX,
    double velocityZ,
    double radius,
    double detail) {
  public static final double LEAST_RADIUS = 32;
  public static final double LARGEST_RADIUS = 4096;
  public static final double LEAST_DETAIL = 0.5;
  public static final double LARGEST_DETAIL = 4;
  public static final double USUAL_DETAIL = 1.5;

  /// Velocity beyond which a view pulls no further ahead, in metres a second.
  public static final double LARGEST_SPEED = 1000;

  public View {
    requireWithin("radius", radius, LEAST_RADIUS, LARGEST_RADIUS);
    requireWithin("detail", detail, LEAST_DETAIL, LARGEST_DETAIL);
    requireWithin("position", x, -1e7, 1e7);
    requireWithin("position", y, -1e7, 1e7);
    requireWithin("position", z, -1e7, 1e7);
    requireWithin("velocity", velocityX, -LARGEST_SPEED, LARGEST_SPEED);
    requireWithin("velocity", velocityZ, -LARGEST_SPEED, LARGEST_SPEED);
  }

  private static void requireWithin(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          name + ": must be " + least + " to " + most + ", got " + value);
    }
  }
}

package dev.seisei.gltf;

/// Where a node stands in its parent: scaled, then turned, then moved.
///
/// @param x metres
/// @param qx first part of the unit quaternion that turns it
/// @param qw its real part
/// @param scale the same on all axes, above 0
public record Transform(
    float x, float y, float z, float qx, float qy, float qz, float qw, float scale) {
  public static final Transform IDENTITY = at(0, 0, 0);

  public Transform {
    float length = qx * qx + qy * qy + qz * qz + qw * qw;
    if (!(Math.abs(length - 1) < 1e-4f)) {
      throw new IllegalArgumentException(
          "quaternion: must have length 1, got a square of " + length);
    }
    if (!(scale > 0 && scale < Float.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("scale: must be above 0 and finite, got " + scale);
    }
    if (!Float.isFinite(x) || !Float.isFinite(y) || !Float.isFinite(z)) {
      throw new IllegalArgumentException(
          "position: must be finite, got " + x + ", " + y + ", " + z);
    }
  }

  public static Transform at(float x, float y, float z) {
    return new Transform(x, y, z, 0, 0, 0, 1, 1);
  }
}

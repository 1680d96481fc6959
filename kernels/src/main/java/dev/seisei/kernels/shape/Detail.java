package dev.seisei.kernels.shape;

/// How finely a shape is made.
final class Detail {
  private Detail() {}

  /// Whether the near mesh is asked for.
  ///
  /// @throws IllegalArgumentException if the detail is neither 0 (near) nor 1 (far)
  static boolean isNear(int detail) {
    if (detail != 0 && detail != 1) {
      throw new IllegalArgumentException("detail: must be 0 (near) or 1 (far), got " + detail);
    }
    return detail == 0;
  }
}

package dev.seisei.kernels.noise;

/// The switch of all vector paths. Nothing but speed depends on it: their scalar twins give the
/// same bits. Any thread may turn it at any time.
public final class Vectors {
  private static volatile boolean allowed = true;

  private Vectors() {}

  /// Whether this JVM has vectors at all.
  public static boolean areThere() {
    return VectorPath.IS_THERE;
  }

  /// Whether kernels may take their vector paths; each does once it is warm.
  public static boolean areAllowed() {
    return allowed;
  }

  /// Lets kernels take their vector paths.
  public static void allow() {
    allowed = true;
  }

  /// Has kernels take their scalar twins, from the next call on, and warms no vector path.
  public static void forbid() {
    allowed = false;
  }
}

package dev.seisei.gltf;

/// A GLB cannot be read: what it has, what was expected, and where.
public final class GlbFormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  GlbFormatException(String message) {
    super(message);
  }

  GlbFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}

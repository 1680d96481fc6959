package dev.seisei.tree;

/// A call that was not done, or of which nobody knows.
public final class TreeException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final String code;

  TreeException(String code, String reason) {
    super(reason + " [" + code + "]");
    this.code = code;
  }

  TreeException(String code, String reason, Throwable cause) {
    super(reason + " [" + code + "]", cause);
    this.code = code;
  }

  /// Stable: `tree.mismatch`. The list stands in `docs/tree.md`.
  public String code() {
    return code;
  }
}

package dev.seisei.control.guard;

/// A condition, or a file of them, was refused when it was configured.
public final class GuardException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String code;

  /// @param code stable, `guard.expression`
  /// @param message who, what, why and the way out
  GuardException(String code, String message) {
    super(message.replaceAll("\\p{Cc}", "\ufffd") + " [" + code + "]");
    this.code = code;
  }

  /// A stable name of what was wrong.
  public String code() {
    return code;
  }
}

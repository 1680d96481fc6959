package dev.seisei.tree.state;

/// A command is not done; what it had done of it is dropped.
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final String code;

  Refusal(String code, String reason) {
    super(reason, null, false, false);
    this.code = code;
  }

  String code() {
    return code;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}

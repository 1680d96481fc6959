package dev.seisei.tree.node;

/// How two values are compared.
public enum Comparison {
  EQ("="),
  NE("!="),
  LT("<"),
  LE("<="),
  GT(">"),
  GE(">=");

  private final String sign;

  Comparison(String sign) {
    this.sign = sign;
  }

  /// As it is written.
  public String sign() {
    return sign;
  }

  /// Whether it holds.
  ///
  /// @param order below, at or above 0, as of `compareTo`
  boolean holds(int order) {
    return switch (this) {
      case EQ -> order == 0;
      case NE -> order != 0;
      case LT -> order < 0;
      case LE -> order <= 0;
      case GT -> order > 0;
      case GE -> order >= 0;
    };
  }
}

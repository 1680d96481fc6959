package dev.seisei.rules.planted;

/// Names that say nothing.
public final class Names {
  private Names() {}

  public static class AbstractTree {}

  public static final class TreeManager {}

  public static final class TreeUtil {}

  public static final class TreeUtils {}

  public static final class TreeImpl {}

  /// Blameless: it only begins or ends a little like the others.
  public static final class Abstraction {}
}

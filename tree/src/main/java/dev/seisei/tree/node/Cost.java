package dev.seisei.tree.node;

/// How much looking at nodes may cost, counted the same on every machine.
///
/// One unit is some 10 ns. What a stranger asks must end, and a command must not keep others
/// waiting: whoever walks spends, and is stopped when nothing is left. Not thread-safe.
public final class Cost {
  /// What one command may cost: some 200 ms, or two million nodes looked at.
  public static final long COMMAND = 20_000_000;

  /// A node looked at.
  public static final long NODE = 10;

  private long left;

  private Cost(long left) {
    this.left = left;
  }

  public static Cost of(long units) {
    return new Cost(units);
  }

  /// For the program itself, in its own threads.
  public static Cost unlimited() {
    return new Cost(Long.MAX_VALUE);
  }

  /// Takes some of what is left.
  ///
  /// @throws TooCostly if that is not enough
  public void spend(long units) {
    left -= units;
    if (left < 0) {
      throw new TooCostly();
    }
  }

  /// More would be looked at than may be.
  public static final class TooCostly extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooCostly() {
      super(
          "the pattern looks at more nodes or bytes than one call may; narrow it, or give a limit"
              + " and call again until there is no more",
          null,
          false,
          false);
    }
  }
}

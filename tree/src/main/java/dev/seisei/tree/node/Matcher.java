package dev.seisei.tree.node;

import org.jspecify.annotations.Nullable;

/// A pattern as a machine that reads a path name by name: which of its steps are behind it, as a
/// set of bits.
///
/// Source: K. Thompson, "Regular Expression Search Algorithm", CACM 11(6), 1968.
final class Matcher {
  private final Step[] steps;
  private final long accepting;
  private final int skippable;

  /// @param isWhole whether the pattern ends here; if not, a `**` at its end fits no name too
  Matcher(Pattern pattern, boolean isWhole) {
    skippable = isWhole ? pattern.steps().size() - 1 : pattern.steps().size();
    steps = pattern.steps().toArray(Step[]::new);
    accepting = 1L << steps.length;
  }

  /// The state at the root.
  long start() {
    return closed(1);
  }

  /// The state one name further down; 0 if nothing below can match.
  long next(long states, Candidate child, Cost cost) {
    cost.spend(Cost.NODE);
    long next = 0;
    for (long rest = states & ~accepting; rest != 0; rest &= rest - 1) {
      int i = Long.numberOfTrailingZeros(rest);
      next |=
          switch (steps[i]) {
            case Step.Named step ->
                step.name().equals(child.name()) && step.when().holds(child, cost)
                    ? 1L << (i + 1)
                    : 0;
            case Step.Like step ->
                step.glob().fits(child.name()) && step.when().holds(child, cost)
                    ? 1L << (i + 1)
                    : 0;
            case Step.Deep step -> step.when().holds(child, cost) ? 3L << i : 0;
          };
    }
    return closed(next);
  }

  boolean accepts(long states) {
    return (states & accepting) != 0;
  }

  /// Whether something below can still match.
  boolean goesOn(long states) {
    return (states & ~accepting) != 0;
  }

  /// Whether every child matches, whatever it is.
  boolean acceptsAnyChild(long states) {
    int last = steps.length - 1;
    return last >= 0
        && (states & 1L << last) != 0
        && switch (steps[last]) {
          case Step.Named _ -> false;
          case Step.Like step ->
              step.glob().equals(Glob.ANY) && step.when() instanceof Condition.Always;
          case Step.Deep step -> step.when() instanceof Condition.Always;
        };
  }

  /// The one step that is next; null if several are.
  @Nullable Step only(long states) {
    long rest = states & ~accepting;
    return Long.bitCount(rest) == 1 ? steps[Long.numberOfTrailingZeros(rest)] : null;
  }

  /// Adds what is reached without a name: what follows a `**` that is not the last step.
  private long closed(long states) {
    long all = states;
    for (int i = 0; i < skippable; i++) {
      if ((all & 1L << i) != 0 && steps[i] instanceof Step.Deep) {
        all |= 1L << (i + 1);
      }
    }
    return all;
  }
}

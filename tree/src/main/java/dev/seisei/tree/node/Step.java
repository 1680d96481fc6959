package dev.seisei.tree.node;

/// One part of a pattern.
public sealed interface Step {

  /// What a node that it fits meets.
  Condition when();

  /// Fits one name: `worlds`.
  record Named(String name, Condition when) implements Step {
    public Named {
      Names.check(name);
    }

    @Override
    public String toString() {
      return Names.escape(name) + suffix(when);
    }
  }

  /// Fits names: `*`, `chunk-*`.
  record Like(Glob glob, Condition when) implements Step {
    @Override
    public String toString() {
      return glob + suffix(when);
    }
  }

  /// Fits any number of names, one after the other: `**`. None, too, but at a pattern's end.
  record Deep(Condition when) implements Step {
    @Override
    public String toString() {
      return "**" + suffix(when);
    }
  }

  private static String suffix(Condition when) {
    return when instanceof Condition.Always ? "" : "[" + when + "]";
  }
}

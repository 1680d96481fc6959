package dev.seisei.control.guard;

import dev.seisei.control.Component;

/// A condition on an event, checked: `TOGGLE_KHEPRI [operators only]`.
public final class Condition {
  private static final int LONGEST_NAME = 80;

  /// When a condition is asked.
  public enum Moment {
    /// Somebody sends the event.
    TOGGLE,
    /// Somebody wants to join a world; for `TOGGLE_ADA` alone, which admits participants.
    JOIN
  }

  private final String name;
  private final Component component;
  private final Moment moment;
  private final String expression;
  private final Cel.Program program;

  private Condition(
      String name, Component component, Moment moment, String expression, Cel.Program program) {
    this.name = name;
    this.component = component;
    this.moment = moment;
    this.expression = expression;
    this.program = program;
  }

  /// Checks a condition: its syntax, its types, and that it asks only for what there is.
  ///
  /// @param name what a refusal calls it, 1 to 80 characters
  /// @param expression CEL with a truth value, at most 1,000 characters and 200 terms
  /// @throws GuardException `guard.name`, `guard.moment` or `guard.expression`
  public static Condition check(
      String name, Component component, Moment moment, String expression) {
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw new GuardException(
          "guard.name",
          "A condition's name must have 1 to "
              + LONGEST_NAME
              + " characters, got `"
              + shortened(name)
              + "`.");
    }
    if (moment == Moment.JOIN && component != Component.ADA) {
      throw new GuardException(
          "guard.moment",
          "`"
              + name
              + "`: only "
              + Component.ADA.event()
              + " has conditions at joins, not "
              + component.event()
              + ". Leave out `at`.");
    }
    return new Condition(name, component, moment, expression, Cel.compile(name, expression));
  }

  static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }

  public String name() {
    return name;
  }

  public Component component() {
    return component;
  }

  public Moment moment() {
    return moment;
  }

  public String expression() {
    return expression;
  }

  /// Whether it holds.
  ///
  /// @throws GuardException `guard.failed` if it has no answer, as where it divides by zero
  boolean holds(Facts facts) {
    return program.holds(facts);
  }
}

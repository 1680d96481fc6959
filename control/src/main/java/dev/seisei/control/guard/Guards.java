package dev.seisei.control.guard;

import dev.seisei.control.Component;
import dev.seisei.control.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// All conditions of a sidecar.
///
/// @param conditions in the order in which they are asked
public record Guards(List<Condition> conditions) {
  private static final int MOST = 64;
  private static final Guards NONE = new Guards(List.of());

  public Guards {
    conditions = List.copyOf(conditions);
    if (conditions.size() > MOST) {
      throw new GuardException(
          "guard.too-many", "There may be " + MOST + " conditions, got " + conditions.size() + ".");
    }
    var names = new HashSet<String>();
    for (Condition condition : conditions) {
      if (!names.add(condition.name())) {
        throw new GuardException(
            "guard.name",
            "`" + condition.name() + "` names two conditions; a refusal could mean either.");
      }
    }
  }

  /// No conditions: every event is taken.
  public static Guards none() {
    return NONE;
  }

  /// The conditions of an event.
  public List<Condition> of(Component component, Condition.Moment moment) {
    return conditions.stream()
        .filter(condition -> condition.component() == component && condition.moment() == moment)
        .toList();
  }

  /// Asks all conditions of an event. One that has no answer refuses.
  ///
  /// @return what the first says that does not hold; empty if all hold
  public Optional<Refusal> refusal(Condition.Moment moment, Facts facts) {
    for (Condition condition : of(facts.component(), moment)) {
      try {
        if (!condition.holds(facts)) {
          return Optional.of(refusal(condition, moment, facts));
        }
      } catch (GuardException e) {
        return Optional.of(new Refusal(e.code(), String.valueOf(e.getMessage()), condition.name()));
      }
    }
    return Optional.empty();
  }

  private static Refusal refusal(Condition condition, Condition.Moment moment, Facts facts) {
    String what =
        switch (moment) {
          case TOGGLE ->
              "may not turn " + facts.component().title() + (facts.to() ? " on" : " off");
          case JOIN -> "is not admitted to " + facts.world().world();
        };
    return new Refusal(
        "guard.refused",
        facts.who().called()
            + " "
            + what
            + ": "
            + condition.component().event()
            + " ["
            + condition.name()
            + "] asks that "
            + condition.expression()
            + ".",
        condition.name());
  }
}

package dev.seisei.control.machine;

import dev.seisei.control.Component;
import dev.seisei.control.Participant;
import dev.seisei.control.Refusal;
import dev.seisei.control.State;
import dev.seisei.control.Status;
import dev.seisei.control.Surroundings;
import dev.seisei.control.guard.Condition;
import dev.seisei.control.guard.Facts;
import dev.seisei.control.guard.Guards;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The answer to a toggle.
public sealed interface Outcome {

  /// Where the component is now, which is where it was if it was on its way there already.
  record Taken(Status status) implements Outcome {}

  /// It stays where it is.
  record Refused(Refusal refusal, Status status) implements Outcome {}

  /// Decides on a toggle: the machine says where it would lead, the guards whether it may.
  ///
  /// Conditions are asked only where something would change: asking twice for the same is no fault.
  static Outcome of(
      Map<Component, Status> all,
      Guards guards,
      Surroundings world,
      Component component,
      Signal.Toggle toggle,
      Participant who,
      Instant when) {
    Status now = Objects.requireNonNull(all.get(component), component::title);
    if (!now.isInstalled()) {
      return new Refused(
          new Refusal("component.not-installed", component.title() + " is " + now.reason()), now);
    }
    boolean to = Machine.isFor(now, toggle);
    String why = "turned " + (to ? "on" : "off") + " by " + who.called();
    Status next = Machine.next(now, toggle, why, when);
    if (next.equals(now)) {
      return new Taken(now);
    }
    Optional<Refusal> refusal =
        guards.refusal(Condition.Moment.TOGGLE, new Facts(who, component, to, states(all), world));
    return refusal.isPresent() ? new Refused(refusal.get(), now) : new Taken(next);
  }

  /// Decides whether a participant may join a world: `TOGGLE_ADA [condition]`.
  ///
  /// @return why not; empty if it may
  static Optional<Refusal> ofJoin(
      Map<Component, Status> all, Guards guards, Surroundings world, Participant who) {
    Status ada = Objects.requireNonNull(all.get(Component.ADA));
    if (ada.state() != State.ON) {
      return Optional.of(
          new Refusal(
              "participant.not-admitted",
              "Nobody is admitted to %s: Ada is %s, %s. %s turns it on."
                  .formatted(
                      world.world(), ada.state().word(), ada.reason(), Component.ADA.event())));
    }
    return guards.refusal(
        Condition.Moment.JOIN, new Facts(who, Component.ADA, true, states(all), world));
  }

  private static Map<Component, State> states(Map<Component, Status> all) {
    var states = new EnumMap<Component, State>(Component.class);
    all.forEach((component, status) -> states.put(component, status.state()));
    return states;
  }
}

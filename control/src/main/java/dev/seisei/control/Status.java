package dev.seisei.control;

import java.time.Instant;

/// What there is to know of a component.
///
/// @param isInstalled whether this build brings it
/// @param isWanted whether it is to be on: what survives a restart. While [State#STOPPING], where
///   it goes next
/// @param reason why it is there, a sentence for people
/// @param since when it came there
public record Status(
    Component component,
    boolean isInstalled,
    State state,
    boolean isWanted,
    String reason,
    Instant since) {
  private static final String NOT_INSTALLED = "not installed";

  /// Of one that this build does not bring.
  public static Status notInstalled(Component component, boolean isWanted, Instant since) {
    return new Status(
        component, false, State.FAILED, isWanted, NOT_INSTALLED + ". " + component.wayOut(), since);
  }

  /// Of one that has just been registered: about to start, if that is wanted.
  public static Status registered(Component component, boolean isWanted, Instant since) {
    return isWanted
        ? new Status(component, true, State.STARTING, true, "comes up with the sidecar", since)
        : new Status(
            component, true, State.OFF, false, "was off before the sidecar started", since);
  }

  /// The same component elsewhere.
  public Status moved(State to, boolean nowWanted, String why, Instant when) {
    return new Status(component, isInstalled, to, nowWanted, why, when);
  }
}

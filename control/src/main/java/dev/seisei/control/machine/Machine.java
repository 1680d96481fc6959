package dev.seisei.control.machine;

import dev.seisei.control.State;
import dev.seisei.control.Status;
import java.time.Instant;

/// The state machine that every component has:
///
/// | in | toggle | started | stopped | failed |
/// | --- | --- | --- | --- | --- |
/// | off | starting | | | |
/// | starting | stopping, then off | on | | failed |
/// | on | stopping, then off | | | failed |
/// | stopping, then off | stopping, then on | | off | failed |
/// | stopping, then on | stopping, then off | | starting | failed |
/// | failed | starting | | | |
///
/// A toggle that says where to go changes nothing in what is there already or on its way. One that
/// says `off` to a failed component stops what may be left of it. What a build does not bring stays
/// failed.
public final class Machine {
  private Machine() {}

  /// Where a component goes.
  ///
  /// @param why reason that the new status gives
  /// @param when time that the new status gives
  /// @return `now` itself if it stays where it is
  public static Status next(Status now, Signal signal, String why, Instant when) {
    if (!now.isInstalled()) {
      return now;
    }
    return switch (signal) {
      case Signal.Toggle toggle -> toggled(now, isFor(now, toggle), why, when);
      case Signal.Started _ ->
          now.state() == State.STARTING ? now.moved(State.ON, true, why, when) : now;
      case Signal.Stopped _ when now.state() == State.STOPPING ->
          now.isWanted()
              ? now.moved(State.STARTING, true, why, when)
              : now.moved(State.OFF, false, why, when);
      case Signal.Stopped _ -> now;
      case Signal.Failed _ ->
          switch (now.state()) {
            case STARTING, ON, STOPPING -> now.moved(State.FAILED, now.isWanted(), why, when);
            case OFF, FAILED -> now;
          };
    };
  }

  /// Whether a toggle means that the component is to be on.
  public static boolean isFor(Status now, Signal.Toggle toggle) {
    Boolean to = toggle.to();
    return to != null ? to : now.state() == State.FAILED || !now.isWanted();
  }

  private static Status toggled(Status now, boolean on, String why, Instant when) {
    return switch (now.state()) {
      case OFF -> on ? now.moved(State.STARTING, true, why, when) : now;
      case STARTING, ON -> on ? now : now.moved(State.STOPPING, false, why, when);
      case STOPPING -> on == now.isWanted() ? now : now.moved(State.STOPPING, on, why, now.since());
      case FAILED -> now.moved(on ? State.STARTING : State.STOPPING, on, why, when);
    };
  }
}

package dev.seisei.control;

import java.util.Locale;

/// Where a component is.
public enum State {
  /// Nothing of it is loaded, listens or runs.
  OFF,
  /// On its way to [#ON].
  STARTING,
  ON,
  /// On its way to [#OFF], or to [#STARTING] if it was asked for again meanwhile.
  STOPPING,
  /// Not there, or broken; what was begun of it has been taken down.
  FAILED;

  /// As the wire says it: `off`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

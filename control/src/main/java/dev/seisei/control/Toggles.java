package dev.seisei.control;

import java.util.Map;

/// Keeps which components are to be on, so that it survives a restart.
public interface Toggles {

  /// What was kept; what is missing was never toggled.
  Map<Component, Boolean> kept();

  /// Keeps it, before anybody is told that it is so.
  ///
  /// @throws RuntimeException if it can not be kept, saying why; what was kept before stays
  void keep(Map<Component, Boolean> wanted);

  /// Keeps nothing longer than the process runs.
  static Toggles forgetful() {
    return new Toggles() {
      @Override
      public Map<Component, Boolean> kept() {
        return Map.of();
      }

      @Override
      public void keep(Map<Component, Boolean> wanted) {}
    };
  }
}

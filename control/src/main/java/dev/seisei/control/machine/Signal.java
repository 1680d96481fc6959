package dev.seisei.control.machine;

import org.jspecify.annotations.Nullable;

/// What happens to a component.
public sealed interface Signal {

  /// It was asked for, or not to be any more.
  ///
  /// @param to where it is to go, or null for the other way than now: on, unless it is on or about
  ///   to be
  record Toggle(@Nullable Boolean to) implements Signal {}

  /// Its start is done.
  record Started() implements Signal {}

  /// Its stop is done.
  record Stopped() implements Signal {}

  /// Its start or its stop failed, or it broke while it was on.
  record Failed() implements Signal {}
}

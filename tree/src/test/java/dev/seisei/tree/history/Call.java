package dev.seisei.tree.history;

import org.jspecify.annotations.Nullable;

/// A call to one register, as whoever made it saw it.
///
/// @param begun moment before it was made
/// @param ended moment after it was answered; [Long#MAX_VALUE] if it never was: done or not, then
///   or at any time later
public record Call(long begun, long ended, Action action) {

  /// What was asked and, where it was answered, what the answer was.
  public sealed interface Action {}

  public record Put(String value) implements Action {}

  public record Get(@Nullable String found) implements Action {}

  /// Puts a value in place of one that is expected.
  ///
  /// @param swapped whether it was; null if that is not known
  public record Swap(String expected, String value, @Nullable Boolean swapped) implements Action {}

  boolean isAnswered() {
    return ended != Long.MAX_VALUE;
  }
}

package dev.seisei.control;

import org.jspecify.annotations.Nullable;

/// Why something that was asked for is not done.
///
/// @param code stable, `guard.refused`
/// @param reason who, what, why and the way out
/// @param condition name of the condition that refused it, where one did
public record Refusal(String code, String reason, @Nullable String condition) {
  public Refusal(String code, String reason) {
    this(code, reason, null);
  }
}

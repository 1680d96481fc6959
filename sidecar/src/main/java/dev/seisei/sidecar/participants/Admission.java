package dev.seisei.sidecar.participants;

import org.jspecify.annotations.Nullable;

/// The answer to an introduction.
public sealed interface Admission {

  /// They are let in.
  ///
  /// @param token what it hangs on, or null where it hangs on nothing
  record Admitted(Participant participant, @Nullable Validity token) implements Admission {}

  /// They are not.
  ///
  /// @param code stable, `access.expired`
  /// @param reason a sentence: what was wrong, and the way out
  record Denied(String code, String reason) implements Admission {}

  /// What must hold for as long as someone is connected by a token.
  ///
  /// @param token its id
  /// @param participant whose it is
  /// @param issuedAt in seconds since 1970
  /// @param expiresAt in seconds since 1970
  record Validity(String token, String participant, long issuedAt, long expiresAt) {}
}

package dev.seisei.sidecar.participants;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a token says. Times are seconds since 1970.
///
/// @param token its id (`jti`)
/// @param participant whose it is (`sub`)
/// @param name for people, or null: then they name themselves
/// @param kind or null: then they say so themselves
/// @param roles what they may do, at least one
/// @param issuedAt when it was made (`iat`)
/// @param notBefore from when it is good (`nbf`)
/// @param expiresAt from when it is not (`exp`)
public record Claims(
    String token,
    String participant,
    @Nullable String name,
    @Nullable Kind kind,
    Set<Role> roles,
    long issuedAt,
    long notBefore,
    long expiresAt) {

  /// The longest that a token may be good for.
  public static final Duration LONGEST = Duration.ofDays(366);

  // 9999-12-31: what a date can be written of.
  private static final long LAST = 253_402_300_799L;

  public Claims {
    Words.id("token", token);
    Words.id("participant", participant);
    if (name != null) {
      Words.name(name);
    }
    roles = Set.copyOf(EnumSet.copyOf(requireSome(roles)));
    requireTime("issued", issuedAt);
    requireTime("not before", notBefore);
    requireTime("expires", expiresAt);
    if (expiresAt <= notBefore || expiresAt - issuedAt > LONGEST.toSeconds()) {
      throw new IllegalArgumentException(
          "expires: must be after the token begins and at most "
              + LONGEST.toDays()
              + " days after it was issued");
    }
  }

  private static Set<Role> requireSome(Set<Role> roles) {
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("roles: must be at least one, got none");
    }
    return roles;
  }

  private static void requireTime(String name, long seconds) {
    if (seconds < 0 || seconds > LAST) {
      throw new IllegalArgumentException(name + ": must be a time since 1970, got " + seconds);
    }
  }

  Admission.Validity validity() {
    return new Admission.Validity(token, participant, issuedAt, expiresAt);
  }
}

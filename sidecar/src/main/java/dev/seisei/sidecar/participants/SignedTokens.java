package dev.seisei.sidecar.participants;

import dev.seisei.sidecar.participants.Admission.Admitted;
import dev.seisei.sidecar.participants.Admission.Denied;
import dev.seisei.sidecar.participants.Admission.Validity;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Lets in whoever shows a token that a key of this server signed, that is good now and was not
/// revoked.
public final class SignedTokens implements Authentication {
  /// Clocks of two machines differ: a token may come this much before it was made.
  private static final long MOST_EARLY_SECONDS = 30;

  private static final String WAY_OUT = " An operator makes one with `./seisei token make`.";

  private final List<TokenKey> keys;
  private final TokenBook book;
  private final InstantSource clock;

  /// @param keys of which any may have signed
  SignedTokens(List<TokenKey> keys, TokenBook book, InstantSource clock) {
    for (TokenKey key : keys) {
      if (key instanceof TokenKey.Signing) {
        throw new IllegalArgumentException(
            "token key: must be a secret or a public key, got a private one; the public one lies"
                + " beside it, and the private one is best kept elsewhere");
      }
    }
    this.keys = List.copyOf(keys);
    this.book = book;
    this.clock = clock;
  }

  @Override
  public Admission admit(Introduction client) {
    if (client.token() == null || client.token().isEmpty()) {
      return new Denied("access.token-missing", "This server asks for a token." + WAY_OUT);
    }
    Claims claims;
    try {
      claims = Jws.read(client.token(), keys);
    } catch (Jws.BadToken e) {
      return new Denied("access.token", "The token is not good: " + e.getMessage() + "." + WAY_OUT);
    }
    Validity validity = claims.validity();
    String over = over(validity);
    if (over != null) {
      return new Denied(over, "The token " + reason(over) + WAY_OUT);
    }
    if (claims.notBefore() - MOST_EARLY_SECONDS > now()) {
      return new Denied("access.early", "The token is not good yet. Come back later.");
    }
    return admitted(client, claims, validity);
  }

  private static String reason(String code) {
    return code.equals("access.revoked") ? "was revoked." : "has expired.";
  }

  private static Admission admitted(Introduction client, Claims claims, Validity validity) {
    try {
      Kind said = client.kind() == null ? Kind.PROGRAM : Kind.of(client.kind());
      String name = client.name() == null ? claims.participant() : client.name();
      return new Admitted(
          new Participant(
              claims.participant(),
              Objects.requireNonNullElse(claims.name(), name),
              Objects.requireNonNullElse(claims.kind(), said),
              claims.roles()),
          validity);
    } catch (IllegalArgumentException e) {
      return new Denied("access.introduction", e.getMessage() + ".");
    }
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }

  @Override
  public @Nullable String over(Validity token) {
    if (token.expiresAt() <= now()) {
      return "access.expired";
    }
    return book.isRevoked(token) ? "access.revoked" : null;
  }

  @Override
  public boolean refresh() {
    return book.refresh();
  }

  @Override
  public String told() {
    return "by token; `./seisei token make` makes them";
  }
}

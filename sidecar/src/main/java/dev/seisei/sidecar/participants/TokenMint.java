package dev.seisei.sidecar.participants;

import java.security.SecureRandom;
import java.util.HexFormat;

/// Makes tokens.
public final class TokenMint {
  private static final SecureRandom RANDOM = new SecureRandom();

  private TokenMint() {}

  /// An id that no other token has.
  public static String newId() {
    var bytes = new byte[12];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// A token that says some claims.
  ///
  /// @throws IllegalArgumentException if the key only checks
  public static String sign(Claims claims, TokenKey key) {
    return Jws.sign(claims, key);
  }
}

package dev.seisei.sidecar.edge;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Signs the names of long-poll sessions, so that nobody can name another's:
/// `id.seconds.signature`.
///
/// The key is made at start, so no token outlives its server; nor does it two weeks, as in Phoenix.
///
/// Source: RFC 2104 with SHA-256.
final class PollToken {
  private static final long LONGEST_SECONDS = Duration.ofDays(14).toSeconds();
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final SecureRandom random = new SecureRandom();
  private final SecretKeySpec key;

  PollToken() {
    key = new SecretKeySpec(bytes(32), "HmacSHA256");
  }

  private byte[] bytes(int count) {
    var bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /// A name that nobody can guess.
  String newId() {
    return BASE64.encodeToString(bytes(16));
  }

  String sign(String id, long nowSeconds) {
    String named = id + "." + nowSeconds;
    return named + "." + signature(named);
  }

  /// The session that a token names.
  ///
  /// @return null if the token was not made here, or too long ago
  @Nullable String read(@Nullable String token, long nowSeconds) {
    String[] parts = token == null ? new String[0] : token.split("\\.", -1);
    if (parts.length != 3
        || !MessageDigest.isEqual(
            parts[2].getBytes(StandardCharsets.UTF_8),
            signature(parts[0] + "." + parts[1]).getBytes(StandardCharsets.UTF_8))) {
      return null;
    }
    // Signed, so a number.
    return nowSeconds - Long.parseLong(parts[1]) <= LONGEST_SECONDS ? parts[0] : null;
  }

  private String signature(String text) {
    try {
      Mac mac = Mac.getInstance(key.getAlgorithm());
      mac.init(key);
      return BASE64.encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}

package dev.seisei.tree.blob;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A digest that names what has it.
///
/// @param hex 64 hexadecimal digits in lower case
public record Sha256(String hex) {
  public Sha256 {
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "sha256: must be 64 hexadecimal digits in lower case, got "
              + hex.substring(0, Math.min(80, hex.length())));
    }
  }

  /// The digest of some bytes.
  public static Sha256 of(byte[] bytes) {
    return from(digest(bytes));
  }

  private static MessageDigest digest(byte[] bytes) {
    MessageDigest digest = start();
    digest.update(bytes);
    return digest;
  }

  static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static Sha256 from(MessageDigest digest) {
    return new Sha256(HexFormat.of().formatHex(digest.digest()));
  }

  @Override
  public String toString() {
    return hex;
  }
}

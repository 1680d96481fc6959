package dev.seisei.sidecar.participants;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// What tokens are signed or checked with. A key is good for one algorithm alone, so a token cannot
/// choose another.
///
/// Source: RFC 7518, section 3.2 (HS256); RFC 8037 (EdDSA with Ed25519).
public sealed interface TokenKey {

  /// As the head of a token calls its algorithm.
  String algorithm();

  /// Signs and checks with one secret.
  record Shared(SecretKey secret) implements TokenKey {
    private static final String MAC = "HmacSHA256";
    static final int LEAST_BYTES = 32;

    static Shared of(byte[] bytes) {
      return new Shared(new SecretKeySpec(bytes, MAC));
    }

    @Override
    public String algorithm() {
      return "HS256";
    }

    private byte[] mac(byte[] text) {
      try {
        Mac mac = Mac.getInstance(MAC);
        mac.init(secret);
        return mac.doFinal(text);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every JDK has " + MAC, e);
      }
    }
  }

  /// Signs.
  record Signing(PrivateKey key) implements TokenKey {
    @Override
    public String algorithm() {
      return Checking.ALGORITHM;
    }
  }

  /// Checks what [Signing] signed.
  record Checking(PublicKey key) implements TokenKey {
    static final String ALGORITHM = "EdDSA";
    static final String CURVE = "Ed25519";

    @Override
    public String algorithm() {
      return ALGORITHM;
    }
  }

  /// Signs some bytes.
  ///
  /// @throws IllegalArgumentException if this key only checks
  default byte[] sign(byte[] text) {
    return switch (this) {
      case Shared shared -> shared.mac(text);
      case Signing signing -> {
        try {
          Signature signature = Signature.getInstance(Checking.CURVE);
          signature.initSign(signing.key);
          signature.update(text);
          yield signature.sign();
        } catch (GeneralSecurityException e) {
          throw new IllegalStateException("the key cannot sign", e);
        }
      }
      case Checking _ ->
          throw new IllegalArgumentException(
              "key: must be a secret or a private key to sign with, got a public one");
    };
  }

  /// Whether a signature is of some bytes.
  default boolean verifies(byte[] text, byte[] signature) {
    return switch (this) {
      case Shared shared -> MessageDigest.isEqual(shared.mac(text), signature);
      case Signing _ -> false;
      case Checking checking -> {
        try {
          Signature check = Signature.getInstance(Checking.CURVE);
          check.initVerify(checking.key);
          check.update(text);
          yield check.verify(signature);
        } catch (GeneralSecurityException _) {
          // No signature of this curve has such bytes.
          yield false;
        }
      }
    };
  }
}

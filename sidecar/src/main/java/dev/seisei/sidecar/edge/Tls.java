package dev.seisei.sidecar.edge;

import dev.seisei.sidecar.participants.KeyFile;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import org.jspecify.annotations.Nullable;

/// What the server shows to who connects by TLS, as PEM files. They may be replaced while it runs.
///
/// @param certificate its own first, then those that vouch for it
/// @param key private, PKCS 8; for its owner alone
public record Tls(Path certificate, Path key) {

  /// Both or neither.
  ///
  /// @return null for neither
  /// @throws IllegalArgumentException if one is missing, or is not what it must be
  public static @Nullable Tls of(@Nullable Path certificate, @Nullable Path key) {
    if (certificate == null && key == null) {
      return null;
    }
    if (certificate == null || key == null) {
      throw new IllegalArgumentException(
          "TLS takes a certificate and its key: give both --tls-cert and --tls-key");
    }
    var tls = new Tls(certificate, key);
    tls.check();
    return tls;
  }

  /// @throws IllegalArgumentException if a file is not what it must be
  void check() {
    try (InputStream pem = Files.newInputStream(certificate)) {
      if (CertificateFactory.getInstance("X.509").generateCertificates(pem).isEmpty()) {
        throw new IllegalArgumentException(certificate + ": must hold certificates as PEM");
      }
    } catch (CertificateException e) {
      throw new IllegalArgumentException(certificate + ": must hold certificates as PEM", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(certificate + ": cannot be read: " + e, e);
    }
    KeyFile.requirePrivate(key);
    try {
      if (!Files.readString(key).contains("-----BEGIN PRIVATE KEY-----")) {
        throw new IllegalArgumentException(
            key
                + ": must hold a private key as PEM, PKCS 8; `openssl pkcs8 -topk8 -nocrypt` makes it"
                + " of others");
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(key + ": cannot be read: " + e, e);
    }
  }

  PemKeyCertOptions options() {
    return new PemKeyCertOptions().setCertPath(certificate.toString()).setKeyPath(key.toString());
  }

  /// Tells one state of the files from another. Reads the disk.
  Stamp stamp() throws IOException {
    return new Stamp(Files.getLastModifiedTime(certificate), Files.getLastModifiedTime(key));
  }

  record Stamp(FileTime certificate, FileTime key) {}
}

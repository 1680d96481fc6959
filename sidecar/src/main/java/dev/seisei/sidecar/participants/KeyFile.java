package dev.seisei.sidecar.participants;

import dev.seisei.sidecar.file.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Keys of tokens as files: a secret as base64url on one line, a private (PKCS 8) or public (X.509)
/// Ed25519 key as PEM.
///
/// Secrets and private keys that others may read are refused. Source of the PEM form: RFC 7468.
public final class KeyFile {
  /// Of the environment: a secret, as a file would hold it.
  public static final String VARIABLE = "SEISEI_TOKEN_SECRET";

  private static final String SECRET = "token.secret";
  private static final String PRIVATE = "token.key";
  private static final String PUBLIC = "token.pub";
  private static final long MOST_BYTES = 16 << 10;
  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN (PRIVATE|PUBLIC) KEY-----\\s+([A-Za-z0-9+/=\\s]+)-----END \\1 KEY-----");
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  private KeyFile() {}

  /// The keys that a server checks with.
  ///
  /// @param named files on its command line
  /// @param data its folder: what was made there is taken if no file is named
  /// @param environment the value of [#VARIABLE], or null
  /// @throws IllegalArgumentException if one of them is none, or open to others
  public static List<TokenKey> checking(List<Path> named, Path data, @Nullable String environment) {
    var keys = new ArrayList<TokenKey>();
    if (environment != null) {
      keys.add(secret(environment.strip(), VARIABLE));
    }
    for (Path file : named.isEmpty() ? there(data, SECRET, PUBLIC) : named) {
      keys.add(read(file));
    }
    return List.copyOf(keys);
  }

  /// The key that tokens are made with.
  ///
  /// @param named file on the command line, or null
  /// @throws IllegalArgumentException if there is none, with the way out
  public static TokenKey signing(@Nullable Path named, Path data, @Nullable String environment) {
    if (named != null) {
      return read(named);
    }
    if (environment != null) {
      return secret(environment.strip(), VARIABLE);
    }
    List<Path> there = there(data, SECRET, PRIVATE);
    if (there.isEmpty()) {
      throw new IllegalArgumentException(
          "There is no key to make tokens with in "
              + data
              + ". Make one with `./seisei token secret --data "
              + data
              + "`, or name one with --key.");
    }
    return read(there.getFirst());
  }

  private static List<Path> there(Path data, String... names) {
    return Arrays.stream(names).map(data::resolve).filter(Files::exists).toList();
  }

  /// Reads a key.
  ///
  /// @throws IllegalArgumentException if it is none, or a secret that others may read
  static TokenKey read(Path file) {
    String text;
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IllegalArgumentException(file + ": must be a key, got a larger file");
      }
      text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(file + ": there is no such file", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + ": " + WholeFile.reason(e), e);
    }
    Matcher pem = PEM.matcher(text);
    if (pem.matches()) {
      boolean isPublic = pem.group(1).equals("PUBLIC");
      if (!isPublic) {
        requirePrivate(file);
      }
      return key(file, isPublic, Base64.getMimeDecoder().decode(pem.group(2)));
    }
    requirePrivate(file);
    return secret(text, file.toString());
  }

  private static TokenKey key(Path file, boolean isPublic, byte[] der) {
    try {
      var factory = KeyFactory.getInstance(TokenKey.Checking.CURVE);
      return isPublic
          ? new TokenKey.Checking(factory.generatePublic(new X509EncodedKeySpec(der)))
          : new TokenKey.Signing(factory.generatePrivate(new PKCS8EncodedKeySpec(der)));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(file + ": must be an Ed25519 key", e);
    }
  }

  private static TokenKey secret(String text, String where) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      bytes = new byte[0];
    }
    if (bytes.length < TokenKey.Shared.LEAST_BYTES) {
      throw new IllegalArgumentException(
          where
              + ": must hold at least "
              + TokenKey.Shared.LEAST_BYTES
              + " random bytes as base64url, or a PEM key; `./seisei token secret` makes one");
    }
    return TokenKey.Shared.of(bytes);
  }

  /// Requires that nobody but its owner may read a file.
  ///
  /// @throws IllegalArgumentException if others may, or it is not there, with the way out
  public static void requirePrivate(Path file) {
    try {
      var open = EnumSet.noneOf(PosixFilePermission.class);
      open.addAll(Files.getPosixFilePermissions(file));
      open.retainAll(OTHERS);
      if (!open.isEmpty()) {
        throw new IllegalArgumentException(
            file + ": others may read this secret. Close it with `chmod 600 " + file + "`.");
      }
    } catch (UnsupportedOperationException _) {
      // A file system without such permissions.
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(file + ": there is no such file", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + ": " + WholeFile.reason(e), e);
    }
  }

  /// Makes a secret that signs and checks.
  ///
  /// @return its file, which only its owner may read
  /// @throws IllegalArgumentException if there is one already
  public static Path makeSecret(Path data) {
    var bytes = new byte[TokenKey.Shared.LEAST_BYTES];
    new SecureRandom().nextBytes(bytes);
    return writeNew(
        data, SECRET, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n", true);
  }

  /// Makes a pair of keys: one signs, the other checks.
  ///
  /// @return the file of the private one; the public one lies beside it
  /// @throws IllegalArgumentException if there is one already
  public static Path makePair(Path data) {
    KeyPair pair;
    try {
      pair = KeyPairGenerator.getInstance(TokenKey.Checking.CURVE).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + TokenKey.Checking.CURVE, e);
    }
    Path file = writeNew(data, PRIVATE, pem("PRIVATE", pair.getPrivate().getEncoded()), true);
    writeNew(data, PUBLIC, pem("PUBLIC", pair.getPublic().getEncoded()), false);
    return file;
  }

  private static String pem(String kind, byte[] der) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + kind + " KEY-----\n" + text + "\n-----END " + kind + " KEY-----\n";
  }

  private static Path writeNew(Path data, String name, String text, boolean isSecret) {
    Path file = data.resolve(name);
    if (Files.exists(file)) {
      throw new IllegalArgumentException(
          file
              + ": is there already, and tokens may hang on it. Take it away first if it is not"
              + " needed any more.");
    }
    try {
      Files.createDirectories(data);
      var options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      // Closed to others from its first moment, not after it was written.
      String mode = isSecret ? "rw-------" : "rw-r--r--";
      try (var out =
          Files.newByteChannel(
              file,
              options,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)))) {
        out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + WholeFile.reason(e), e);
    }
  }
}

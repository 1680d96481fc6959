package dev.seisei.sidecar.participants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JwsTest {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final TokenKey SECRET = TokenKey.Shared.of("s".repeat(32).getBytes(ascii()));
  private static final KeyPair PAIR = pair();
  private static final TokenKey PRIVATE = new TokenKey.Signing(PAIR.getPrivate());
  private static final TokenKey PUBLIC = new TokenKey.Checking(PAIR.getPublic());
  private static final long NOW = 1_800_000_000;
  private static final String HEAD = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
  private static final String BODY =
      "{\"jti\":\"t1\",\"sub\":\"ada\",\"roles\":[\"edit\"],\"iat\":1800000000,\"exp\":1800003600}";

  private static java.nio.charset.Charset ascii() {
    return StandardCharsets.US_ASCII;
  }

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Claims claims() {
    return new Claims(
        "t1", "ada", "Ada L.", Kind.PERSON, EnumSet.of(Role.EDIT), NOW, NOW, NOW + 3600);
  }

  /// A token of any text, rightly signed.
  private static String signed(String head, String body) {
    String text =
        BASE64.encodeToString(head.getBytes(StandardCharsets.UTF_8))
            + "."
            + BASE64.encodeToString(body.getBytes(StandardCharsets.UTF_8));
    return text + "." + BASE64.encodeToString(SECRET.sign(text.getBytes(ascii())));
  }

  private static void refused(String token, String why) {
    assertThatExceptionOfType(Jws.BadToken.class)
        .isThrownBy(() -> Jws.read(token, List.of(SECRET, PUBLIC)))
        .withMessageContaining(why);
  }

  static List<TokenKey> signing() {
    return List.of(SECRET, PRIVATE);
  }

  @ParameterizedTest
  @MethodSource("signing")
  void what_is_signed_is_read(TokenKey key) throws Exception {
    String token = Jws.sign(claims(), key);
    assertThat(token).matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    assertThat(Jws.read(token, List.of(SECRET, PUBLIC))).isEqualTo(claims());
  }

  @Test
  void the_examples_of_the_standards_hold() throws Exception {
    // RFC 7515, A.1.
    TokenKey key =
        TokenKey.Shared.of(
            Base64.getUrlDecoder()
                .decode(
                    "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"));
    byte[] text =
        ("eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAs"
                + "DQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ")
            .getBytes(ascii());
    assertThat(BASE64.encodeToString(key.sign(text)))
        .isEqualTo("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    // RFC 8037, A.4; the point's bytes are little-endian, its highest bit is the sign of x.
    byte[] point = Base64.getUrlDecoder().decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
    boolean isOdd = (point[31] & 0x80) != 0;
    point[31] &= 0x7f;
    var bigEndian = new byte[32];
    for (int i = 0; i < 32; i++) {
      bigEndian[i] = point[31 - i];
    }
    var checking =
        new TokenKey.Checking(
            KeyFactory.getInstance("Ed25519")
                .generatePublic(
                    new EdECPublicKeySpec(
                        NamedParameterSpec.ED25519,
                        new EdECPoint(isOdd, new java.math.BigInteger(1, bigEndian)))));
    assertThat(
            checking.verifies(
                "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc".getBytes(ascii()),
                Base64.getUrlDecoder()
                    .decode(
                        "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg")))
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("signing")
  void no_character_of_a_token_may_be_another(TokenKey key) {
    String token = Jws.sign(claims(), key);
    for (int i = 0; i < token.length(); i++) {
      for (char other : new char[] {'A', 'z', '.', '-', '='}) {
        if (token.charAt(i) != other) {
          var changed = new StringBuilder(token);
          changed.setCharAt(i, other);
          assertThatExceptionOfType(Jws.BadToken.class)
              .as("at %d: %s", i, other)
              .isThrownBy(() -> Jws.read(changed.toString(), List.of(SECRET, PUBLIC)));
        }
      }
      String cut = token.substring(0, i);
      assertThatExceptionOfType(Jws.BadToken.class)
          .isThrownBy(() -> Jws.read(cut, List.of(SECRET, PUBLIC)));
    }
  }

  @Test
  void a_key_is_good_for_its_own_algorithm_alone() {
    // The public key as a secret: the classic confusion.
    TokenKey confused = TokenKey.Shared.of(PAIR.getPublic().getEncoded());
    assertThatExceptionOfType(Jws.BadToken.class)
        .isThrownBy(() -> Jws.read(Jws.sign(claims(), confused), List.of(PUBLIC)));
    for (String head :
        new String[] {
          "{\"alg\":\"none\"}", "{\"alg\":\"EdDSA\"}", "{\"alg\":\"hs256\"}", "{}", "{\"alg\":[1]}"
        }) {
      refused(signed(head, BODY), "no key of this server signed it");
    }
    String unsigned = signed("{\"alg\":\"none\"}", BODY);
    refused(unsigned.substring(0, unsigned.lastIndexOf('.') + 1), "no key");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Jws.sign(claims(), PUBLIC))
        .withMessageContaining("got a public one");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"HS256\",\"crit\":[\"exp\"]}",
        "{\"alg\":\"HS256\",\"jku\":\"https://evil.example/keys\"}",
        "{\"alg\":\"HS256\",\"typ\":\"at+jwt\"}",
        "{\"alg\":\"HS256\",\"alg\":\"HS256\"}",
        "[\"HS256\"]",
        "{\"alg\":\"HS256\"} {}",
        "{\"alg\":\"HS256\""
      })
  void a_head_that_says_more_is_refused(String head) {
    refused(signed(head, BODY), "it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "{\"jti\":\"t1\",\"sub\":\"ada\",\"roles\":[\"edit\"],\"iat\":1800000000}",
        "{\"jti\":\"t1\",\"sub\":\"ada\",\"roles\":[],\"iat\":1800000000,\"exp\":1800003600}",
        "{\"jti\":\"t1\",\"sub\":\"ada\",\"roles\":[\"god\"],\"iat\":1,\"exp\":2}",
        "{\"jti\":\"t1\",\"sub\":\"ada\",\"roles\":[\"edit\",\"edit\"],\"iat\":1,\"exp\":2}",
        "{\"jti\":\"t1\",\"sub\":\"ada\",\"roles\":\"edit\",\"iat\":1,\"exp\":2}",
        "{\"jti\":\"t1\",\"sub\":\"a b\",\"roles\":[\"edit\"],\"iat\":1,\"exp\":2}",
        "{\"jti\":\"t1\",\"sub\":7,\"roles\":[\"edit\"],\"iat\":1,\"exp\":2}",
        "{\"jti\":\"t1\",\"sub\":\"ada\",\"roles\":[\"edit\"],\"iat\":1,\"exp\":2.5}",
        "{\"jti\":\"t1\",\"sub\":\"ada\",\"roles\":[\"edit\"],\"iat\":1,\"exp\":\"2\"}",
        "{\"jti\":\"t1\",\"sub\":\"ada\",\"roles\":[\"edit\"],\"iat\":1,\"exp\":1}",
        "{\"jti\":\"t1\",\"sub\":\"ada\",\"roles\":[\"edit\"],\"iat\":-1,\"exp\":2}",
        "{\"jti\":\"t1\",\"sub\":\"ada\",\"roles\":[\"edit\"],\"iat\":1,\"exp\":99999999999999999999}",
        "{\"jti\":\"t1\",\"sub\":\"ada\",\"roles\":[\"edit\"],\"iat\":1,\"exp\":40000000}",
        "{\"jti\":\"t1\",\"sub\":\"ada\",\"roles\":[\"edit\"],\"iat\":1,\"exp\":2,\"aud\":\"x\"}",
        "{\"jti\":\"t1\",\"sub\":\"ada\",\"sub\":\"bob\",\"roles\":[\"edit\"],\"iat\":1,\"exp\":2}",
        "{\"jti\":\"t1\",\"sub\":\"ada\",\"kind\":\"cat\",\"roles\":[\"edit\"],\"iat\":1,\"exp\":2}",
        "{\"jti\":\"t1\",\"sub\":\"ada\",\"name\":\"a\\nb\",\"roles\":[\"edit\"],\"iat\":1,\"exp\":2}",
      })
  void claims_that_are_not_as_they_must_be_are_refused(String body) {
    assertThatExceptionOfType(Jws.BadToken.class)
        .isThrownBy(() -> Jws.read(signed(HEAD, body), List.of(SECRET)));
  }

  @Test
  void the_least_that_a_token_must_say_is_enough() throws Exception {
    Claims claims = Jws.read(signed(HEAD, BODY), List.of(SECRET));
    assertThat(claims)
        .isEqualTo(
            new Claims("t1", "ada", null, null, EnumSet.of(Role.EDIT), NOW, NOW, NOW + 3600));
  }

  @Test
  void a_token_is_of_bounded_size() {
    refused("x".repeat(1_000_000), "more than 2048 characters");
    refused("", "three parts");
    refused("a.b", "three parts");
    refused("a.b.c.d", "three parts");
    refused("..", "");
  }
}

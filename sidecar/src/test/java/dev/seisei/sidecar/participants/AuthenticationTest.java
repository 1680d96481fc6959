package dev.seisei.sidecar.participants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.seisei.sidecar.participants.Admission.Admitted;
import dev.seisei.sidecar.participants.Admission.Denied;
import dev.seisei.sidecar.participants.TokenBook.Revoked;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthenticationTest {
  private static final long NOW = 1_800_000_000;
  private static final TokenKey KEY = TokenKey.Shared.of(new byte[32]);
  private static final Set<Role> EDIT = EnumSet.of(Role.EDIT);

  @TempDir private Path data;
  private long now = NOW;

  private Authentication tokens() {
    return Authentication.of("0.0.0.0", List.of(KEY), data, () -> Instant.ofEpochSecond(now));
  }

  private static Introduction shows(@Nullable String token) {
    return new Introduction(token, false, "mallory", "Mallory", "blender");
  }

  private static Claims claims(@Nullable String name, @Nullable Kind kind) {
    return new Claims("t1", "ada", name, kind, EDIT, NOW, NOW + 60, NOW + 3600);
  }

  private static String token(@Nullable String name, @Nullable Kind kind) {
    return Jws.sign(claims(name, kind), KEY);
  }

  private static void denied(Admission admission, String code, String reason) {
    assertThat(admission)
        .isInstanceOfSatisfying(
            Denied.class,
            denied -> {
              assertThat(denied.code()).isEqualTo(code);
              assertThat(denied.reason()).contains(reason);
            });
  }

  @Test
  void a_token_says_who_someone_is_whatever_they_call_themselves() {
    now = NOW + 60;
    assertThat(tokens().admit(shows(token("Ada", Kind.PERSON))))
        .isEqualTo(
            new Admitted(
                new Participant("ada", "Ada", Kind.PERSON, EDIT), claims(null, null).validity()));
    // What it leaves open they say themselves.
    assertThat(tokens().admit(shows(token(null, null))))
        .isInstanceOfSatisfying(
            Admitted.class,
            in ->
                assertThat(in.participant())
                    .isEqualTo(new Participant("ada", "Mallory", Kind.BLENDER, EDIT)));
  }

  @Test
  void a_token_is_good_for_its_time_and_not_a_second_longer() {
    String token = token(null, null);
    Authentication tokens = tokens();
    now = NOW + 29;
    denied(tokens.admit(shows(token)), "access.early", "not good yet");
    now = NOW + 30; // clocks differ
    assertThat(tokens.admit(shows(token))).isInstanceOf(Admitted.class);
    now = NOW + 3599;
    assertThat(tokens.admit(shows(token))).isInstanceOf(Admitted.class);
    assertThat(tokens.over(claims(null, null).validity())).isNull();
    now = NOW + 3600;
    denied(tokens.admit(shows(token)), "access.expired", "has expired");
    assertThat(tokens.over(claims(null, null).validity())).isEqualTo("access.expired");
  }

  @Test
  void no_token_or_none_of_ours_is_denied_with_the_way_out() {
    denied(tokens().admit(shows(null)), "access.token-missing", "./seisei token make");
    denied(tokens().admit(shows("")), "access.token-missing", "asks for a token");
    denied(tokens().admit(shows("a.b.c")), "access.token", "is not good");
    String other =
        Jws.sign(
            claims(null, null),
            TokenKey.Shared.of(
                "x".repeat(32).getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    denied(tokens().admit(shows(other)), "access.token", "no key of this server signed it");
    // To be near is no token.
    denied(
        tokens().admit(new Introduction(null, true, null, null, null)), "access.token-missing", "");
  }

  @Test
  void a_token_that_is_revoked_while_it_is_used_is_over() {
    now = NOW + 60;
    Authentication tokens = tokens();
    String token = token(null, null);
    assertThat(tokens.admit(shows(token))).isInstanceOf(Admitted.class);
    assertThat(tokens.refresh()).isFalse();
    TokenBook.in(data).change(now, content -> content.with(new Revoked("t1", null, 0, NOW + 3600)));
    assertThat(tokens.refresh()).isTrue();
    assertThat(tokens.refresh()).isFalse();
    denied(tokens.admit(shows(token)), "access.revoked", "was revoked");
    assertThat(tokens.over(claims(null, null).validity())).isEqualTo("access.revoked");
  }

  @Test
  void all_of_someone_is_revoked_up_to_a_moment() {
    now = NOW + 60;
    Authentication tokens = tokens();
    TokenBook.in(data)
        .change(now, content -> content.with(new Revoked(null, "ada", NOW, NOW + 9999)));
    tokens.refresh();
    denied(tokens.admit(shows(token(null, null))), "access.revoked", "");
    var later = new Claims("t2", "ada", null, null, EDIT, NOW + 1, NOW + 1, NOW + 3600);
    assertThat(tokens.admit(shows(Jws.sign(later, KEY)))).isInstanceOf(Admitted.class);
    var bob = new Claims("t3", "bob", null, null, EDIT, NOW, NOW, NOW + 3600);
    assertThat(tokens.admit(shows(Jws.sign(bob, KEY)))).isInstanceOf(Admitted.class);
  }

  @Test
  void this_machine_is_its_owners() {
    Authentication near = Authentication.of("127.0.0.1", List.of(), data, Instant::now);
    assertThat(near.admit(new Introduction(null, true, "ada", "Ada", "person")))
        .isEqualTo(
            new Admitted(
                new Participant("ada", "Ada", Kind.PERSON, EnumSet.of(Role.AUTHOR, Role.OPERATE)),
                null));
    assertThat(near.told()).contains("this machine only").contains("author");
    denied(
        near.admit(new Introduction("a.b.c", false, "ada", null, null)),
        "access.loopback",
        "./seisei token secret");
    denied(
        near.admit(new Introduction(null, true, "a b", null, null)),
        "access.introduction",
        "participant: must be");
  }

  @Test
  void who_gives_no_name_gets_one_that_nobody_else_has() {
    var near = new LoopbackOnly();
    var stranger = new Introduction(null, true, null, null, null);
    var one = ((Admitted) near.admit(stranger)).participant();
    var other = ((Admitted) near.admit(stranger)).participant();
    assertThat(one.id()).matches("guest-[0-9a-f]{10}").isEqualTo(one.name());
    assertThat(one.kind()).isEqualTo(Kind.PROGRAM);
    assertThat(other.id()).isNotEqualTo(one.id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "::", "game.example", "127.0.0.1.example"})
  void listening_elsewhere_without_a_key_is_refused_with_the_way_out(String host) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Authentication.of(host, List.of(), data, Instant::now))
        .withMessageContaining(host)
        .withMessageContaining("./seisei token secret --data " + data)
        .withMessageContaining("--host 127.0.0.1");
    assertThat(Authentication.of(host, List.of(KEY), data, Instant::now).told())
        .startsWith("by token");
  }

  @Test
  void a_server_does_not_hold_what_makes_tokens() {
    KeyFile.makePair(data);
    TokenKey signing = KeyFile.signing(null, data, null);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Authentication.of("::1", List.of(signing), data, Instant::now))
        .withMessageContaining("got a private one");
  }
}

package dev.seisei.sidecar.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PollTokenTest {
  private static final long NOW = 1_800_000_000;
  private static final long TWO_WEEKS = 14 * 86_400;

  private final PollToken tokens = new PollToken();

  @Test
  void a_token_names_its_session_for_two_weeks() {
    String token = tokens.sign("abc", NOW);
    assertThat(tokens.read(token, NOW)).isEqualTo("abc");
    assertThat(tokens.read(token, NOW + TWO_WEEKS)).isEqualTo("abc");
    assertThat(tokens.read(token, NOW + TWO_WEEKS + 1)).isNull();
  }

  @Test
  void a_token_of_another_server_names_nothing() {
    assertThat(new PollToken().read(tokens.sign("abc", NOW), NOW)).isNull();
  }

  @Test
  void no_character_of_a_token_may_be_another() {
    String token = tokens.sign(tokens.newId(), NOW);
    for (int i = 0; i < token.length(); i++) {
      for (char other : new char[] {'A', '0', '.', '-'}) {
        if (token.charAt(i) != other) {
          var changed = new StringBuilder(token);
          changed.setCharAt(i, other);
          assertThat(tokens.read(changed.toString(), NOW)).as("at %d: %s", i, other).isNull();
        }
      }
    }
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", ".", "..", "...", "null", "a.1.", "a.b.c", "é.1.x"})
  void what_is_no_token_names_nothing(String text) {
    assertThat(tokens.read(text, NOW)).isNull();
  }

  @Test
  void names_are_new() {
    var ids = new HashSet<String>();
    for (int i = 0; i < 1000; i++) {
      assertThat(ids.add(tokens.newId())).isTrue();
    }
    assertThat(ids).allMatch(id -> id.matches("[A-Za-z0-9_-]{22}"));
  }
}

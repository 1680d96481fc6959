package dev.seisei.tree.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Expressions that no text makes slow, and that are not slow to compile either.
final class RegexTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((a{100}){100}){100}",
        "(((a{10}){10}){10}){10}",
        "(((a{2,}){20}){20}){20}",
        "((((((((a?){2}){2}){2}){2}){2}){2}){2}){2}",
        "(",
        "[",
        "a{1,1001}",
        "(?=a)",
        "\\1",
        "a{99999999999}"
      })
  void refuses_what_is_none_or_too_large(String source) {
    assertThatThrownBy(() -> Regex.of(source)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refuses_more_than_128_characters() {
    assertThat(Regex.of("a".repeat(128)).source()).hasSize(128);
    assertThatThrownBy(() -> Regex.of("a".repeat(129)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// Backtracking would take longer than the universe has existed.
  @ParameterizedTest
  @ValueSource(strings = {"^(a+)+$", "^(a|a)*$", "^(a?){100}$", "^(a*)*b$", "(.*)(.*)(.*)(.*)x"})
  void is_linear_in_the_text(String source) {
    var cost = Cost.of(Cost.COMMAND);
    assertThat(Regex.of(source).isFoundIn("a".repeat(4000) + "!", cost)).isFalse();
  }

  @Test
  void a_long_text_costs_more_than_a_command_may() {
    var regex = Regex.of("^(a?){100}$");
    String text = "a".repeat(Payload.MAX_BYTES);
    var cost = Cost.of(Cost.COMMAND);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 100; i++) {
                regex.isFoundIn(text, cost);
              }
            })
        .isInstanceOf(Cost.TooCostly.class);
  }
}

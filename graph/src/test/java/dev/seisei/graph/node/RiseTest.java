package dev.seisei.graph.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RiseTest {

  @Test
  void it_is_0_up_to_from_and_1_from_to_on() {
    var rise = new Rise(Ramp.X, 10, 14);
    assertThat(Ramp.at(-5, 10, 11, 12, 13, 14, 99).of(rise))
        .containsExactly(0, 0, 0.15625f, 0.5f, 0.84375f, 1, 1);
  }

  @Test
  void it_falls_if_to_is_the_smaller() {
    var fall = new Rise(Ramp.X, 14, 10);
    assertThat(Ramp.at(-5, 10, 11, 12, 14, 99).of(fall))
        .containsExactly(1, 1, 0.84375f, 0.5f, 0, 0);
  }

  @ParameterizedTest
  @CsvSource({"3, 3", "0, -0.0", "0, 1e-39", "NaN, 1"})
  void ends_that_do_not_differ_are_refused(float from, float to) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Rise(Ramp.X, from, to))
        .withMessage("to: must differ from `from`, got " + to);
  }
}

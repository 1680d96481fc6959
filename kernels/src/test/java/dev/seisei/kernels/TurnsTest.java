package dev.seisei.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class TurnsTest {
  @Test
  void cosine_and_sine_are_those_of_the_circle() {
    for (int i = -3000; i <= 3000; i++) {
      float turns = i / 1000f;
      assertThat((double) Turns.cos(turns)).isCloseTo(Math.cos(2 * Math.PI * turns), within(7e-8));
      assertThat((double) Turns.sin(turns)).isCloseTo(Math.sin(2 * Math.PI * turns), within(7e-8));
    }
  }

  @Test
  void quarters_are_exact() {
    assertThat(Turns.cos(0)).isEqualTo(1);
    assertThat(Turns.sin(0.25f)).isEqualTo(1);
    assertThat(Turns.cos(0.5f)).isEqualTo(-1);
    assertThat(Turns.sin(0.75f)).isEqualTo(-1);
    assertThat(Turns.sin(1)).isZero();
  }
}

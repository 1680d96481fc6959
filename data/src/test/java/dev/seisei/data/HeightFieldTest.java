package dev.seisei.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HeightFieldTest {
  @Test
  void ground_meets_the_samples_and_bends_along_the_cut() {
    var field = new HeightField(2, new float[] {0, 4, 2, 10});
    assertThat(field.ground(0, 0)).isEqualTo(0);
    assertThat(field.ground(1, 0)).isEqualTo(4);
    assertThat(field.ground(0, 1)).isEqualTo(2);
    assertThat(field.ground(1, 1)).isEqualTo(10);
    assertThat(field.ground(0.5f, 0.5f)).isEqualTo(3);
    assertThat(field.ground(0.25f, 0.25f)).isEqualTo(1.5f);
    assertThat(field.ground(0.75f, 0.75f)).isEqualTo(6.5f);
  }
}

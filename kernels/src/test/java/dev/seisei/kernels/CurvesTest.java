package dev.seisei.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class CurvesTest {
  @Test
  void smooth_step_rises_between_its_ends_and_falls_when_they_are_swapped() {
    float[] values = {-5, 0, 1, 2, 9};
    float[] out = new float[5];
    Curves.smoothStep(values, 5, 0, 2, out);
    assertThat(out).containsExactly(0, 0, 0.5f, 1, 1);
    Curves.smoothStep(values, 5, 2, 0, values);
    assertThat(values).containsExactly(1, 1, 0.5f, 0, 0);
    assertThatThrownBy(() -> Curves.smoothStep(values, 5, 1, 1, out))
        .hasMessage("to: must differ from `from`, got 1.0");
  }

  @Test
  void a_spline_meets_its_points_and_never_overshoots() {
    float[] at = {-1, 0, 0.1f, 1};
    float[] value = {-10, 0, 5, 5.5f};
    var spline = new Curves.Spline(at, value);
    float[] out = new float[4];
    spline.fill(at, 4, out);
    assertThat(out).containsExactly(value);
    assertThat(spline.least()).isEqualTo(-10);
    assertThat(spline.most()).isEqualTo(5.5f);
    int count = 1001;
    float[] line = new float[count];
    for (int i = 0; i < count; i++) {
      line[i] = -1.2f + i * 0.0024f;
    }
    spline.fill(line, count, line);
    for (int i = 1; i < count; i++) {
      assertThat(line[i]).isBetween(line[i - 1] - 1e-5f, 5.5f);
    }
    assertThat(line[0]).isEqualTo(-10);
  }

  @Test
  void a_spline_refuses_points_that_do_not_ascend() {
    assertThatThrownBy(() -> new Curves.Spline(new float[] {0, 0}, new float[] {1, 2}))
        .hasMessage("points: must ascend, got 0.0 after 0.0");
  }

  @Test
  void a_smooth_least_is_the_least_away_from_the_crossing_and_a_quarter_width_below_it_there() {
    float[] a = {0, 5, 10, 4};
    float[] b = {10, 5, 0, 5};
    float[] out = new float[4];
    Curves.smoothLeast(a, b, 4, 1, 4, out);
    assertThat(out[0]).isZero();
    assertThat(out[1]).isEqualTo(4);
    assertThat(out[2]).isZero();
    assertThat(out[3]).isEqualTo(4 - 0.5625f);
    Curves.smoothLeast(a, b, 4, -1, 4, out);
    assertThat(out).containsExactly(10, 6, 10, 5 + 0.5625f);
  }

  @Test
  void terraces_are_flat_then_rise_to_the_next() {
    float[] out = new float[6];
    Curves.terrace(new float[] {0, 1, 5, 7.5f, 9.999f, -10}, 6, 10, 0.5f, out);
    assertThat(out[0]).isZero();
    assertThat(out[1]).isZero();
    assertThat(out[2]).isZero();
    assertThat(out[3]).isEqualTo(5);
    assertThat(out[4]).isCloseTo(10, org.assertj.core.api.Assertions.within(1e-2f));
    assertThat(out[5]).isEqualTo(-10);
  }
}

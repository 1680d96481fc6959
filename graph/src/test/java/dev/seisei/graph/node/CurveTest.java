package dev.seisei.graph.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.seisei.kernels.Curves;
import org.junit.jupiter.api.Test;

final class CurveTest {
  private static final float[] AT = {-2, 0, 1, 4};
  private static final float[] VALUE = {7, 7, -3, 12};
  private static final Curve CURVE = new Curve(Ramp.X, new Curves.Spline(AT, VALUE));

  @Test
  void it_goes_through_its_points() {
    assertThat(Ramp.at(AT).of(CURVE)).containsExactly(VALUE);
  }

  @Test
  void it_stays_where_it_ends() {
    assertThat(Ramp.at(-100, 5, 1e6f).of(CURVE)).containsExactly(7, 12, 12);
  }

  @Test
  void it_is_flat_between_equals_and_between_the_others_between_them() {
    for (int i = 1; i < 100; i++) {
      float share = i / 100f;
      float[] values = Ramp.at(-2 * share, share, 1 + 3 * share).of(CURVE);
      assertThat(values[0]).isCloseTo(7, within(1e-5f));
      assertThat(values[1]).isStrictlyBetween(-3f, 7f);
      assertThat(values[2]).isStrictlyBetween(-3f, 12f);
    }
  }

  @Test
  void two_points_make_a_straight_line() {
    var line = new Curve(Ramp.X, new Curves.Spline(new float[] {0, 8}, new float[] {1, 5}));
    assertThat(Ramp.at(2, 4, 6).of(line)).containsExactly(2, 3, 4);
  }
}

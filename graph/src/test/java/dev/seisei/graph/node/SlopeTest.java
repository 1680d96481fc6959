package dev.seisei.graph.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.seisei.graph.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SlopeTest {

  @ParameterizedTest
  @CsvSource({"0, 0, 0", "1, 0, 1", "0, -2, 2", "3, 4, 5", "-0.75, 1, 1.25"})
  void a_ramp_is_as_steep_as_it_rises(float east, float south, float steepness) {
    var ramp = new Ramp(east, south);
    for (float reach : new float[] {0.25f, 2, 64}) {
      float[] slope = Samples.grid(-3, -3, 7, 16).of(new Slope(ramp, reach));
      for (float each : slope) {
        assertThat(each).isCloseTo(steepness, within(1e-4f));
      }
    }
  }

  /// The curve x² has the slope 2x, and central differences of it are exact.
  @Test
  void a_bowl_gets_steeper_evenly() {
    var bowl = new Arithmetic(Arithmetic.Operation.MULTIPLY, Ramp.X, Ramp.X);
    assertThat(Ramp.at(-3, 0, 0.5f, 8).of(new Slope(bowl, 2))).containsExactly(6, 0, 1, 16);
  }

  @Test
  void a_ridge_is_as_steep_as_what_lies_within_its_reach() {
    var ridge = new Arithmetic(Arithmetic.Operation.LEAST, Ramp.X, new Constant(0));
    assertThat(Ramp.at(-8, -2, 0, 1, 2).of(new Slope(ridge, 2)))
        .containsExactly(1, 1, 0.5f, 0.25f, 0);
  }
}

package dev.seisei.kernels.terrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.seisei.testkit.Digests;
import org.junit.jupiter.api.Test;

final class FlowTest {
  private static final int ROUNDS = 30;
  private static final int STEPS = 24;

  private static float[] filled(float[] heights, int side, float depth, int rounds) {
    float[] out = new float[heights.length];
    Flow.fill(heights, side, depth, rounds, new float[heights.length], out);
    return out;
  }

  private static float[] counted(float[] heights, int side, int steps) {
    float[] out = new float[heights.length];
    Flow.accumulate(heights, side, steps, new int[heights.length], out);
    return out;
  }

  @Test
  void water_has_its_golden_bits() {
    float[] filled = filled(Ground.window(-40, 7, 150), 150, 4, ROUNDS);
    assertThat(Digests.of(filled)).isEqualTo("e749d09a5ed429c0");
    assertThat(Digests.of(counted(filled, 150, STEPS))).isEqualTo("f3c37eac1b5708ee");
  }

  /// A slope with a hole in it: the hole fills to its lowest rim, and nothing else does.
  @Test
  void a_hollow_fills_up_to_its_rim() {
    int side = 81;
    float[] slope = new float[side * side];
    for (int i = 0; i < slope.length; i++) {
      slope[i] = (i % side) * 0.5f;
    }
    for (int j = 38; j <= 42; j++) {
      for (int i = 38; i <= 42; i++) {
        slope[j * side + i] = 15;
      }
    }
    for (int rounds : new int[] {30, 31}) {
      float[] level = filled(slope, side, 8, rounds);
      assertThat(level[40 * side + 40]).isCloseTo(18.5f, within(0.01f));
      assertThat(level[40 * side + 42]).isCloseTo(18.5f, within(0.01f));
      assertThat(level[40 * side + 45]).isEqualTo(22.5f);
      assertThat(level[20 * side + 40]).isEqualTo(20);
    }
  }

  @Test
  void water_runs_down_a_valley_from_as_far_as_it_is_followed() {
    int side = 61;
    float[] valley = new float[side * side];
    for (int i = 0; i < valley.length; i++) {
      int row = i / side;
      valley[i] = Math.abs(i % side - 30) + row * 0.1f;
    }
    float[] counts = counted(valley, side, 10);
    // Beside the valley: from all that lies in line above, as far as it is followed.
    assertThat(counts[30 * side + 45]).isEqualTo(11);
    assertThat(counts[30 * side + 30]).isGreaterThan(100);
    assertThat(counts[30 * side + 59]).isEqualTo(1);
  }

  @Test
  void windows_agree_an_apron_within() {
    int apron = ROUNDS + STEPS + 2;
    int core = 30;
    int side = core + 2 * apron;
    float[] here = counted(filled(Ground.window(3, 4, side), side, 4, ROUNDS), side, STEPS);
    float[] there =
        counted(filled(Ground.window(3 + 11, 4 + 6, side), side, 4, ROUNDS), side, STEPS);
    for (int row = 6; row < core; row++) {
      for (int column = 11; column < core; column++) {
        assertThat(here[(apron + row) * side + apron + column])
            .isEqualTo(there[(apron + row - 6) * side + apron + column - 11]);
      }
    }
  }

  @Test
  void a_grid_is_read_smoothly_and_never_beyond_its_samples() {
    int side = 12;
    float[] values = new float[side * side];
    for (int i = 0; i < values.length; i++) {
      int row = i / side;
      values[i] = 3 * (i % side) - 2 * row;
    }
    // Straight ground stays straight.
    for (float share = 0; share <= 1; share += 0.125f) {
      assertThat(SplineGrid.at(values, side, 5 * side + 4, share, 0.5f))
          .isCloseTo(3 * (4 + share) - 11, within(1e-4f));
    }
    // From the end of a cell to the begin of the next there is no step.
    float[] ground = Ground.window(0, 0, side);
    assertThat(SplineGrid.at(ground, side, 5 * side + 4, 1, 0.3f))
        .isCloseTo(SplineGrid.at(ground, side, 5 * side + 5, 0, 0.3f), within(1e-5f));
    float[] spike = new float[side * side];
    spike[5 * side + 5] = 9;
    assertThat(SplineGrid.at(spike, side, 5 * side + 5, 0, 0)).isCloseTo(4, within(1e-5f));
    assertThat(SplineGrid.at(spike, side, 5 * side + 7, 0, 0)).isZero();
  }
}

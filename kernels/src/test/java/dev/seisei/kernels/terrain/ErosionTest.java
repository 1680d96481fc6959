package dev.seisei.kernels.terrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.seisei.testkit.Digests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ErosionTest {
  private static final HydraulicErosion.Rain RAIN =
      new HydraulicErosion.Rain(24, 1, 0.4f, 0.2f, 1, 0.03f, 0.04f, 0.02f);
  private static final int PASSES = 3;

  private static float[] rained(int column, int row, int side, HydraulicErosion.Rain rain) {
    float[] heights = Ground.window(column, row, side);
    for (int pass = 0; pass < PASSES; pass++) {
      float[] out = new float[heights.length];
      HydraulicErosion.pass(
          rain, heights, side, column, row, 9 + pass, new float[heights.length], out);
      heights = out;
    }
    return heights;
  }

  @Test
  void rain_has_its_golden_bits() {
    assertThat(Digests.of(rained(-100, 40, 200, RAIN))).isEqualTo("4e0a9a200747365c");
  }

  /// What lies an apron within does not depend on where the window begins.
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void windows_agree_an_apron_within(int radius) {
    var rain = new HydraulicErosion.Rain(20, radius, 0.5f, 0.3f, 2, 0.1f, 0.05f, 0.01f);
    int apron = PASSES * HydraulicErosion.apron(rain);
    int core = 40;
    int side = core + 2 * apron;
    float[] here = rained(-30, 12, side, rain);
    float[] there = rained(-30 + 17, 12 - 9, side, rain);
    for (int row = 9; row < core; row++) {
      for (int column = 17; column < core; column++) {
        assertThat(here[(apron + row - 9) * side + apron + column])
            .isEqualTo(there[(apron + row) * side + apron + column - 17]);
      }
    }
  }

  @Test
  void samples_stay_within_their_old_neighbours() {
    int side = 120;
    float[] heights = Ground.window(0, 0, side);
    float[] out = new float[heights.length];
    HydraulicErosion.pass(RAIN, heights, side, 0, 0, 1, new float[heights.length], out);
    int changed = 0;
    for (int j = 1; j < side - 1; j++) {
      for (int i = 1; i < side - 1; i++) {
        int at = j * side + i;
        if (out[at] == heights[at]) {
          continue;
        }
        changed++;
        float least = Float.MAX_VALUE;
        float most = -Float.MAX_VALUE;
        for (int k = 0; k < 9; k++) {
          if (k != 4) {
            float near = heights[at + (k / 3 - 1) * side + k % 3 - 1];
            least = Math.min(least, near);
            most = Math.max(most, near);
          }
        }
        assertThat(out[at]).isBetween(least, most);
      }
    }
    assertThat(changed).isGreaterThan(side * side / 2);
  }

  /// Drops that leave the window take what they carry along, so the ground is a bowl that none
  /// leaves.
  @Test
  void what_rain_digs_it_lays_but_for_what_is_kept_within_neighbours() {
    int side = 161;
    float[] bowl = new float[side * side];
    float[] noise = Ground.window(0, 0, side);
    for (int i = 0; i < bowl.length; i++) {
      int row = i / side;
      double away = Math.hypot(i % side - 80, row - 80);
      bowl[i] = (float) (away * away * 0.01) + noise[i] * 0.2f;
    }
    float[] out = new float[bowl.length];
    float[] change = new float[bowl.length];
    HydraulicErosion.pass(RAIN, bowl, side, 0, 0, 5, change, out);
    double moved = 0;
    double net = 0;
    for (float each : change) {
      moved += Math.abs(each);
      net += each;
    }
    assertThat(moved).isGreaterThan(100);
    assertThat(Math.abs(net)).isLessThan(1e-6 * moved);
    assertThat(Math.abs(Ground.sum(out) - Ground.sum(bowl))).isLessThan(0.15 * moved);
  }

  @Test
  void rain_on_flat_ground_does_nothing() {
    float[] flat = new float[60 * 60];
    float[] out = new float[flat.length];
    HydraulicErosion.pass(RAIN, flat, 60, 0, 0, 5, new float[flat.length], out);
    assertThat(out).containsOnly(0);
  }

  @Test
  void rain_makes_valleys_deeper_than_ridges() {
    int side = 240;
    float[] before = Ground.window(0, 0, side);
    float[] after = rained(0, 0, side, RAIN);
    double hollow = 0;
    double crest = 0;
    for (int j = 60; j < side - 60; j++) {
      for (int i = 60; i < side - 60; i++) {
        int at = j * side + i;
        double bend =
            before[at - 4]
                + before[at + 4]
                + before[at - 4 * side]
                + before[at + 4 * side]
                - 4 * before[at];
        if (bend > 4) {
          hollow += Math.abs(after[at] - before[at]);
        } else if (bend < -4) {
          crest += Math.abs(after[at] - before[at]);
        }
      }
    }
    assertThat(hollow).isGreaterThan(crest);
  }

  @Test
  void rain_that_makes_no_sense_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HydraulicErosion.Rain(65, 1, 0.4f, 0.2f, 1, 0.03f, 0.04f, 0))
        .withMessage("steps: must be 1 to 64, got 65");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HydraulicErosion.Rain(20, 4, 0.4f, 0.2f, 1, 0.03f, 0.04f, 0))
        .withMessage("radius: must be 0 to 3, got 4");
  }

  private static float[] slid(float[] heights, int side, int passes, float talus) {
    float[] from = heights;
    for (int pass = 0; pass < passes; pass++) {
      float[] out = new float[from.length];
      ThermalErosion.pass(from, side, talus, out);
      from = out;
    }
    return from;
  }

  @Test
  void sliding_ground_has_its_golden_bits() {
    assertThat(Digests.of(slid(Ground.window(5, 5, 100), 100, 10, 0.4f)))
        .isEqualTo("ada66021496dff86");
  }

  @Test
  void what_slides_is_not_lost_and_slopes_end_at_what_holds() {
    int side = 101;
    float[] spike = new float[side * side];
    spike[50 * side + 50] = 400;
    float[] heap = slid(spike, side, 4000, 0.5f);
    assertThat(Ground.sum(heap)).isCloseTo(400, within(0.05));
    for (int j = 1; j < side - 1; j++) {
      for (int i = 1; i < side - 1; i++) {
        assertThat(Math.abs(heap[j * side + i] - heap[j * side + i + 1])).isLessThan(0.6f);
      }
    }
    // The same from all sides.
    for (int away = 1; away < 20; away++) {
      assertThat(heap[50 * side + 50 + away])
          .isCloseTo(heap[50 * side + 50 - away], within(1e-3f))
          .isCloseTo(heap[(50 + away) * side + 50], within(1e-3f));
    }
  }

  @Test
  void what_holds_does_not_slide() {
    float[] heights = new float[50 * 50];
    for (int i = 0; i < heights.length; i++) {
      heights[i] = (i % 50) * 0.4f;
    }
    assertThat(slid(heights, 50, 5, 0.5f)).containsExactly(heights);
  }
}

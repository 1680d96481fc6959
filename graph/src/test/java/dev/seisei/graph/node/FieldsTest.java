package dev.seisei.graph.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.seisei.graph.Node.Field;
import dev.seisei.graph.Reach;
import dev.seisei.graph.Samples;
import dev.seisei.kernels.noise.Cellular;
import dev.seisei.kernels.noise.FractalNoise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Nodes whose every value is known.
final class FieldsTest {

  private static float[] of(Field field, float... x) {
    return Ramp.at(x).of(field);
  }

  private static Samples at(float x, float z) {
    return new Samples(new float[] {x}, new float[] {z});
  }

  @Test
  void coordinates_are_where_a_place_is() {
    assertThat(at(3, -8).of(new Coordinates(false))).containsExactly(3);
    assertThat(at(3, -8).of(new Coordinates(true))).containsExactly(-8);
  }

  @Test
  void white_is_the_same_within_a_square_and_another_beyond() {
    float[] values = of(new White(4, 9), 0, 1, 3.9f, 4, -0.1f);
    assertThat(values[1]).isEqualTo(values[0]);
    assertThat(values[2]).isEqualTo(values[0]);
    assertThat(values[3]).isNotEqualTo(values[0]);
    assertThat(values[4]).isNotEqualTo(values[0]);
    for (float value : values) {
      assertThat(value).isBetween(-1f, 1f);
    }
  }

  @Test
  void cells_without_jitter_are_a_square_grid() {
    var distance = new Cells(Cellular.Measure.DISTANCE, 10, 0, 4, 1, 0);
    var edges = new Cells(Cellular.Measure.EDGES, 10, 0, 4, 1, 0);
    float[] far = Samples.grid(-20, -20, 41, 1).of(distance);
    float[] near = Samples.grid(-20, -20, 41, 1).of(edges);
    for (int i = 0; i < far.length - 10; i++) {
      if (i % 41 < 31) {
        assertThat(far[i + 10]).isCloseTo(far[i], within(1e-4f));
      }
      assertThat(far[i]).isBetween(0f, 0.7072f);
      assertThat(near[i]).isBetween(0f, 1f);
    }
  }

  @ParameterizedTest
  @EnumSource(Cellular.Measure.class)
  void amplitude_and_offset_stretch_and_lift_cells(Cellular.Measure measure) {
    float[] plain = Samples.grid(0, 0, 9, 3).of(new Cells(measure, 20, 0.9f, 4, 1, 0));
    float[] made = Samples.grid(0, 0, 9, 3).of(new Cells(measure, 20, 0.9f, 4, -3, 50));
    for (int i = 0; i < plain.length; i++) {
      assertThat(made[i]).isCloseTo(50 - 3 * plain[i], within(1e-5f));
    }
  }

  @Test
  void a_push_looks_up_where_it_is_told_to() {
    assertThat(at(3, -8).of(new Push(new Ramp(1, 100), new Constant(2), new Constant(0.5f))))
        .containsExactly(3 + 2 + 100 * (-8 + 0.5f));
  }

  @Test
  void a_gradient_warp_goes_uphill_by_the_metres_and_less_where_it_is_gentle() {
    assertThat(of(new GradientWarp(Ramp.X, new Ramp(0.5f, 0), 8, 2), 10)).containsExactly(14);
    assertThat(of(new GradientWarp(Ramp.X, new Ramp(3, 0), 8, 2), 10)).containsExactly(18);
    assertThat(of(new GradientWarp(Ramp.X, new Ramp(-3, 0), 8, 2), 10)).containsExactly(2);
    assertThat(of(new GradientWarp(Ramp.Z, new Ramp(-3, 0), 8, 2), 10)).containsExactly(0);
  }

  @Test
  void what_is_placed_lies_elsewhere_turned_and_stretched() {
    var placed = new Placed(new Ramp(1, 100), 10, 20, 90, 2);
    // Clockwise from above: its x axis now points towards south.
    assertThat(at(10, 26).of(placed)[0]).isCloseTo(3, within(1e-3f));
    assertThat(at(6, 20).of(placed)[0]).isCloseTo(200, within(1e-3f));
  }

  @Test
  void tiles_repeat_and_mirrored_ones_fit() {
    assertThat(of(new Repeat(Ramp.X, 10, false), -4, 4, 6, 16, -12))
        .containsExactly(-4, 4, -4, -4, -2);
    assertThat(of(new Repeat(Ramp.X, 10, true), -4, 4, 6, 14, 16))
        .containsExactly(-4, 4, 4, -4, -4);
  }

  @Test
  void a_quotient_is_refused_where_its_divisor_could_be_0() {
    assertThat(of(new Arithmetic(Arithmetic.Operation.DIVIDE, Ramp.X, new Constant(4)), 10))
        .containsExactly(2.5f);
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new Arithmetic(Arithmetic.Operation.DIVIDE, new Constant(1), Ramp.X)
                .range(Reach.upTo(10)))
        .withMessageStartingWith("b must stay above 0.001 or below -0.001, but could reach");
  }

  @Test
  void single_fields_are_made_absolute_and_their_root_is_drawn() {
    assertThat(of(new Single(Single.Operation.ABSOLUTE, Ramp.X), -3, 4)).containsExactly(3, 4);
    assertThat(of(new Single(Single.Operation.ROOT, Ramp.X), -3, 0, 16)).containsExactly(0, 0, 4);
  }

  @Test
  void smooth_extremes_are_the_extremes_away_from_the_crease() {
    var least = new SmoothExtreme(true, Ramp.X, new Constant(0), 4);
    var largest = new SmoothExtreme(false, Ramp.X, new Constant(0), 4);
    assertThat(of(least, -9, 0, 9)).containsExactly(-9, -1, 0);
    assertThat(of(largest, -9, 0, 9)).containsExactly(0, 1, 9);
  }

  @Test
  void clamp_and_remap_go_where_they_should() {
    assertThat(of(new Clamp(Ramp.X, -2, 5), -9, 1, 9)).containsExactly(-2, 1, 5);
    assertThat(of(new Remap(Ramp.X, 0, 10, 100, 200, false), -10, 5, 20))
        .containsExactly(0, 150, 300);
    assertThat(of(new Remap(Ramp.X, 0, 10, 100, 200, true), -10, 5, 20))
        .containsExactly(100, 150, 200);
    assertThatIllegalArgumentException().isThrownBy(() -> new Clamp(Ramp.X, 3, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> new Remap(Ramp.X, 3, 3, 0, 1, false));
  }

  @Test
  void select_takes_one_below_the_other_above_and_what_is_between_between() {
    var sharp = new Select(new Constant(1), new Constant(9), Ramp.X, 5, 0);
    assertThat(of(sharp, 4.9f, 5, 5.1f)).containsExactly(1, 9, 9);
    var soft = new Select(new Constant(1), new Constant(9), Ramp.X, 5, 2);
    assertThat(of(soft, 4, 5, 6)).containsExactly(1, 5, 9);
  }

  @Test
  void a_band_is_1_between_and_0_beyond_its_edges() {
    assertThat(of(new Band(Ramp.X, 2, 6, 2), -1, 0, 1, 2, 4, 6, 7, 8))
        .containsExactly(0, 0, 0.5f, 1, 1, 1, 0.5f, 0);
    assertThatIllegalArgumentException().isThrownBy(() -> new Band(Ramp.X, 3, 2, 1));
  }

  /// A field that falls towards the north faces north.
  @ParameterizedTest
  @CsvSource({
    "0, 1, 0, 0.7071",
    "0, 1, 180, -0.7071",
    "0, 1, 90, 0",
    "-1, 0, 90, 0.7071",
    "1, 0, 270, 0.7071"
  })
  void ground_faces_where_it_falls(float east, float south, float compass, float faces) {
    float[] facing = of(new Facing(new Ramp(east, south), compass, 2), 5);
    assertThat(facing[0]).isCloseTo(faces, within(1e-4f));
  }

  @Test
  void hollows_are_curved_up_and_crests_down() {
    var bowl = new Arithmetic(Arithmetic.Operation.MULTIPLY, Ramp.X, Ramp.X);
    assertThat(of(new Curvature(bowl, 4), 0, 7)).containsExactly(8, 8);
    assertThat(of(new Curvature(Ramp.X, 4), 3)).containsExactly(0);
  }

  @Test
  void shapes_combine() {
    var west = new Outline.Circle(0, 0, 5);
    var east = new Outline.Circle(6, 0, 5);
    assertThat(of(new Combined(Combined.How.UNION, west, east, 0), -7, 3, 13))
        .containsExactly(2, -2, 2);
    assertThat(of(new Combined(Combined.How.INTERSECTION, west, east, 0), -7, 3, 13))
        .containsExactly(8, -2, 8);
    assertThat(of(new Combined(Combined.How.DIFFERENCE, west, east, 0), -3, 3))
        .containsExactly(-2, 2);
    float[] smooth = of(new Combined(Combined.How.UNION, west, east, 4), -7, 3, 13);
    assertThat(smooth[0]).isEqualTo(2);
    assertThat(smooth[1]).isEqualTo(-3);
  }

  @Test
  void boxes_refuse_corners_rounder_than_they_are() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Outline.Box(0, 0, 10, 4, 0, 2.5f))
        .withMessage("corner: must be at most half a side, 2.0, got 2.5");
  }

  @Test
  void progressive_warps_push_another_way_but_no_farther() {
    var octaves = new FractalNoise.Octaves(60, 3, 2.03f, 0.5f);
    Samples places = Samples.grid(-20, -20, 41, 5);
    float[] eddies = places.of(new DomainWarp(Ramp.X, octaves, 12, true, 8));
    assertThat(eddies).isNotEqualTo(places.of(new DomainWarp(Ramp.X, octaves, 12, false, 8)));
    for (int i = 0; i < eddies.length; i++) {
      assertThat(Math.abs(eddies[i] - places.x()[i])).isLessThan(12.2f);
    }
  }
}

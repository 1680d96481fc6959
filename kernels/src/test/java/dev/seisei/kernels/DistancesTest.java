package dev.seisei.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class DistancesTest {
  private static final float[] X = {0, 3, 10, -4, 7};
  private static final float[] Z = {0, 4, 0, -3, 24};
  private final float[] out = new float[X.length];

  @Test
  void a_circle_is_as_far_as_its_middle_less_its_radius() {
    Distances.circle(X, Z, X.length, 0, 0, 5, out);
    assertThat(out).containsExactly(-5, 0, 5, 0, 20);
    Distances.circle(X, Z, X.length, 3, 4, 0, out);
    assertThat(out[1]).isZero();
    assertThat(out[0]).isEqualTo(5);
  }

  @Test
  void a_ring_is_negative_on_its_band_only() {
    Distances.ring(X, Z, X.length, 0, 0, 5, 2, out);
    assertThat(out).containsExactly(4, -1, 4, -1, 19);
  }

  @Test
  void a_box_is_near_its_sides_and_beyond_its_corners() {
    Distances.box(X, Z, X.length, 0, 0, 1, 0, 7, 4, 0, out);
    assertThat(out).containsExactly(-4, 0, 3, -1, 20);
  }

  @Test
  void a_turned_box_is_the_same_seen_from_its_side() {
    float[] turned = new float[X.length];
    Distances.box(X, Z, X.length, 0, 0, 1, 0, 7, 4, 1, out);
    Distances.box(X, Z, X.length, 0, 0, 0, 1, 4, 7, 1, turned);
    assertThat(turned).containsExactly(out);
  }

  @Test
  void a_box_of_round_corners_only_is_a_circle() {
    float[] circle = new float[X.length];
    Distances.box(X, Z, X.length, 1, 2, 0.6f, 0.8f, 3, 3, 3, out);
    Distances.circle(X, Z, X.length, 1, 2, 3, circle);
    for (int i = 0; i < out.length; i++) {
      assertThat(out[i]).isCloseTo(circle[i], within(1e-4f));
    }
  }

  @Test
  void a_polyline_is_as_far_as_its_nearest_piece() {
    Distances.polyline(X, Z, X.length, new float[] {0, 10, 10}, new float[] {0, 0, 20}, 1, out);
    assertThat(out).containsExactly(-1, 3, -1, 4, 4);
  }

  @Test
  void a_line_of_one_place_is_a_circle() {
    float[] circle = new float[X.length];
    Distances.polyline(X, Z, X.length, new float[] {3, 3}, new float[] {4, 4}, 2, out);
    Distances.circle(X, Z, X.length, 3, 4, 2, circle);
    assertThat(out).containsExactly(circle);
  }

  /// No step is longer than the way, and somewhere on a straight way out it is as long.
  @Test
  void distances_change_by_no_more_than_one_goes() {
    int count = 4000;
    float[] x = new float[count];
    float[] z = new float[count];
    for (int i = 0; i < count; i++) {
      x[i] = i * 0.03f - 60;
      z[i] = i * 0.04f - 80;
    }
    float[] far = new float[count];
    Distances.box(x, z, count, 2, 1, 0.8f, 0.6f, 12, 9, 3, far);
    requireGentle(far);
    Distances.ring(x, z, count, 0, 0, 30, 4, far);
    requireGentle(far);
    Distances.polyline(x, z, count, new float[] {-9, 4, 30}, new float[] {0, 8, -8}, 2, far);
    requireGentle(far);
  }

  private static void requireGentle(float[] far) {
    for (int i = 1; i < far.length; i++) {
      assertThat(Math.abs(far[i] - far[i - 1])).isLessThan(0.0502f);
    }
  }
}

package dev.seisei.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JitteredGridTest {
  private record Point(float x, float z, int hash) {}

  private static List<Point> points(float keep, float minX, float minZ, float size) {
    var points = new ArrayList<Point>();
    JitteredGrid.visit(
        3, 2.7f, 1, keep, minX, minZ, size, (x, z, hash) -> points.add(new Point(x, z, hash)));
    return points;
  }

  @Test
  void windows_side_by_side_hold_each_point_once() {
    var whole = points(1, -64, -64, 128);
    var parts = new ArrayList<Point>();
    for (int row = -2; row < 2; row++) {
      for (int column = -2; column < 2; column++) {
        parts.addAll(points(1, column * 32, row * 32, 32));
      }
    }
    assertThat(parts).containsExactlyInAnyOrderElementsOf(whole);
    assertThat(whole.size()).isBetween(2100, 2400);
  }

  @Test
  void a_smaller_share_is_part_of_a_larger_one() {
    var half = points(0.5f, 0, 0, 256);
    assertThat(new HashSet<>(half)).containsAll(points(0.25f, 0, 0, 256));
    assertThat((double) half.size()).isBetween(4200.0, 4800.0);
  }
}

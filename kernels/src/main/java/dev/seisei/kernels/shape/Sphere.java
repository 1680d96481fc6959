package dev.seisei.kernels.shape;

import java.util.ArrayList;
import java.util.List;

/// A unit sphere of nearly equal triangles: the icosahedron, each of its faces cut into
/// `frequency²` triangles. One of its corners points up.
///
/// Source: M. J. Wenninger, "Spherical Models", 1979, class I subdivision.
///
/// [#BLUNT] is made of rings instead.
///
/// @param directions unit vectors of the vertices
/// @param triangles three indices each, counter-clockwise seen from outside
record Sphere(List<Vec> directions, List<Integer> triangles) {
  /// 20 triangles.
  static final Sphere COARSE = of(1);

  /// 80 triangles.
  static final Sphere MIDDLE = of(2);

  /// 180 triangles.
  static final Sphere FINE = of(3);

  /// 36 triangles in a blunter shape, round as far as so few can be: poles and three rings of six.
  static final Sphere BLUNT = blunt(6);

  private static final float SAME = 1e-3f;

  private static Sphere of(int frequency) {
    var sphere = new Sphere(new ArrayList<>(), new ArrayList<>());
    float height = (float) Math.sqrt(0.2);
    Vec top = Vec.UP;
    Vec bottom = Vec.UP.times(-1);
    for (int k = 0; k < 5; k++) {
      Vec upper = Vec.level(k / 5f).times(2 * height).plus(Vec.UP, height);
      Vec upperNext = Vec.level((k + 1) / 5f).times(2 * height).plus(Vec.UP, height);
      Vec lower = Vec.level((k + 0.5f) / 5f).times(2 * height).plus(Vec.UP, -height);
      Vec lowerNext = Vec.level((k + 1.5f) / 5f).times(2 * height).plus(Vec.UP, -height);
      sphere.face(top, upper, upperNext, frequency);
      sphere.face(upper, lower, upperNext, frequency);
      sphere.face(upperNext, lower, lowerNext, frequency);
      sphere.face(bottom, lowerNext, lower, frequency);
    }
    return new Sphere(List.copyOf(sphere.directions), List.copyOf(sphere.triangles));
  }

  private static Sphere blunt(int sides) {
    float[] heights = {0.7f, 0, -0.7f};
    var sphere = new Sphere(new ArrayList<>(), new ArrayList<>());
    Vec bottom = Vec.UP.times(-1);
    for (int k = 0; k < sides; k++) {
      var here = new Vec[3];
      var next = new Vec[3];
      for (int ring = 0; ring < 3; ring++) {
        float twist = 0.5f * ring;
        here[ring] = Vec.level((k + twist) / sides).plus(Vec.UP, 1.4f * heights[ring]);
        next[ring] = Vec.level((k + 1 + twist) / sides).plus(Vec.UP, 1.4f * heights[ring]);
      }
      sphere.triangle(Vec.UP, here[0], next[0]);
      for (int ring = 0; ring < 2; ring++) {
        sphere.triangle(here[ring], here[ring + 1], next[ring]);
        sphere.triangle(next[ring], here[ring + 1], next[ring + 1]);
      }
      sphere.triangle(bottom, next[2], here[2]);
    }
    return new Sphere(List.copyOf(sphere.directions), List.copyOf(sphere.triangles));
  }

  private void face(Vec a, Vec b, Vec c, int frequency) {
    Vec right = b.minus(a).times(1f / frequency);
    Vec on = c.minus(b).times(1f / frequency);
    for (int row = 0; row < frequency; row++) {
      for (int i = 0; i <= row; i++) {
        Vec first = a.plus(right, row).plus(on, i);
        Vec below = first.plus(right);
        triangle(first, below, below.plus(on));
        if (i < row) {
          triangle(first, below.plus(on), first.plus(on));
        }
      }
    }
  }

  private void triangle(Vec a, Vec b, Vec c) {
    triangles.add(index(a.unit()));
    triangles.add(index(b.unit()));
    triangles.add(index(c.unit()));
  }

  private int index(Vec direction) {
    for (int i = 0; i < directions.size(); i++) {
      if (directions.get(i).minus(direction).length() < SAME) {
        return i;
      }
    }
    directions.add(direction);
    return directions.size() - 1;
  }
}

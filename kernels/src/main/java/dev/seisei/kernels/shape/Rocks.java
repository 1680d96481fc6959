package dev.seisei.kernels.shape;

import dev.seisei.kernels.Hash;
import java.util.Arrays;
import java.util.List;

/// Boulders, slabs and stones: a sphere cut by planes, roughened by value noise, with edges where
/// faces meet steeply.
///
/// Edges and tops are lighter, as worn and dusty stone is; hollows and the foot are darker.
public final class Rocks {
  private static final int CUTS = 11;
  private static final float SUNK = 0.18f;

  private Rocks() {}

  /// Shapes one rock.
  ///
  /// @param detail 0 for near (180 triangles), 1 for far (20)
  public static ShapeMesh shape(RockForm form, int seed, int detail) {
    boolean near = Detail.isNear(detail);
    Sphere sphere = near ? Sphere.FINE : Sphere.COARSE;
    var cuts = new Cuts(form, seed);
    var places = new Vec[sphere.directions().size()];
    for (int v = 0; v < places.length; v++) {
      places[v] = cuts.surface(sphere.directions().get(v));
    }
    settle(places, form);
    return new Creases(places, sphere.triangles()).mesh(colours(places, sphere, form, seed));
  }

  /// Stretches the rock to its width and sinks its foot into the ground.
  private static void settle(Vec[] places, RockForm form) {
    float widest = 0;
    float least = Float.MAX_VALUE;
    float most = -Float.MAX_VALUE;
    for (Vec place : places) {
      widest = Math.max(widest, new Vec(place.x(), 0, place.z()).length());
      least = Math.min(least, place.y());
      most = Math.max(most, place.y());
    }
    float size = form.widthMetres() / 2 / widest;
    float sunk = least + SUNK * (most - least);
    for (int v = 0; v < places.length; v++) {
      places[v] = places[v].plus(Vec.UP, -sunk).times(size);
    }
  }

  private static Rgb[] colours(Vec[] places, Sphere sphere, RockForm form, int seed) {
    float size = form.widthMetres();
    float[] bulge = bulges(places, sphere.triangles());
    float most = 0;
    for (Vec place : places) {
      most = Math.max(most, place.y());
    }
    var colours = new Rgb[places.length];
    for (int v = 0; v < places.length; v++) {
      Vec place = places[v];
      float grain = Lumps.at(seed ^ 0x67726e, place.times(5 / size));
      float foot = Math.clamp(place.y() / (0.45f * most), 0f, 1f);
      float light = 0.55f + 0.35f * foot + 0.2f * (grain - 0.5f);
      light += Math.clamp(9 * bulge[v] / size, -0.25f, 0.22f);
      float cover = 1.5f * (place.y() / most) + 0.9f * (grain - 0.5f) - 0.55f;
      colours[v] =
          form.stone()
              .warmer(0.12f * (grain - 0.5f))
              .times(light)
              .mix(form.top().times(light), Math.clamp(cover, 0f, 0.85f));
    }
    return colours;
  }

  /// How far each vertex stands out from the mean of its neighbours.
  private static float[] bulges(Vec[] places, List<Integer> corners) {
    var sums = new Vec[places.length];
    Arrays.fill(sums, Vec.ZERO);
    var counts = new int[places.length];
    Vec centre = Vec.ZERO;
    for (Vec place : places) {
      centre = centre.plus(place, 1f / places.length);
    }
    for (int i = 0; i < corners.size(); i++) {
      int vertex = corners.get(i);
      int next = corners.get(i - i % 3 + (i + 1) % 3);
      sums[vertex] = sums[vertex].plus(places[next]);
      counts[vertex]++;
    }
    var bulges = new float[places.length];
    for (int v = 0; v < places.length; v++) {
      Vec mean = sums[v].times(1f / counts[v]);
      bulges[v] = places[v].minus(mean).dot(places[v].minus(centre).unit());
    }
    return bulges;
  }

  /// A rock about the origin, before it is laid down.
  private static final class Cuts {
    private final Vec[] normals = new Vec[CUTS];
    private final float[] distances = new float[CUTS];
    private final Vec stretch;
    private final float roughness;
    private final int seed;

    Cuts(RockForm form, int seed) {
      var dice = new Dice(seed);
      for (int k = 0; k < CUTS; k++) {
        normals[k] = dice.direction();
        distances[k] = dice.between(0.6f, 0.92f);
      }
      stretch = new Vec(1, 0.92f - 0.62f * form.flatness(), dice.between(0.68f, 0.95f));
      roughness = form.roughness();
      this.seed = Hash.of(seed, 1, 1);
    }

    Vec surface(Vec direction) {
      float radius = 1;
      for (int k = 0; k < CUTS; k++) {
        float facing = direction.dot(normals[k]);
        if (facing > 0.05f) {
          radius = Math.min(radius, distances[k] / facing);
        }
      }
      Vec place = direction.times(1.9f).plus(new Vec(9, 9, 9));
      float coarse = Lumps.at(seed, place) - 0.5f;
      float fine = Lumps.at(seed + 1, place.times(2.4f)) - 0.5f;
      radius *= 1 + roughness * (0.34f * coarse + 0.2f * fine);
      return direction.times(radius).times(stretch);
    }
  }
}

package dev.seisei.kernels.shape;

import dev.seisei.kernels.shape.Tubes.Station;
import java.util.List;

/// Spruces and firs: a straight trunk under whorls of drooping branches, each whorl a star-shaped
/// skirt that is closed from below.
///
/// The crown narrows to the tip as the whorls of a spruce do, whose branches are as long as the
/// years that they have had. Whorls lie closer together towards the tip. Needles are darkest at the
/// trunk and below, lightest where the branches end.
public final class Conifers {
  private static final int WHORLS = 8;
  private static final int FAR_WHORLS = 3;
  private static final float ROOT = 0.03f;

  private Conifers() {}

  /// Grows one tree.
  ///
  /// @param detail 0 for near (324 triangles), 1 for far (34)
  public static ShapeMesh grow(TreeForm form, int seed, int detail) {
    boolean near = Detail.isNear(detail);
    var dice = new Dice(seed);
    float height = form.heightMetres();
    Vec lean = Vec.level(dice.unit()).times(0.05f * form.irregularity() * height);
    float bare = height * dice.between(0.07f, 0.13f);
    var mesh = new MeshBuilder();
    trunk(mesh, form, lean, bare, near);
    int whorls = near ? WHORLS : FAR_WHORLS;
    for (int i = 0; i < whorls; i++) {
      // Both ends of a whorl on the crown's height, 0 at its lower rim, 1 at the tip.
      float low = rise(i / (float) whorls);
      float high = i == whorls - 1 ? 1 : Math.min(1, rise((i + (near ? 2.1f : 1.7f)) / whorls));
      whorl(mesh, form, dice.part(near ? i : i * WHORLS / FAR_WHORLS), lean, bare, low, high, near);
    }
    return mesh.build();
  }

  private static float rise(float share) {
    return share * (1.25f - 0.25f * share);
  }

  private static void trunk(MeshBuilder mesh, TreeForm form, Vec lean, float bare, boolean near) {
    float height = form.heightMetres();
    float radius = form.trunkMetres();
    Rgb dark = form.bark().times(0.55f);
    Vec root = new Vec(0, -ROOT * height, 0);
    Vec top = axis(lean, height, 0.6f * height);
    if (near) {
      Tubes.add(
          mesh,
          List.of(
              new Station(root, 1.7f * radius, form.bark().times(0.7f)),
              new Station(axis(lean, height, 0.6f * bare), radius, form.bark()),
              new Station(axis(lean, height, 1.6f * bare), 0.85f * radius, dark),
              new Station(top, 0, dark)),
          6,
          0);
    } else {
      Tubes.add(
          mesh,
          List.of(
              new Station(root, 1.4f * radius, form.bark().times(0.85f)),
              new Station(top, 0, dark)),
          4,
          0);
    }
  }

  /// The trunk's middle: leans more the higher.
  private static Vec axis(Vec lean, float height, float y) {
    float share = y / height;
    return new Vec(lean.x() * share * share, y, lean.z() * share * share);
  }

  private static void whorl(
      MeshBuilder mesh,
      TreeForm form,
      Dice dice,
      Vec lean,
      float bare,
      float low,
      float high,
      boolean near) {
    float height = form.heightMetres();
    float crown = height - bare;
    float widest = form.crownMetres() / 2;
    // Where the lowest branches are in the shade they are a little shorter again.
    float reach = widest * (1 - low) * (low < 0.1f ? 0.92f : 1f) + 0.02f * widest;
    float wild = form.irregularity();
    int tips = near ? (low < 0.4f ? 7 : low < 0.7f ? 6 : 5) : 6;
    Vec apex = axis(lean, height, bare + crown * high);
    Vec rim = axis(lean, height, bare + crown * low);
    float fall = apex.y() - rim.y();
    float turn = dice.unit();
    float light = 0.72f + 0.34f * low;
    Rgb leaf = form.leaf().warmer(dice.about(0.06f + 0.1f * wild));
    Rgb shade = form.leaf().times(0.3f).warmer(-0.15f);

    int fromVertex = mesh.vertices();
    int fromCorner = mesh.corners();
    int top = mesh.vertex(apex, leaf.times(high == 1 ? 1.15f : 0.5f * light));
    int bend = mesh.vertices();
    if (near) {
      for (int k = 0; k < tips; k++) {
        Vec out = Vec.level(turn + k / (float) tips);
        Vec place = rim.plus(out, 0.5f * reach).plus(Vec.UP, 0.46f * fall);
        mesh.vertex(place, leaf.times(0.68f * light));
      }
    }
    int edge = mesh.vertices();
    int points = near ? 2 * tips : tips;
    Vec[] ends = new Vec[points];
    for (int k = 0; k < points; k++) {
      boolean tip = !near || k % 2 == 0;
      float at = turn + (k + (tip ? dice.about(0.22f * wild) : 0)) / points;
      float out =
          reach
              * (tip ? 1 - dice.unit() * (0.1f + 0.22f * wild) : 0.72f - 0.1f * wild * dice.unit());
      float up = fall * (tip ? dice.about(0.05f + 0.1f * wild) - 0.04f : 0.13f);
      ends[k] = rim.plus(Vec.level(at), out).plus(Vec.UP, up);
      mesh.vertex(
          ends[k], tip ? leaf.times(1.16f * light).warmer(0.07f) : leaf.times(0.7f * light));
    }
    for (int k = 0; k < points; k++) {
      int next = (k + 1) % points;
      if (!near) {
        mesh.triangle(edge + k, edge + next, top);
      } else if (k % 2 == 0) {
        mesh.triangle(edge + k, edge + next, bend + k / 2);
      } else {
        mesh.triangle(edge + k, edge + next, bend + next / 2);
        mesh.triangle(edge + k, bend + next / 2, bend + k / 2);
        mesh.triangle(bend + k / 2, bend + next / 2, top);
      }
    }
    mesh.smooth(fromVertex, fromCorner);
    mesh.fan(fromVertex, rim.plus(Vec.UP, -0.3f * fall), 0.35f);
    underside(mesh, ends, rim.plus(Vec.UP, 0.3f * fall), shade, leaf.times(0.42f * light), near);
  }

  private static void underside(
      MeshBuilder mesh, Vec[] ends, Vec hub, Rgb shade, Rgb rim, boolean near) {
    int fromVertex = mesh.vertices();
    int fromCorner = mesh.corners();
    int points = ends.length;
    for (Vec end : ends) {
      mesh.vertex(end, rim);
    }
    if (near) {
      int middle = mesh.vertex(hub, shade);
      for (int k = 0; k < points; k++) {
        mesh.triangle(fromVertex + (k + 1) % points, fromVertex + k, middle);
      }
    } else {
      for (int k = 1; k < points - 1; k++) {
        mesh.triangle(fromVertex, fromVertex + k + 1, fromVertex + k);
      }
    }
    mesh.smooth(fromVertex, fromCorner);
  }
}

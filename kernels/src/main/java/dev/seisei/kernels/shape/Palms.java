package dev.seisei.kernels.shape;

import dev.seisei.kernels.shape.Tubes.Station;
import java.util.ArrayList;
import java.util.List;

/// Coconut palms: a bowed, ringed trunk and a tuft of arching fronds.
///
/// A frond is a closed roof: two leaf blades fall from its midrib and a third face closes them from
/// below. Young fronds stand up, old ones hang.
public final class Palms {
  private static final float ROOT = 0.03f;
  private static final int FRONDS = 13;
  private static final int FAR_FRONDS = 6;
  private static final int JOINTS = 4;
  private static final float GOLDEN = 0.381966f;

  private Palms() {}

  /// Grows one palm.
  ///
  /// @param detail 0 for near (339 triangles), 1 for far (36)
  public static ShapeMesh grow(TreeForm form, int seed, int detail) {
    boolean near = Detail.isNear(detail);
    var dice = new Dice(seed);
    float reach = form.crownMetres() / 2;
    float crest = Math.min(0.3f * form.heightMetres(), 0.42f * reach);
    float hub = form.heightMetres() - crest;
    Vec bow = Vec.level(dice.unit()).times(hub * (0.05f + 0.22f * form.irregularity()));
    Vec crown = bow.plus(Vec.UP, hub);
    var mesh = new MeshBuilder();
    trunk(mesh, form, bow, hub, near);
    int fronds = near ? FRONDS : FAR_FRONDS;
    float turn = dice.unit();
    for (int i = 0; i < fronds; i++) {
      Dice own = dice.part(i);
      float age = (i + 0.5f) / fronds;
      float at = turn + i * GOLDEN + own.about(0.03f);
      float length = reach * (1 - own.unit() * 0.2f) / 0.98f;
      float fall = reach * (0.12f + 0.62f * age) * own.between(0.8f, 1.15f);
      float lift = (1 - 0.95f * age) * own.between(0.85f, 1) * highest(crest, fall);
      Rgb leaf =
          form.leaf().warmer(0.14f * (age - 0.4f) + own.about(0.04f)).times(1.15f - 0.25f * age);
      var frond = new Frond(crown, Vec.level(at), length, lift, fall, leaf);
      if (near) {
        frond.near(mesh);
      } else {
        frond.far(mesh);
      }
    }
    return mesh.build();
  }

  /// The lift with which a frond's parabola peaks at the crest.
  private static float highest(float crest, float fall) {
    double root = Math.sqrt(2.598f * crest * crest + 6.76f * fall * crest);
    return (1.612f * crest + (float) root) / 3.38f;
  }

  private static void trunk(MeshBuilder mesh, TreeForm form, Vec bow, float hub, boolean near) {
    float radius = form.trunkMetres();
    int joints = near ? 6 : 2;
    var path = new ArrayList<Station>();
    path.add(
        new Station(
            new Vec(0, -ROOT * form.heightMetres(), 0), 1.7f * radius, form.bark().times(0.7f)));
    for (int i = 1; i <= joints; i++) {
      float share = i / (float) joints;
      Vec centre = new Vec(bow.x() * share * share, hub * share, bow.z() * share * share);
      float ring = i % 2 == 0 ? 1.08f : 0.92f;
      path.add(
          new Station(
              centre.plus(Vec.UP, i == joints ? 0.02f * hub : 0),
              i == joints ? 0 : radius * ring * (1 - 0.35f * share),
              form.bark().times(i % 2 == 0 ? 1.05f : 0.8f)));
    }
    Tubes.add(mesh, List.copyOf(path), near ? 6 : 4, 0);
  }

  /// One leaf.
  ///
  /// @param lift how high it rises above its root before it falls
  /// @param fall how far below its root it would end without rising
  private record Frond(Vec root, Vec out, float length, float lift, float fall, Rgb leaf) {

    /// The midrib: a parabola.
    Vec rib(float share) {
      float up = 2.6f * lift * share * (1 - 0.62f * share) - fall * share * share;
      return root.plus(out, length * share * (1 - 0.12f * share)).plus(Vec.UP, up);
    }

    Vec aside() {
      return out.cross(Vec.UP);
    }

    void near(MeshBuilder mesh) {
      int fromVertex = mesh.vertices();
      int fromCorner = mesh.corners();
      float[] widths = {0.04f, 0.12f, 0.15f, 0.11f};
      for (int i = 0; i < JOINTS; i++) {
        float share = i / (float) JOINTS;
        Vec rib = rib(share);
        float wide = widths[i] * length;
        Vec below = rib.plus(Vec.UP, -0.6f * wide);
        Rgb light = leaf.times(0.62f + 0.5f * share);
        mesh.vertex(rib, light.warmer(0.08f));
        mesh.vertex(below.plus(aside(), wide), light);
        mesh.vertex(below.plus(aside(), -wide), light);
        mesh.vertex(below.plus(aside(), wide), light.times(0.55f));
        mesh.vertex(below.plus(aside(), -wide), light.times(0.55f));
      }
      int tip = mesh.vertex(rib(1), leaf.times(1.1f).warmer(0.12f));
      int under = mesh.vertex(rib(1), leaf.times(0.6f));
      for (int i = 0; i < JOINTS; i++) {
        int here = fromVertex + 5 * i;
        int next = here + 5;
        if (i < JOINTS - 1) {
          quad(mesh, here, here + 1, next + 1, next);
          quad(mesh, here + 2, here, next, next + 2);
          quad(mesh, here + 3, here + 4, next + 4, next + 3);
        } else {
          mesh.triangle(here, here + 1, tip);
          mesh.triangle(here + 2, here, tip);
          mesh.triangle(here + 3, here + 4, under);
        }
      }
      mesh.smooth(fromVertex, fromCorner);
    }

    private static void quad(MeshBuilder mesh, int a, int b, int c, int d) {
      mesh.triangle(a, b, c);
      mesh.triangle(a, c, d);
    }

    /// A tetrahedron: root, tip and the two sides of its widest place.
    void far(MeshBuilder mesh) {
      int fromVertex = mesh.vertices();
      int fromCorner = mesh.corners();
      Vec widest = rib(0.45f);
      for (int face = 0; face < 2; face++) {
        float light = face == 0 ? 1 : 0.6f;
        mesh.vertex(root, leaf.times(0.6f * light));
        mesh.vertex(widest.plus(aside(), 0.2f * length), leaf.times(0.95f * light));
        mesh.vertex(widest.plus(aside(), -0.2f * length), leaf.times(0.95f * light));
        mesh.vertex(rib(1), leaf.times(1.1f * light));
      }
      mesh.triangle(fromVertex, fromVertex + 1, fromVertex + 2);
      mesh.triangle(fromVertex + 1, fromVertex + 3, fromVertex + 2);
      mesh.triangle(fromVertex + 4, fromVertex + 7, fromVertex + 5);
      mesh.triangle(fromVertex + 4, fromVertex + 6, fromVertex + 7);
      mesh.smooth(fromVertex, fromCorner);
    }
  }
}

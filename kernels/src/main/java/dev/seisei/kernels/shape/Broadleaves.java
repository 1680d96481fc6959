package dev.seisei.kernels.shape;

import dev.seisei.kernels.shape.Tubes.Station;
import java.util.ArrayList;
import java.util.List;

/// Oaks, beeches, birches: a trunk that forks into limbs, each of which carries a clump of leaves.
///
/// Limbs leave the trunk one after the other, each turned on by the golden angle, as leaves and
/// branches do in most plants, and shorter the higher they start. A crown that is higher than wide
/// has more tiers: slender forms make birches and poplars, wide ones oaks.
///
/// Source of the angle: H. Vogel, "A better way to construct the sunflower head", Mathematical
/// Biosciences 44, 1979.
public final class Broadleaves {
  private static final float GOLDEN = 0.381966f;
  private static final float ROOT = 0.03f;
  private static final int LIMBS = 5;

  private Broadleaves() {}

  /// Grows one tree.
  ///
  /// @param detail 0 for near (380 to 510 triangles), 1 for far (40)
  public static ShapeMesh grow(TreeForm form, int seed, int detail) {
    boolean near = Detail.isNear(detail);
    var dice = new Dice(seed);
    float height = form.heightMetres();
    boolean slender = form.crownMetres() < 0.5f * height;
    float fork = height * (slender ? dice.between(0.28f, 0.36f) : dice.between(0.3f, 0.4f));
    float low = fork * (slender ? 0.72f : 0.9f);
    Vec bow =
        Vec.level(dice.unit()).times(height * dice.about(0.03f + 0.07f * form.irregularity()));

    Crown crown = Crown.fitted(clumps(dice, form, slender), low, height, form.crownMetres());
    var mesh = new MeshBuilder();
    Vec heart = crown.middle().plus(Vec.UP, 0.2f * crown.radii().y());
    trunk(mesh, form, bow, fork, heart, near);
    if (near) {
      limbs(mesh, form, crown, dice, bow, fork);
      crown.near(mesh, form.leaf());
    } else {
      crown.far(mesh, form.leaf());
    }
    return mesh.build();
  }

  /// Where the leaves are, in a crown of width 2 from -1 to 1: one clump on top, the others around.
  private static List<Clump> clumps(Dice dice, TreeForm form, boolean slender) {
    float wild = form.irregularity();
    float hue = 0.05f + 0.08f * wild;
    var clumps = new ArrayList<Clump>();
    float size = slender ? 0.72f : 0.64f;
    float topSize = slender ? 0.52f : 0.66f;
    clumps.add(
        new Clump(
            new Vec(dice.about(0.15f * wild), slender ? 0.55f : 0.34f, dice.about(0.15f * wild)),
            new Vec(topSize, topSize * (slender ? 0.8f : 0.85f), topSize),
            dice.bits(),
            dice.about(hue) + 0.03f));
    float turn = dice.unit();
    for (int i = 0; i < LIMBS; i++) {
      float share = (i + 0.5f) / LIMBS;
      turn += GOLDEN + dice.about(0.08f * wild);
      float out = (slender ? 0.34f : 0.56f) * (1 - 0.35f * share) + dice.about(0.16f * wild);
      float up =
          (slender ? -0.62f + 1.05f * share : -0.45f + 0.72f * share) + dice.about(0.2f * wild);
      float grown =
          size * (1 - (slender ? 0.25f : 0.18f) * share) * (1 + dice.about(0.1f + 0.18f * wild));
      clumps.add(
          new Clump(
              Vec.level(turn).times(out).plus(Vec.UP, up),
              new Vec(grown, grown * dice.between(0.66f, 0.84f) * (slender ? 0.8f : 1), grown),
              dice.bits(),
              dice.about(hue)));
    }
    return clumps;
  }

  private static void trunk(
      MeshBuilder mesh, TreeForm form, Vec bow, float fork, Vec heart, boolean near) {
    float radius = form.trunkMetres();
    Rgb shade = form.bark().times(0.4f);
    Station root =
        new Station(
            new Vec(0, -ROOT * form.heightMetres(), 0),
            (near ? 1.9f : 1.4f) * radius,
            form.bark().times(0.62f));
    Vec middle = new Vec(0.6f * bow.x(), 0.55f * fork, 0.6f * bow.z());
    Station tip = new Station(heart, 0, shade);
    if (near) {
      Vec ankle = new Vec(0.1f * bow.x(), 0.12f * fork, 0.1f * bow.z());
      Vec neck = bow.plus(Vec.UP, fork);
      Tubes.add(
          mesh,
          List.of(
              root,
              new Station(ankle, 1.12f * radius, form.bark().times(0.9f)),
              new Station(middle, 0.86f * radius, form.bark()),
              new Station(neck, 0.74f * radius, form.bark().times(0.7f)),
              tip),
          5,
          0);
    } else {
      Tubes.add(mesh, List.of(root, tip), 4, 0);
    }
  }

  private static void limbs(
      MeshBuilder mesh, TreeForm form, Crown crown, Dice dice, Vec bow, float fork) {
    float radius = form.trunkMetres();
    Vec neck = bow.plus(Vec.UP, fork);
    // The lowest three; the higher ones are covered by leaves.
    for (int i = 1; i <= 3; i++) {
      Vec end = crown.clumps().get(i).centre();
      Vec start =
          new Vec(0.6f * bow.x(), 0.55f * fork, 0.6f * bow.z())
              .towards(neck, 0.55f + 0.1f * i + dice.about(0.1f));
      Vec elbow = start.towards(end, 0.5f).plus(Vec.UP, -0.12f * (end.y() - start.y()));
      Tubes.add(
          mesh,
          List.of(
              new Station(start, 0.55f * radius, form.bark().times(0.75f)),
              new Station(elbow, 0.36f * radius, form.bark().times(0.55f)),
              new Station(end, 0, form.bark().times(0.35f))),
          3,
          0.25f);
    }
  }
}

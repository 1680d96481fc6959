package dev.seisei.kernels.shape;

import java.util.ArrayList;
import java.util.List;

/// Bushes: a few clumps of leaves that stand on the ground.
///
/// The trunk's radius and colour of the form are not used: the leaves cover the stems.
public final class Shrubs {
  private static final float SUNK = 0.32f;

  private Shrubs() {}

  /// Grows one bush.
  ///
  /// @param detail 0 for near (about 250 triangles), 1 for far (36)
  public static ShapeMesh grow(TreeForm form, int seed, int detail) {
    boolean near = Detail.isNear(detail);
    var dice = new Dice(seed);
    float wild = form.irregularity();
    var clumps = new ArrayList<Clump>();
    float turn = dice.unit();
    for (int i = 0; i < 4; i++) {
      float out = i == 0 ? 0.08f : 0.42f + dice.about(0.12f * wild);
      float size = i == 0 ? 0.7f : dice.between(0.5f, 0.64f);
      float up = i == 0 ? 0.2f : dice.about(0.18f) - 0.2f;
      turn += 0.333f + dice.about(0.1f * wild);
      clumps.add(
          new Clump(
              Vec.level(turn).times(out).plus(Vec.UP, up),
              new Vec(size, 0.85f * size, size),
              dice.bits(),
              dice.about(0.05f + 0.08f * wild)));
    }
    Crown crown =
        Crown.fitted(
            List.copyOf(clumps),
            -SUNK * form.heightMetres(),
            form.heightMetres(),
            form.crownMetres());
    var mesh = new MeshBuilder();
    if (near) {
      crown.near(mesh, form.leaf());
    } else {
      crown.far(mesh, form.leaf());
    }
    return mesh.build();
  }
}

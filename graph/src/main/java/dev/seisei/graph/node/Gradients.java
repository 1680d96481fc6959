package dev.seisei.graph.node;

import dev.seisei.graph.Node;
import dev.seisei.graph.Samples;

/// How fast fields rise along both axes, by central differences over a fixed reach, which does not
/// depend on the level of detail.
final class Gradients {
  private Gradients() {}

  /// Computes metres up a metre along.
  ///
  /// @param x receives the rise towards east
  /// @param z receives the rise towards south
  static void of(Samples at, Node.Field field, float reach, float[] x, float[] z) {
    float[] east = at.shifted(reach, 0).of(field);
    float[] west = at.shifted(-reach, 0).of(field);
    float[] south = at.shifted(0, reach).of(field);
    float[] north = at.shifted(0, -reach).of(field);
    float scale = 0.5f / reach;
    for (int i = 0; i < at.count(); i++) {
      x[i] = (east[i] - west[i]) * scale;
      z[i] = (south[i] - north[i]) * scale;
    }
  }
}

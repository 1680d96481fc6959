package dev.seisei.graph.node;

import dev.seisei.graph.Node;
import dev.seisei.graph.Range;
import dev.seisei.graph.Reach;
import dev.seisei.graph.Samples;

/// An even slope, the field whose every value is known.
///
/// @param east metres up a metre towards east
/// @param south metres up a metre towards south
record Ramp(float east, float south) implements Node.Field {
  static final Ramp X = new Ramp(1, 0);
  static final Ramp Z = new Ramp(0, 1);

  @Override
  public void fill(Samples at, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = east * at.x()[i] + south * at.z()[i];
    }
  }

  @Override
  public Range range(Reach within) {
    double most = within.metres() * (Math.abs(east) + Math.abs(south));
    return new Range(-most, most);
  }

  /// Places whose x are some values, for fields of one number.
  static Samples at(float... values) {
    return new Samples(values, new float[values.length]);
  }
}

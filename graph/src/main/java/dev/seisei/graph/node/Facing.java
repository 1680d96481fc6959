package dev.seisei.graph.node;

import dev.seisei.graph.Node;
import dev.seisei.graph.NodeType;
import dev.seisei.graph.NodeType.Input;
import dev.seisei.graph.NodeType.Look;
import dev.seisei.graph.NodeType.Parameter;
import dev.seisei.graph.Range;
import dev.seisei.graph.Reach;
import dev.seisei.graph.Samples;
import dev.seisei.kernels.Turns;
import java.util.List;

/// How much the ground faces a point of the compass.
///
/// @param of heights
/// @param degrees of the compass: 0 is north (towards -z), 90 east (towards +x)
/// @param reach how far to both sides the heights are compared
public record Facing(Node.Field of, float degrees, float reach) implements Node.Field {

  static final NodeType TYPE =
      NodeType.field(
          "facing",
          "How much ground faces a point of the compass: 1 a wall that does, 0 flat ground, -1 a"
              + " wall that faces away. Costs four evaluations of its input.",
          List.of(Input.field("of", "heights")),
          List.of(
              Parameter.number("compass", "degrees", 0, 360, 0, "0 is north (-z), 90 is east (+x)"),
              Parameter.number(
                  "reach", "m", 0.25, 64, 2, "how far to both sides the heights are compared")),
          settings ->
              new Facing(
                  settings.field("of"), settings.number("compass"), settings.number("reach")),
          6,
          "the ground's normal along the compass",
          Look.GREY,
          """
          {"node": "facing", "of": "hills", "compass": 315}
          """);

  @Override
  public void fill(Samples at, float[] out) {
    float[] z = new float[at.count()];
    Gradients.of(at, of, reach, out, z);
    float east = Turns.sin(degrees / 360);
    float south = -Turns.cos(degrees / 360);
    for (int i = 0; i < at.count(); i++) {
      float fall = -(out[i] * east + z[i] * south);
      out[i] = fall / (float) Math.sqrt(1 + out[i] * out[i] + z[i] * z[i]);
    }
  }

  @Override
  public Range range(Reach within) {
    within.moved(reach).of(of);
    return new Range(-1, 1);
  }
}

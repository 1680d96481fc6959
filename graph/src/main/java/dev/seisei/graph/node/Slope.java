package dev.seisei.graph.node;

import dev.seisei.graph.Node;
import dev.seisei.graph.NodeType;
import dev.seisei.graph.NodeType.Input;
import dev.seisei.graph.NodeType.Look;
import dev.seisei.graph.NodeType.Parameter;
import dev.seisei.graph.Range;
import dev.seisei.graph.Reach;
import dev.seisei.graph.Samples;
import java.util.List;

/// How steep a field is: metres up a metre along, by central differences over a fixed reach.
///
/// The reach does not depend on the level of detail, so that a place has the same slope in every
/// level.
public record Slope(Node.Field of, float reach) implements Node.Field {

  static final NodeType TYPE =
      NodeType.field(
          "slope",
          "How steep a field is: 0 is flat, 1 is 45 degrees. Costs four evaluations of its input.",
          List.of(Input.field("of", "heights")),
          List.of(
              Parameter.number(
                  "reach", "m", 0.25, 64, 2, "how far to both sides the heights are compared")),
          settings -> new Slope(settings.field("of"), settings.number("reach")),
          4,
          "central differences",
          Look.GREY,
          """
          {"node": "slope", "of": "hills", "reach": 2}
          """);

  @Override
  public void fill(Samples at, float[] out) {
    float[] z = new float[at.count()];
    Gradients.of(at, of, reach, out, z);
    for (int i = 0; i < at.count(); i++) {
      out[i] = (float) Math.sqrt(out[i] * out[i] + z[i] * z[i]);
    }
  }

  @Override
  public Range range(Reach within) {
    Range heights = within.moved(reach).of(of);
    return new Range(0, Math.sqrt(2) * (heights.most() - heights.least()) / (2 * (double) reach));
  }
}

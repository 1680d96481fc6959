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

/// How a field is bent: above 0 in hollows, below 0 on crests.
///
/// @param of heights
/// @param reach how far around the heights are compared
public record Curvature(Node.Field of, float reach) implements Node.Field {

  static final NodeType TYPE =
      NodeType.field(
          "curvature",
          "How far the ground around is above a place, in metres: above 0 in hollows, below 0 on"
              + " crests. Costs five evaluations of its input.",
          List.of(Input.field("of", "heights")),
          List.of(
              Parameter.number("reach", "m", 0.25, 256, 8, "how far around heights are compared")),
          settings -> new Curvature(settings.field("of"), settings.number("reach")),
          3,
          "the mean of four neighbours less the middle, a discrete Laplacian",
          Look.GREY,
          """
          {"node": "curvature", "of": "hills", "reach": 6}
          """);

  @Override
  public void fill(Samples at, float[] out) {
    float[] middle = at.of(of);
    float[] east = at.shifted(reach, 0).of(of);
    float[] west = at.shifted(-reach, 0).of(of);
    float[] south = at.shifted(0, reach).of(of);
    float[] north = at.shifted(0, -reach).of(of);
    for (int i = 0; i < at.count(); i++) {
      out[i] = ((east[i] + west[i]) + (south[i] + north[i])) * 0.25f - middle[i];
    }
  }

  @Override
  public Range range(Reach within) {
    Range around = within.moved(reach).of(of);
    Range middle = within.of(of);
    return new Range(around.least() - middle.most(), around.most() - middle.least())
        .widened(1e-5 * around.magnitude());
  }
}

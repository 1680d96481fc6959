package dev.seisei.graph.node;

import dev.seisei.graph.Node;
import dev.seisei.graph.NodeType;
import dev.seisei.graph.NodeType.Input;
import dev.seisei.graph.NodeType.Look;
import dev.seisei.graph.NodeType.Parameter;
import dev.seisei.graph.Range;
import dev.seisei.graph.Reach;
import dev.seisei.graph.Samples;
import dev.seisei.kernels.Curves;
import java.util.List;

/// A field bent by a smooth curve.
public record Curve(Node.Field of, Curves.Spline spline) implements Node.Field {

  static final NodeType TYPE =
      NodeType.field(
          "curve",
          "Maps values along a smooth curve through given points: noise becomes sea floor, shelf, beach and hills.",
          List.of(Input.field("of", "the field to bend")),
          List.of(new Parameter.Points("points", "pairs of value before and value after")),
          settings -> new Curve(settings.field("of"), settings.curve("points")),
          8,
          "F. N. Fritsch, J. Butland, SIAM J. Sci. Stat. Comput. 5(2), 1984",
          Look.RELIEF,
          """
          {"node": "curve", "of": "hills", "points": [[-20, -20], [0, -2], [2, 4], [20, 9]]}
          """);

  @Override
  public void fill(Samples at, float[] out) {
    spline.fill(at.of(of), at.count(), out);
  }

  @Override
  public Range range(Reach within) {
    within.of(of);
    var range = new Range(spline.least(), spline.most());
    // A small value between large ones is a sum of these, each rounded.
    return range.widened(1e-5 * range.magnitude());
  }
}

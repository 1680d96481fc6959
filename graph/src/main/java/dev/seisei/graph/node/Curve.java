package dev.seisei.graph.node;

import dev.seisei.graph.Node;
import dev.seisei.graph.NodeType;
import dev.seisei.graph.NodeType.Input;
import dev.seisei.graph.NodeType.Parameter;
import dev.seisei.graph.Range;
import dev.seisei.graph.Reach;
import dev.seisei.graph.Samples;
import dev.seisei.kernels.Curves;
import java.util.List;

/// A field bent by a smooth curve.
public record Curve(Node.Field of, Curves.Spline spline) implements Node.Field {

  static final NodeType TYPE =
      new NodeType(
          "curve",
          "Maps values along a smooth curve through given points: noise becomes sea floor, shelf, beach and hills.",
          Node.Kind.FIELD,
          List.of(Input.field("of", "the field to bend")),
          List.of(new Parameter.Points("points", "pairs of value before and value after")),
          settings -> new Curve(settings.field("of"), settings.curve("points")));

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

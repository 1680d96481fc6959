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

/// A mask from a field: 0 up to one value, 1 from another on.
public record Rise(Node.Field of, float from, float to) implements Node.Field {

  static final NodeType TYPE =
      NodeType.field(
          "rise",
          "A mask that rises smoothly from 0 at `from` to 1 at `to`; falls if `to` is the smaller.",
          List.of(Input.field("of", "the field to look at: height, slope, moisture")),
          List.of(
              Parameter.required("from", "", -100_000, 100_000, "0 up to here"),
              Parameter.required(
                  "to", "", -100_000, 100_000, "1 from here on; not the same as from")),
          settings ->
              new Rise(settings.field("of"), settings.number("from"), settings.number("to")),
          2,
          "the cubic 3t² − 2t³",
          Look.GREY,
          """
          {"node": "rise", "of": "hills", "from": -2, "to": 6}
          """);

  public Rise {
    // The smallest differences have no reciprocal, and 0 times infinity is no mask.
    if (!Float.isFinite(1 / (to - from))) {
      throw new IllegalArgumentException("to: must differ from `from`, got " + to);
    }
  }

  @Override
  public void fill(Samples at, float[] out) {
    Curves.smoothStep(at.of(of), at.count(), from, to, out);
  }

  @Override
  public Range range(Reach within) {
    within.of(of);
    return new Range(0, 1);
  }
}

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

/// A mask from a field: 1 between two values, 0 beyond them.
///
/// @param edge how far beyond both the mask ends
public record Band(Node.Field of, float from, float to, float edge) implements Node.Field {

  static final NodeType TYPE =
      NodeType.field(
          "band",
          "A mask that is 1 where a field is between two values and falls smoothly to 0 beyond"
              + " them: a zone of heights, a climate, a path beside a line.",
          List.of(Input.field("of", "the field to look at: height, slope, temperature, distance")),
          List.of(
              Parameter.required("from", "", -1e6, 1e6, "1 from here on"),
              Parameter.required("to", "", -1e6, 1e6, "1 up to here; not below `from`"),
              Parameter.number("edge", "", 1e-3, 1e6, 1, "how far beyond both it ends")),
          settings ->
              new Band(
                  settings.field("of"),
                  settings.number("from"),
                  settings.number("to"),
                  settings.number("edge")),
          3,
          "the cubic 3t² − 2t³ on both sides",
          Look.GREY,
          """
          {"node": "band", "of": "hills", "from": -4, "to": 6, "edge": 3}
          """);

  public Band {
    if (!(from <= to)) {
      throw new IllegalArgumentException("to: must not be below `from`, " + from + ", got " + to);
    }
  }

  @Override
  public void fill(Samples at, float[] out) {
    float[] values = at.of(of);
    float perEdge = 1 / edge;
    for (int i = 0; i < at.count(); i++) {
      float beyond = Math.max(from - values[i], values[i] - to);
      float t = Math.min(1, Math.max(0, 1 - beyond * perEdge));
      out[i] = t * t * (3 - 2 * t);
    }
  }

  @Override
  public Range range(Reach within) {
    within.of(of);
    return new Range(0, 1);
  }
}

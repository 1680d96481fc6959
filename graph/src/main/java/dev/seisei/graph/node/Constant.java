package dev.seisei.graph.node;

import dev.seisei.graph.Node;
import dev.seisei.graph.NodeType;
import dev.seisei.graph.NodeType.Look;
import dev.seisei.graph.NodeType.Parameter;
import dev.seisei.graph.Range;
import dev.seisei.graph.Reach;
import dev.seisei.graph.Samples;
import java.util.Arrays;
import java.util.List;

/// The same number everywhere: also what a file means by a number in place of a link.
public record Constant(float value) implements Node.Field {

  static final NodeType TYPE =
      NodeType.field(
          "constant",
          "The same number everywhere; a link to a field may also be given as the number itself.",
          List.of(),
          List.of(Parameter.required("value", "", -1e6, 1e6, "the number")),
          settings -> new Constant(settings.number("value")),
          1,
          "none",
          Look.GREY,
          """
          {"node": "constant", "value": 12}
          """);

  @Override
  public void fill(Samples at, float[] out) {
    Arrays.fill(out, value);
  }

  @Override
  public Range range(Reach within) {
    return new Range(value, value);
  }
}

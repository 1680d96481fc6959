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

/// Hills cut into terraces.
///
/// @param step height of one terrace
/// @param flat share of a step that is flat
public record Terrace(Node.Field of, float step, float flat) implements Node.Field {

  static final NodeType TYPE =
      NodeType.field(
          "terrace",
          "Cuts hills into terraces: strata of a canyon, fields on a slope.",
          List.of(Input.field("of", "heights")),
          List.of(
              Parameter.required("step", "m", 0.01, 10_000, "height of one terrace"),
              Parameter.number("flat", "", 0, 0.99, 0.6, "share of a step that is flat")),
          settings ->
              new Terrace(settings.field("of"), settings.number("step"), settings.number("flat")),
          3,
          "stairs with the cubic 3t² − 2t³ between them",
          Look.RELIEF,
          """
          {"node": "terrace", "of": "hills", "step": 8, "flat": 0.6}
          """);

  @Override
  public void fill(Samples at, float[] out) {
    Curves.terrace(at.of(of), at.count(), step, flat, out);
  }

  @Override
  public Range range(Reach within) {
    return within.of(of).widened(step);
  }
}

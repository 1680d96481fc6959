package dev.seisei.graph.node;

import dev.seisei.graph.Node;
import dev.seisei.graph.NodeType;
import dev.seisei.graph.NodeType.Look;
import dev.seisei.graph.NodeType.Parameter;
import dev.seisei.graph.Range;
import dev.seisei.graph.Reach;
import dev.seisei.graph.Samples;
import java.util.List;

/// Where a place is, along one axis.
///
/// @param isSouth whether towards south, else towards east
public record Coordinates(boolean isSouth) implements Node.Field {

  static final NodeType TYPE =
      NodeType.field(
          "coordinates",
          "How far a place is from the origin along one axis, in metres: climates from north to"
              + " south, tilted plains.",
          List.of(),
          List.of(
              new Parameter.Choice(
                  "axis", List.of("x", "z"), "x grows towards east, z towards south")),
          settings -> new Coordinates(settings.choice("axis").equals("z")),
          1,
          "none",
          Look.GREY,
          """
          {"node": "coordinates", "axis": "z"}
          """);

  @Override
  public void fill(Samples at, float[] out) {
    System.arraycopy(isSouth ? at.z() : at.x(), 0, out, 0, at.count());
  }

  @Override
  public Range range(Reach within) {
    return new Range(-within.metres(), within.metres());
  }
}

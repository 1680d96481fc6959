package dev.seisei.graph.node;

import dev.seisei.graph.Node;
import dev.seisei.graph.NodeType;
import dev.seisei.graph.NodeType.Look;
import dev.seisei.graph.NodeType.Parameter;
import dev.seisei.graph.Range;
import dev.seisei.graph.Reach;
import dev.seisei.graph.Samples;
import dev.seisei.kernels.noise.WhiteNoise;
import java.util.List;

/// White noise in squares.
///
/// @param cellMetres width of a square
/// @param seed chooses the numbers
public record White(float cellMetres, int seed) implements Node.Field {

  static final NodeType TYPE =
      NodeType.field(
          "white",
          "A number of its own for each square of a grid, in -1 to 1.",
          List.of(),
          List.of(
              Parameter.number("cell", "m", 0.125, 10_000, 1, "width of a square"),
              new Parameter.Seed("seed")),
          settings -> new White(settings.number("cell"), settings.seed()),
          5,
          "C. Wellons, Prospecting for Hash Functions, 2018",
          Look.GREY,
          """
          {"node": "white", "cell": 8}
          """);

  @Override
  public void fill(Samples at, float[] out) {
    WhiteNoise.fill(at.x(), at.z(), at.count(), cellMetres, seed, out);
  }

  @Override
  public Range range(Reach within) {
    return new Range(-1, 1);
  }
}

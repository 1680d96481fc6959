package dev.seisei.graph.node;

import dev.seisei.graph.Node;
import dev.seisei.graph.NodeType;
import dev.seisei.graph.NodeType.Look;
import dev.seisei.graph.NodeType.Parameter;
import dev.seisei.graph.Range;
import dev.seisei.graph.Reach;
import dev.seisei.graph.Samples;
import dev.seisei.kernels.noise.Basis;
import dev.seisei.kernels.noise.Cellular;
import dev.seisei.kernels.noise.FractalNoise;
import java.util.List;

/// Cellular noise.
///
/// @param measure what is told of the points
/// @param wavelengthMetres width of a cell
/// @param jitter how far points leave the middle of their cells, 0 to 1
/// @param seed chooses the points
/// @param amplitude factor of the result
/// @param offset added after that
public record Cells(
    Cellular.Measure measure,
    float wavelengthMetres,
    float jitter,
    int seed,
    float amplitude,
    float offset)
    implements Node.Field {

  static final NodeType TYPE =
      NodeType.field(
          "cellular",
          "Cells around scattered points: fields, scales, cracked mud, mesas.",
          List.of(),
          List.of(
              new Parameter.Choice(
                  "measure",
                  List.of("distance", "value", "edges"),
                  "distance to the nearest point (0 to 1), value of its cell (-1 to 1), or how much"
                      + " farther the second is (0 to 1, 0 on the edges); distances in cells"),
              Parameter.required("wavelength", "m", 1, 100_000, "width of a cell"),
              Parameter.number(
                  "jitter", "", 0, 1, 0.9, "how far points leave the middle of their cells"),
              Parameter.number("amplitude", "", -10_000, 10_000, 1, "factor of the result"),
              Parameter.number("offset", "", -10_000, 10_000, 0, "added to the result"),
              new Parameter.Seed("seed")),
          settings ->
              new Cells(
                  Noise.constant(Cellular.Measure.class, settings.choice("measure")),
                  settings.number("wavelength"),
                  settings.number("jitter"),
                  settings.seed(),
                  settings.number("amplitude"),
                  settings.number("offset")),
          12,
          "S. Worley, A Cellular Texture Basis Function, SIGGRAPH 1996",
          Look.GREY,
          """
          {"node": "cellular", "measure": "edges", "wavelength": 40}
          """);

  @Override
  public void fill(Samples at, float[] out) {
    int count = at.count();
    Cellular.fill(measure, jitter, at.x(), at.z(), count, 1 / wavelengthMetres, seed, out);
    for (int i = 0; i < count; i++) {
      out[i] = out[i] * amplitude + offset;
    }
  }

  @Override
  public Range range(Reach within) {
    Noise.requireFine(Basis.PERLIN, new FractalNoise.Octaves(wavelengthMetres, 1, 2, 0.5f), within);
    double least = measure == Cellular.Measure.VALUE ? -1 : 0;
    return Range.holding(least * amplitude + offset, (double) amplitude + offset);
  }

  @Override
  public void warm() {
    Cellular.warm();
  }
}

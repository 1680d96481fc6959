package dev.seisei.graph.node;

import dev.seisei.graph.Node;
import dev.seisei.graph.NodeType;
import dev.seisei.graph.NodeType.Input;
import dev.seisei.graph.NodeType.Look;
import dev.seisei.graph.NodeType.Parameter;
import dev.seisei.graph.Range;
import dev.seisei.graph.Reach;
import dev.seisei.graph.Samples;
import dev.seisei.kernels.Hash;
import dev.seisei.kernels.noise.Basis;
import dev.seisei.kernels.noise.FractalNoise;
import java.util.List;

/// Another field, looked up at places that noise has pushed about.
///
/// @param of the field to bend
/// @param octaves of the push
/// @param metres the farthest push along each axis
/// @param isProgressive whether each octave is looked up where those before have pushed to
/// @param seed chooses the push
public record DomainWarp(
    Node.Field of, FractalNoise.Octaves octaves, float metres, boolean isProgressive, int seed)
    implements Node.Field {

  static final NodeType TYPE =
      NodeType.field(
          "domain-warp",
          "Bends a field: straight coasts and regular hills become natural ones.",
          List.of(Input.field("of", "the field to bend")),
          List.of(
              Parameter.required("wavelength", "m", 1, 100_000, "size of the largest bends"),
              Parameter.whole("octaves", 1, 8, 3, "how many sizes of bends"),
              Parameter.required("metres", "m", 0, 5_000, "the farthest push along each axis"),
              new Parameter.Choice(
                  "shape",
                  List.of("independent", "progressive"),
                  "whether all octaves push from the same place (bends) or each from where those"
                      + " before pushed to (eddies)"),
              new Parameter.Seed("seed")),
          settings ->
              new DomainWarp(
                  settings.field("of"),
                  new FractalNoise.Octaves(
                      settings.number("wavelength"), settings.whole("octaves"), 2.03f, 0.5f),
                  settings.number("metres"),
                  settings.choice("shape").equals("progressive"),
                  settings.seed()),
          25,
          "I. Quilez, Domain warping, 2002",
          Look.RELIEF,
          """
          {"node": "domain-warp", "of": "ridges", "wavelength": 90, "metres": 30}
          """);

  @Override
  public void fill(Samples at, float[] out) {
    int count = at.count();
    float[] octave = new float[count];
    float[] x = new float[count];
    float[] z = new float[count];
    if (isProgressive) {
      FractalNoise.progressiveWarp(
          Basis.PERLIN,
          octaves,
          metres,
          seed,
          at.x(),
          at.z(),
          count,
          octave,
          new float[count],
          x,
          z);
    } else {
      FractalNoise.fbm(
          Basis.PERLIN, octaves, Hash.of(seed, 0, 0), at.x(), at.z(), count, octave, x);
      FractalNoise.fbm(
          Basis.PERLIN, octaves, Hash.of(seed, 0, 1), at.x(), at.z(), count, octave, z);
      for (int i = 0; i < count; i++) {
        x[i] = at.x()[i] + metres * x[i];
        z[i] = at.z()[i] + metres * z[i];
      }
    }
    System.arraycopy(at.moved(x, z).of(of), 0, out, 0, count);
  }

  @Override
  public Range range(Reach within) {
    // Progressive octaves are looked up pushed.
    Noise.requireFine(
        Basis.PERLIN, octaves, isProgressive ? within.moved(Noise.MOST * metres) : within);
    return within.moved(Noise.MOST * metres).of(of);
  }
}

package dev.seisei.graph.node;

import dev.seisei.graph.Node;
import dev.seisei.graph.NodeType;
import dev.seisei.graph.NodeType.Parameter;
import dev.seisei.graph.Range;
import dev.seisei.graph.Reach;
import dev.seisei.graph.Samples;
import dev.seisei.kernels.noise.FractalNoise;
import java.util.List;
import java.util.Locale;

/// Fractal gradient noise.
///
/// @param shape how the octaves are summed
/// @param octaves their number, sizes and strengths
/// @param seed chooses the noise
/// @param amplitude factor of the sum
/// @param offset added after that
public record Noise(
    Shape shape, FractalNoise.Octaves octaves, int seed, float amplitude, float offset)
    implements Node.Field {

  /// The farthest that fractal noise goes from 0: gradients are a little longer than 1.
  static final double MOST = 1.01;

  // Perlin takes 2^22 lattice cells, of which its own shifts use some.
  private static final double MOST_CELLS = (1 << 22) - 256;

  static final NodeType TYPE =
      new NodeType(
          "noise",
          "Fractal gradient noise: continents, hills, ridges, patches.",
          Node.Kind.FIELD,
          List.of(),
          List.of(
              new Parameter.Choice(
                  "shape",
                  List.of("fbm", "ridged", "billow"),
                  "fbm is in -1 to 1, ridged (sharp crests) and billow (round hills) in 0 to 1"),
              Parameter.required("wavelength", "m", 1, 100_000, "size of the largest features"),
              Parameter.whole("octaves", 1, 12, 5, "how many sizes of features"),
              Parameter.number("lacunarity", "", 1.2, 4, 2.03, "how much finer the next octave is"),
              Parameter.number("gain", "", 0, 1, 0.5, "how strong the next octave is"),
              Parameter.number("amplitude", "", -10_000, 10_000, 1, "factor of the result"),
              Parameter.number("offset", "", -10_000, 10_000, 0, "added to the result"),
              new Parameter.Seed("seed")),
          settings ->
              new Noise(
                  Shape.valueOf(settings.choice("shape").toUpperCase(Locale.ROOT)),
                  new FractalNoise.Octaves(
                      settings.number("wavelength"),
                      settings.whole("octaves"),
                      settings.number("lacunarity"),
                      settings.number("gain")),
                  settings.seed(),
                  settings.number("amplitude"),
                  settings.number("offset")));

  /// How the octaves are summed.
  public enum Shape {
    FBM,
    RIDGED,
    BILLOW
  }

  @Override
  public void fill(Samples at, float[] out) {
    int count = at.count();
    float[] octave = new float[count];
    switch (shape) {
      case FBM -> FractalNoise.fbm(octaves, seed, at.x(), at.z(), count, octave, out);
      case BILLOW -> FractalNoise.billow(octaves, seed, at.x(), at.z(), count, octave, out);
      case RIDGED ->
          FractalNoise.ridged(octaves, seed, at.x(), at.z(), count, octave, new float[count], out);
    }
    for (int i = 0; i < count; i++) {
      out[i] = out[i] * amplitude + offset;
    }
  }

  @Override
  public Range range(Reach within) {
    requireFine(octaves, within);
    double least = shape == Shape.FBM ? -MOST : 0;
    return Range.holding(least * amplitude + offset, MOST * amplitude + offset);
  }

  /// Refuses octaves so fine that neighbouring places far out are the same number in `float`.
  ///
  /// @throws IllegalArgumentException if [dev.seisei.kernels.noise.Perlin] could not be asked for
  ///   the last octave
  static void requireFine(FractalNoise.Octaves octaves, Reach within) {
    double shrink = 1;
    for (int i = 1; i < octaves.octaves(); i++) {
      shrink *= octaves.lacunarity();
    }
    double finest = octaves.wavelengthMetres() / shrink;
    double least = within.metres() / MOST_CELLS;
    if (finest < least) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "its finest octave must be at least %.3g m long so far out, but is %.3g m long. Make"
                  + " wavelength larger, octaves or lacunarity smaller, or the world smaller.",
              least,
              finest));
    }
  }
}

package dev.seisei.graph.node;

import dev.seisei.graph.Node;
import dev.seisei.graph.NodeType;
import dev.seisei.graph.NodeType.Look;
import dev.seisei.graph.NodeType.Parameter;
import dev.seisei.graph.Range;
import dev.seisei.graph.Reach;
import dev.seisei.graph.Samples;
import dev.seisei.kernels.noise.Basis;
import dev.seisei.kernels.noise.FractalNoise;
import java.util.List;
import java.util.Locale;

/// Fractal noise.
///
/// @param shape how the octaves are summed
/// @param basis what they are made of
/// @param octaves their number, sizes and strengths
/// @param seed chooses the noise
/// @param amplitude factor of the sum
/// @param offset added after that
public record Noise(
    Shape shape, Basis basis, FractalNoise.Octaves octaves, int seed, float amplitude, float offset)
    implements Node.Field {

  /// The farthest that fractal noise goes from 0: gradients are a little longer than 1.
  static final double MOST = 1.01;

  // The kernels take 2^22 lattice cells, of which their own shifts use some; the skew of the
  // triangular ones takes up to 1.74 times as many.
  private static final double MOST_CELLS = (1 << 22) - 512;
  private static final double SKEW = 1.74;

  static final NodeType TYPE =
      NodeType.field(
          "noise",
          "Fractal noise: continents, hills, ridges, patches.",
          List.of(),
          List.of(
              new Parameter.Choice(
                  "shape",
                  List.of("fbm", "ridged", "billow", "ping-pong"),
                  "fbm is in -1 to 1; ridged (sharp crests), billow (round hills) and ping-pong"
                      + " (rings) are in 0 to 1"),
              new Parameter.Choice(
                  "basis",
                  List.of("perlin", "value", "simplex", "smooth-simplex"),
                  "what the octaves are made of; the simplex ones show the least of a lattice"),
              Parameter.required("wavelength", "m", 1, 100_000, "size of the largest features"),
              Parameter.whole("octaves", 1, 12, 5, "how many sizes of features"),
              Parameter.number("lacunarity", "", 1.2, 4, 2.03, "how much finer the next octave is"),
              Parameter.number("gain", "", 0, 1, 0.5, "how strong the next octave is"),
              Parameter.number("amplitude", "", -10_000, 10_000, 1, "factor of the result"),
              Parameter.number("offset", "", -10_000, 10_000, 0, "added to the result"),
              new Parameter.Seed("seed")),
          settings ->
              new Noise(
                  constant(Shape.class, settings.choice("shape")),
                  constant(Basis.class, settings.choice("basis")),
                  new FractalNoise.Octaves(
                      settings.number("wavelength"),
                      settings.whole("octaves"),
                      settings.number("lacunarity"),
                      settings.number("gain")),
                  settings.seed(),
                  settings.number("amplitude"),
                  settings.number("offset")),
          20,
          "K. Perlin, Improving Noise, SIGGRAPH 2002; F. K. Musgrave in Texturing and Modeling,"
              + " 3rd ed., 2003, chapter 16; K. Spencer, OpenSimplex2",
          Look.RELIEF,
          """
          {"node": "noise", "shape": "ridged", "wavelength": 120, "octaves": 6, "amplitude": 40}
          """);

  /// The constant that a word of a file means.
  static <E extends Enum<E>> E constant(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /// How the octaves are summed.
  public enum Shape {
    FBM,
    RIDGED,
    BILLOW,
    PING_PONG
  }

  @Override
  public void fill(Samples at, float[] out) {
    int count = at.count();
    float[] octave = new float[count];
    switch (shape) {
      case FBM -> FractalNoise.fbm(basis, octaves, seed, at.x(), at.z(), count, octave, out);
      case BILLOW -> FractalNoise.billow(basis, octaves, seed, at.x(), at.z(), count, octave, out);
      case RIDGED ->
          FractalNoise.ridged(
              basis, octaves, seed, at.x(), at.z(), count, octave, new float[count], out);
      case PING_PONG ->
          FractalNoise.pingPong(basis, octaves, seed, at.x(), at.z(), count, octave, out);
    }
    for (int i = 0; i < count; i++) {
      out[i] = out[i] * amplitude + offset;
    }
  }

  @Override
  public Range range(Reach within) {
    requireFine(basis, octaves, within);
    double least = shape == Shape.FBM ? -MOST : 0;
    return Range.holding(least * amplitude + offset, MOST * amplitude + offset);
  }

  @Override
  public void warm() {
    basis.warm();
  }

  /// Refuses octaves so fine that neighbouring places far out are the same number in `float`.
  ///
  /// @throws IllegalArgumentException if the basis could not be asked for the last octave
  static void requireFine(Basis basis, FractalNoise.Octaves octaves, Reach within) {
    double shrink = 1;
    for (int i = 1; i < octaves.octaves(); i++) {
      shrink *= octaves.lacunarity();
    }
    double finest = octaves.wavelengthMetres() / shrink;
    double skew = basis == Basis.SIMPLEX || basis == Basis.SMOOTH_SIMPLEX ? SKEW : 1;
    double least = skew * within.metres() / MOST_CELLS;
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

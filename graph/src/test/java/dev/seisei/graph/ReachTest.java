package dev.seisei.graph;

import static dev.seisei.graph.Worlds.grown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.data.ChunkKey;
import dev.seisei.graph.Node.Field;
import dev.seisei.graph.node.Arithmetic;
import dev.seisei.graph.node.Arithmetic.Operation;
import dev.seisei.graph.node.Constant;
import dev.seisei.graph.node.Curve;
import dev.seisei.graph.node.DomainWarp;
import dev.seisei.graph.node.Mix;
import dev.seisei.graph.node.Noise;
import dev.seisei.graph.node.Rise;
import dev.seisei.graph.node.Slope;
import dev.seisei.kernels.Curves;
import dev.seisei.kernels.noise.Basis;
import dev.seisei.kernels.noise.FractalNoise;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a graph that was accepted is asked for, its numbers stay numbers.
final class ReachTest {
  private static final int EXTENT = 65_536;

  private static final String HIGH =
      "\"high\": {\"node\": \"noise\", \"wavelength\": 9, \"amplitude\": 10000}";
  private static final String SQUARE =
      "\"%s\": {\"node\": \"multiply\", \"a\": \"%s\", \"b\": \"%s\"}";

  static List<Refusal> beyond() {
    String way =
        ". Make its amplitudes smaller, or cut it with `least` and `largest`. [graph.bounds]";
    return List.of(
        new Refusal(
            "terrain higher than a chunk can tell",
            grown(HIGH + ", \"top\": {\"node\": \"multiply\", \"a\": \"high\", \"b\": 4}", "top"),
            "out: terrain: must stay within ±30000 m, but could reach -40402 to 40402" + way),
        new Refusal(
            "a number beyond all that worlds need",
            grown(
                String.join(
                    ", ",
                    HIGH,
                    SQUARE.formatted("squared", "high", "high"),
                    SQUARE.formatted("cubed", "squared", "high"),
                    SQUARE.formatted("infinite", "cubed", "cubed"),
                    "\"mask\": {\"node\": \"rise\", \"of\": \"infinite\", \"from\": 0, \"to\": 1}"),
                "mask"),
            "node cubed: must stay within ±1000000000000, but could reach -1030352516081 to"
                + " 1030352516081"
                + way),
        new Refusal(
            "noise finer than places far out",
            grown(
                "\"fine\": {\"node\": \"noise\", \"wavelength\": 1, \"octaves\": 12,"
                    + " \"lacunarity\": 4}",
                "fine"),
            "node fine: its finest octave must be at least 1.57e-05 m long so far out, but is"
                + " 2.38e-07 m long. Make wavelength larger, octaves or lacunarity smaller, or the"
                + " world smaller. [graph.bounds]"),
        new Refusal(
            "noise that only warps bring so far out",
            grown(
                """
                "fine": {"node": "noise", "wavelength": 1, "octaves": 10, "lacunarity": 2.2},
                "far": {"node": "domain-warp", "of": "fine", "wavelength": 90, "metres": 5000},
                "bent": {"node": "domain-warp", "of": "far", "wavelength": 90, "metres": 5000},
                "seen": {"node": "mix", "a": "bent", "b": 0, "by": 0.5}\
                """,
                "seen"),
            "node fine: its finest octave must be at least 0.00242 m long so far out, but is"
                + " 0.000828 m long. Make wavelength larger, octaves or lacunarity smaller, or the"
                + " world smaller. [graph.bounds]"),
        new Refusal(
            "a warp whose own noise is so fine",
            grown(
                    "\"bent\": {\"node\": \"domain-warp\", \"of\": \"hills\", \"wavelength\": 1,"
                        + " \"octaves\": 8, \"metres\": 1}",
                    "bent")
                .replace("\"extentMetres\": 64", "\"extentMetres\": 1048576"),
            "node bent: its finest octave must be at least 0.250 m long so far out, but is 0.00704 m"
                + " long. Make wavelength larger, octaves or lacunarity smaller, or the world"
                + " smaller. [graph.bounds]"));
  }

  @ParameterizedTest
  @MethodSource("beyond")
  void what_could_leave_the_range_of_numbers_is_refused(Refusal mistake) {
    mistake.check();
  }

  @Test
  void terrain_may_end_where_it_must_and_cutting_it_is_a_way_out() {
    String cut =
        HIGH
            + """
            , "top": {"node": "multiply", "a": "high", "b": 400},
            "below": {"node": "least", "a": "top", "b": 30000},
            "within": {"node": "largest", "a": "below", "b": -30000}\
            """;
    float[] metres = heights(grown(cut, "within"), ChunkKey.terrain(0, 0, 0));
    assertThat(metres).contains(30_000f, -30_000f);
  }

  /// The finest noise that is accepted, in the corners of the largest world.
  @ParameterizedTest
  @ValueSource(ints = {-65_536, 65_535})
  void noise_is_noise_up_to_the_end_of_the_largest_world(int column) {
    String fine =
        grown("\"fine\": {\"node\": \"noise\", \"wavelength\": 1, \"octaves\": 2}", "fine")
            .replace("\"octaves\": 2", "\"octaves\": 2, \"lacunarity\": 3.99")
            .replace("\"extentMetres\": 64", "\"extentMetres\": 1048576");
    ChunkKey corner = ChunkKey.terrain(1, column, column);
    float[] metres = heights(fine, corner);
    for (float each : metres) {
      assertThat(each).isBetween(-1.01f, 1.01f);
    }
    assertThat(metres).doesNotHaveDuplicates();
    assertThat(Refusal.message(fine.replace("3.99", "4"))).contains("node fine: its finest octave");
  }

  private static float[] heights(String json, ChunkKey key) {
    return Worlds.parse(json).heights(key).metres();
  }

  @Test
  void every_field_of_the_archipelago_stays_in_its_range() {
    World world = GraphFile.read(Worlds.ARCHIPELAGO);
    var places = new Random(7);
    assertThat(world.fields()).allMatch(field -> requireInRange(field, places));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void random_graphs_stay_in_their_ranges(int seed) {
    var random = new Random(seed);
    int checked = 0;
    for (int graph = 0; graph < 100; graph++) {
      var fields = new ArrayList<Field>(List.of(new Constant(random.nextFloat(-1e4f, 1e4f))));
      for (int i = 0; i < 9; i++) {
        fields.add(field(random, fields));
      }
      checked += requireInRange(fields.getLast(), random) ? 1 : 0;
    }
    assertThat(checked).isGreaterThan(60);
  }

  /// In `float`, 10^11 and the way from there to 5 add up to 0.
  @Test
  void what_cancels_out_in_a_mix_is_told_with_its_rounding() {
    var far = new Arithmetic(Operation.MULTIPLY, new Constant(1e6f), new Constant(1e5f));
    var mix = new Mix(far, new Constant(5), new Constant(1));
    assertThat(new Samples(new float[1], new float[1]).of(mix)).containsExactly(0);
    assertThat(requireInRange(mix, new Random(1))).isTrue();
  }

  private static Field field(Random random, List<Field> before) {
    Field a = before.get(random.nextInt(before.size()));
    Field b = before.get(random.nextInt(before.size()));
    Field c = before.get(random.nextInt(before.size()));
    // As small and as large as files allow, so that most of the numbers cancel out or dwarf others.
    float size = (float) Math.pow(10, random.nextInt(-3, 5));
    var octaves = new FractalNoise.Octaves(1 + size, 3, 2, random.nextFloat());
    int seed = random.nextInt();
    return switch (random.nextInt(9)) {
      case 0 -> new Constant(size);
      case 1 -> new Mix(a, b, c);
      case 2 -> new Rise(a, size, -size);
      case 3 -> new Slope(a, random.nextFloat(0.25f, 64));
      case 4 -> new DomainWarp(a, octaves, Math.min(size, 5000), random.nextBoolean(), seed);
      case 5 -> new Curve(a, spline(random, size));
      case 6, 7 -> new Arithmetic(any(random, Operation.values()), a, b);
      default ->
          new Noise(any(random, Noise.Shape.values()), Basis.PERLIN, octaves, seed, size, -size);
    };
  }

  private static Curves.Spline spline(Random random, float size) {
    float[] at = {-size, 0, size, 2 * size};
    float[] value = new float[at.length];
    for (int i = 0; i < value.length; i++) {
      value[i] = random.nextFloat(-1e6f, 1e6f);
    }
    return new Curves.Spline(at, value);
  }

  private static <T> T any(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }

  /// Whether the field can be computed at all; if so, it is.
  private static boolean requireInRange(Field field, Random random) {
    Range range;
    try {
      range = new Reach(EXTENT).of(field);
    } catch (Reach.Beyond _) {
      return false;
    }
    int count = 64;
    float[] x = new float[count];
    float[] z = new float[count];
    for (int i = 0; i < count; i++) {
      x[i] = random.nextFloat(-EXTENT, EXTENT);
      z[i] = random.nextFloat(-EXTENT, EXTENT);
    }
    for (float value : new Samples(x, z).of(field)) {
      assertThat((double) value).as("%s", field).isBetween(range.least(), range.most());
    }
    return true;
  }
}

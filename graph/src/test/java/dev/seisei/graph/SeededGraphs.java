package dev.seisei.graph;

import dev.seisei.graph.NodeType.Input;
import dev.seisei.graph.NodeType.Parameter;
import dev.seisei.graph.node.Catalogue;
import dev.seisei.kernels.noise.Perlin;
import dev.seisei.testkit.Digests;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Graphs that chance makes of what the catalogue says of its nodes; each seed has one.
///
/// Also a program that prints their digests, so that other Java processes can be asked for the
/// same.
final class SeededGraphs {
  static final int COUNT = 200;

  private static final int NODES = 10;
  private static final List<NodeType> FIELDS =
      Catalogue.types().stream()
          .filter(type -> type.output() == Node.Kind.FIELD && type.facts().cost().amount() <= 100)
          .toList();

  private SeededGraphs() {}

  /// The first graph of a seed that is not refused.
  static World world(int seed) {
    var random = new Random(seed);
    for (int attempt = 0; attempt < 1000; attempt++) {
      Optional<World> world = attempt(seed, random);
      if (world.isPresent()) {
        return world.get();
      }
    }
    throw new AssertionError("seed " + seed + " makes no graph that is accepted");
  }

  private static Optional<World> attempt(int seed, Random random) {
    WorldBuilder builder =
        WorldBuilder.named("graph-" + seed, seed)
            .chunk(17, 1, 2, 4096)
            .spawn(new float[] {0, 2, 0}, new float[] {4, 2, 4})
            .material("grass", "#6f9a3c")
            .node("cover", "layers", node -> node.layer("grass"));
    var names = new ArrayList<String>();
    for (int i = 0; i < NODES; i++) {
      NodeType type = FIELDS.get(random.nextInt(FIELDS.size()));
      builder.node("n" + i, type.name(), node -> set(node, type, names, random));
      names.add("n" + i);
    }
    builder.node(
        "ground",
        "clamp",
        node -> node.link("of", names.getLast()).set("from", -500).set("to", 500));
    try {
      World world = builder.out("ground", "cover").build();
      // Files are refused only for what chunks are made of; here all is asked for.
      var reach = new Reach(world.grid().extentMetres() + 8);
      for (int i = 0; i < NODES; i++) {
        reach.of(field(world, i));
      }
      return Optional.of(world);
    } catch (GraphException | Reach.Beyond _) {
      return Optional.empty();
    }
  }

  private static void set(
      WorldBuilder.NodeSetting node, NodeType type, List<String> before, Random random) {
    for (Input input : type.inputs()) {
      if (before.isEmpty() || random.nextInt(6) == 0) {
        node.link(input.name(), random.nextInt(-40, 41));
      } else {
        node.link(input.name(), before.get(random.nextInt(before.size())));
      }
    }
    for (Parameter parameter : type.parameters()) {
      switch (parameter) {
        case Parameter.Quantity number -> {
          if (Double.isNaN(number.preset()) || random.nextBoolean()) {
            double value = number(number, random);
            if (number.whole()) {
              node.set(number.name(), (int) value);
            } else {
              node.set(number.name(), value);
            }
          }
        }
        case Parameter.Choice choice ->
            node.set(choice.name(), choice.words().get(random.nextInt(choice.words().size())));
        case Parameter.Points points -> node.pairs(points.name(), ascending(random));
        case Parameter.Way way -> node.pairs(way.name(), ascending(random));
        case Parameter.Seed own -> node.set(own.name(), random.nextInt());
        case Parameter.Colour _, Parameter.Layers _ ->
            throw new IllegalStateException("no field has such a parameter: " + parameter);
      }
    }
  }

  /// Mostly of a size that worlds use.
  private static double number(Parameter.Quantity number, Random random) {
    double size = random.nextBoolean() ? 1 : 100;
    double least = Math.max(number.least(), -size);
    double most = Math.max(least, Math.min(number.most(), number.whole() ? 4 : size));
    return number.whole() || least == most
        ? Math.rint(least + random.nextDouble() * (most - least))
        : random.nextDouble(least, most);
  }

  private static double[][] ascending(Random random) {
    double[][] pairs = new double[random.nextInt(2, 6)][2];
    double at = random.nextDouble(-60, 0);
    for (double[] pair : pairs) {
      pair[0] = at;
      pair[1] = random.nextDouble(-60, 60);
      at += random.nextDouble(1, 40);
    }
    return pairs;
  }

  static Node.Field field(World world, int index) {
    return world.field("n" + index).orElseThrow();
  }

  /// The seed and the digest of all that its graph's nodes say at some places, also far out.
  static String line(int seed) {
    World world = world(seed);
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    var near = Samples.grid(-7, 3, 11, 1.5f);
    var far = Samples.grid(2500, -2600, 5, 1.5f);
    try {
      for (int i = 0; i < NODES; i++) {
        for (Samples samples : List.of(near, far)) {
          for (float value : samples.of(field(world, i))) {
            out.writeInt(Float.floatToRawIntBits(value));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return seed + " " + Digests.of(bytes.toByteArray());
  }

  static int nodes() {
    return NODES;
  }

  /// Prints whether vectors are used, then a line a graph.
  public static void main(String[] arguments) {
    Perlin.warm();
    System.out.println("vectors: " + Perlin.isVectorised());
    for (int seed = 0; seed < COUNT; seed++) {
      System.out.println(line(seed));
    }
  }
}

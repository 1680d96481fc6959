package dev.seisei.graph.node;

import dev.seisei.data.Mesh;
import dev.seisei.data.PropFamily;
import dev.seisei.data.Srgb;
import dev.seisei.graph.Node;
import dev.seisei.graph.NodeType.Parameter;
import dev.seisei.graph.Settings;
import dev.seisei.kernels.Hash;
import dev.seisei.kernels.shape.Rgb;
import dev.seisei.kernels.shape.ShapeMesh;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What the nodes that grow props share: variants, sizes, colours.
final class Shapes {
  private static final List<Parameter> VARIATION =
      List.of(
          Parameter.whole("variants", 1, 16, 3, "how many different ones are made"),
          Parameter.number("leastScale", "", 0.05, 10, 0.75, "scale of the smallest instance"),
          Parameter.number("largestScale", "", 0.05, 10, 1.3, "scale of the largest instance"),
          Parameter.whole(
              "nearLevel",
              0,
              15,
              0,
              "chunks up to this level show the fine mesh, coarser ones the far one"),
          new Parameter.Seed("seed"));

  private Shapes() {}

  /// Makes one mesh of a kind of prop.
  @FunctionalInterface
  interface Maker {
    /// Makes it.
    ///
    /// @param detail 0 near, 1 far
    ShapeMesh make(int seed, int detail);
  }

  /// A node's own parameters and those of every prop.
  static List<Parameter> parameters(Parameter... own) {
    return Stream.concat(Stream.of(own), VARIATION.stream()).toList();
  }

  static Node.Family family(Settings settings, Maker maker) {
    var variants = new ArrayList<PropFamily.Variant>();
    for (int i = 0; i < settings.whole("variants"); i++) {
      int seed = Hash.of(settings.seed(), i, 0);
      variants.add(
          new PropFamily.Variant(
              List.of(
                  new PropFamily.Detail(mesh(maker.make(seed, 0)), settings.whole("nearLevel")),
                  new PropFamily.Detail(mesh(maker.make(seed, 1)), 15))));
    }
    return new Node.Family(
        new PropFamily(
            settings.name(),
            settings.number("leastScale"),
            settings.number("largestScale"),
            variants));
  }

  private static Mesh mesh(ShapeMesh shape) {
    return new Mesh(shape.positions(), shape.normals(), shape.colours(), shape.indices());
  }

  /// A colour in linear light.
  static Rgb rgb(int srgb) {
    return new Rgb(Srgb.linear(srgb, 0), Srgb.linear(srgb, 1), Srgb.linear(srgb, 2));
  }
}

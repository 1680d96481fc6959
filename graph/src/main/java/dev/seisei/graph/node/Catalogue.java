package dev.seisei.graph.node;

import dev.seisei.graph.NodeType;
import java.util.List;
import java.util.Optional;

/// All nodes that a world graph can use.
public final class Catalogue {
  private static final List<NodeType> TYPES =
      List.of(
          Noise.TYPE,
          DomainWarp.TYPE,
          Arithmetic.ADD,
          Arithmetic.SUBTRACT,
          Arithmetic.MULTIPLY,
          Arithmetic.LEAST,
          Arithmetic.LARGEST,
          Mix.TYPE,
          Curve.TYPE,
          Rise.TYPE,
          Slope.TYPE,
          Layers.TYPE,
          Trees.TYPE,
          Rocks.TYPE,
          Scattering.TYPE);

  private Catalogue() {}

  /// The nodes in the order of their documentation: fields, surfaces, props.
  public static List<NodeType> types() {
    return TYPES;
  }

  public static Optional<NodeType> find(String name) {
    return TYPES.stream().filter(type -> type.name().equals(name)).findFirst();
  }
}

package dev.seisei.graph.node;

import dev.seisei.graph.NodeType;
import java.util.List;
import java.util.Optional;

/// All nodes that a world graph can use.
public final class Catalogue {
  private static final List<NodeType> TYPES =
      List.of(
          Constant.TYPE,
          Coordinates.TYPE,
          Noise.TYPE,
          Cells.TYPE,
          White.TYPE,
          DomainWarp.TYPE,
          GradientWarp.TYPE,
          Push.TYPE,
          Placed.TYPE,
          Repeat.TYPE,
          Arithmetic.ADD,
          Arithmetic.SUBTRACT,
          Arithmetic.MULTIPLY,
          Arithmetic.DIVIDE,
          Arithmetic.LEAST,
          Arithmetic.LARGEST,
          SmoothExtreme.LEAST,
          SmoothExtreme.LARGEST,
          Single.ABSOLUTE,
          Single.ROOT,
          Clamp.TYPE,
          Remap.TYPE,
          Curve.TYPE,
          Terrace.TYPE,
          Mix.TYPE,
          Select.TYPE,
          Rise.TYPE,
          Band.TYPE,
          Slope.TYPE,
          Facing.TYPE,
          Curvature.TYPE,
          Outline.Circle.TYPE,
          Outline.Ring.TYPE,
          Outline.Box.TYPE,
          Outline.Path.TYPE,
          Combined.TYPE,
          Hydraulic.TYPE,
          Thermal.TYPE,
          Water.LAKES,
          Water.RIVERS,
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

package dev.seisei.graph.node;

import dev.seisei.graph.Node;
import dev.seisei.graph.NodeType;
import dev.seisei.graph.NodeType.Parameter;
import java.util.List;

/// What the ground is made of.
final class Layers {

  static final NodeType TYPE =
      new NodeType(
          "layers",
          "Lays materials over one another, each where its mask says so.",
          Node.Kind.SURFACE,
          List.of(),
          List.of(
              new Parameter.Layers(
                  "layers", "bottom first: a material and the mask that says where it lies")),
          settings -> settings.surface("layers"),
          new NodeType.Facts(
              new NodeType.Cost(3, NodeType.Cost.Unit.NANOSECONDS_A_SAMPLE),
              "none",
              NodeType.Look.NONE,
              """
              {"node": "layers", "layers": [{"material": "grass"}, {"material": "rock", "where": "mask"}]}
              """));

  private Layers() {}
}

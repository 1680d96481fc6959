package dev.seisei.graph.node;

import dev.seisei.graph.Node;
import dev.seisei.graph.NodeType;
import dev.seisei.graph.NodeType.Parameter;
import dev.seisei.graph.Settings;
import dev.seisei.kernels.shape.RockForm;
import java.util.List;

/// Rocks, broken out of round ones.
final class Rocks {

  static final NodeType TYPE =
      new NodeType(
          "rock",
          "Makes a family of rocks.",
          Node.Kind.FAMILY,
          List.of(),
          Shapes.parameters(
              Parameter.number("width", "m", 0.05, 100, 1.5, "its largest width"),
              Parameter.number("flatness", "", 0, 1, 0.3, "0 boulders, 1 slabs"),
              Parameter.number("roughness", "", 0, 1, 0.5, "0 pebbles, 1 scree"),
              new Parameter.Colour("stone", 0x7d7a74, "of the stone"),
              new Parameter.Colour("top", 0x7b7f5e, "of what grows or lies on it")),
          Rocks::shape,
          new NodeType.Facts(
              new NodeType.Cost(5, NodeType.Cost.Unit.MILLISECONDS_ONCE),
              "none",
              NodeType.Look.NONE,
              """
              {"node": "rock", "width": 2.4, "flatness": 0.3, "roughness": 0.5}
              """));

  private Rocks() {}

  private static Node shape(Settings settings) {
    var form =
        new RockForm(
            settings.number("width"),
            settings.number("flatness"),
            settings.number("roughness"),
            Shapes.rgb(settings.colour("stone")),
            Shapes.rgb(settings.colour("top")));
    return Shapes.family(
        settings, (seed, detail) -> dev.seisei.kernels.shape.Rocks.shape(form, seed, detail));
  }
}

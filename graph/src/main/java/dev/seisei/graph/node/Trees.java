package dev.seisei.graph.node;

import dev.seisei.graph.Node;
import dev.seisei.graph.NodeType;
import dev.seisei.graph.NodeType.Parameter;
import dev.seisei.graph.Settings;
import dev.seisei.kernels.shape.Broadleaves;
import dev.seisei.kernels.shape.Conifers;
import dev.seisei.kernels.shape.Palms;
import dev.seisei.kernels.shape.Shrubs;
import dev.seisei.kernels.shape.TreeForm;
import java.util.List;

/// Trees and shrubs, grown.
final class Trees {

  static final NodeType TYPE =
      new NodeType(
          "tree",
          "Grows a family of trees or shrubs.",
          Node.Kind.FAMILY,
          List.of(),
          Shapes.parameters(
              new Parameter.Choice(
                  "kind", List.of("conifer", "broadleaf", "palm", "shrub"), "how it grows"),
              Parameter.number("height", "m", 0.2, 100, 9, "from the ground to the tip"),
              Parameter.number("crown", "m", 0.2, 100, 4, "width of the crown"),
              Parameter.number("trunk", "m", 0.01, 10, 0.2, "radius of the trunk"),
              Parameter.number("irregularity", "", 0, 1, 0.5, "0 out of a catalogue, 1 windswept"),
              new Parameter.Colour("bark", 0x5a4632, "of the trunk"),
              new Parameter.Colour("leaf", 0x3f6b2f, "of the leaves in full light")),
          Trees::grow,
          new NodeType.Facts(
              new NodeType.Cost(20, NodeType.Cost.Unit.MILLISECONDS_ONCE),
              "none",
              NodeType.Look.NONE,
              """
              {"node": "tree", "kind": "conifer", "height": 11, "crown": 4.6, "variants": 3}
              """));

  private Trees() {}

  private static Node grow(Settings settings) {
    var form =
        new TreeForm(
            settings.number("height"),
            settings.number("crown"),
            settings.number("trunk"),
            Shapes.rgb(settings.colour("bark")),
            Shapes.rgb(settings.colour("leaf")),
            settings.number("irregularity"));
    String kind = settings.choice("kind");
    return Shapes.family(
        settings,
        (seed, detail) ->
            switch (kind) {
              case "conifer" -> Conifers.grow(form, seed, detail);
              case "broadleaf" -> Broadleaves.grow(form, seed, detail);
              case "palm" -> Palms.grow(form, seed, detail);
              case "shrub" -> Shrubs.grow(form, seed, detail);
              default -> throw new IllegalStateException("no such kind of tree: " + kind);
            });
  }
}

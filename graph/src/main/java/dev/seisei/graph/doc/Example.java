package dev.seisei.graph.doc;

import dev.seisei.graph.GraphFile;
import dev.seisei.graph.Node;
import dev.seisei.graph.NodeType;
import dev.seisei.graph.World;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A small world around the example of a node's page: what the example may be linked to.
public final class Example {
  private static final String WORLD =
      """
      {
        "format": "seisei-world/1",
        "id": "example",
        "title": "Example",
        "seed": 3,
        "chunk": {"samples": 33, "cellMetres": 1, "levels": 3, "extentMetres": 1024},
        "spawn": {"from": [0, 2, 0], "to": [8, 1, 9]},
        "materials": [
          {"name": "grass", "colour": "#6f9a3c"},
          {"name": "rock", "colour": "#7f786c"}
        ],
        "nodes": {
          "hills": {"node": "noise", "wavelength": 110, "amplitude": 24},
          "ridges": {"node": "noise", "shape": "ridged", "wavelength": 140, "amplitude": 40},
          "near-one": {"node": "remap", "of": "ridges", "from": 0, "to": 40, "least": 0.5, "largest": 2},
          "mask": {"node": "rise", "of": "hills", "from": -3, "to": 5},
          "disc": {"node": "circle", "x": -20, "radius": 60},
          "square": {"node": "box", "x": 15, "z": 10, "width": 60, "depth": 40},
          "boulder": {"node": "rock", "variants": 1},
          "cover": {"node": "layers", "layers": [{"material": "grass"}]},
          "example": EXAMPLE
        },
        "out": {"terrain": "hills", "surface": "cover"}
      }
      """;

  private Example() {}

  /// The world that a node's example stands in.
  public static World world(NodeType type) {
    return GraphFile.parse(
        "example of " + type.name(),
        WORLD.replace("EXAMPLE", type.facts().example()).getBytes(StandardCharsets.UTF_8));
  }

  /// The field that a node's example makes, if it makes one.
  public static Optional<Node.Field> field(NodeType type) {
    return world(type).field("example");
  }
}

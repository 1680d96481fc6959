package dev.seisei.graph.doc;

import dev.seisei.graph.NodeType;
import dev.seisei.graph.NodeType.Input;
import dev.seisei.graph.NodeType.Parameter;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Descriptions of nodes as JSON: what editors need to offer them.
public final class NodeData {
  private NodeData() {}

  public static ArrayNode of(List<NodeType> types) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    types.forEach(type -> list.add(of(type)));
    return list;
  }

  /// One node.
  public static ObjectNode of(NodeType type) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("node", type.name()).put("doc", type.summary()).put("makes", type.output().title());
    ArrayNode inputs = json.putArray("inputs");
    for (Input input : type.inputs()) {
      inputs
          .addObject()
          .put("name", input.name())
          .put("takes", input.kind().title())
          .put("doc", input.doc());
    }
    ArrayNode parameters = json.putArray("parameters");
    for (Parameter parameter : type.parameters()) {
      ObjectNode one = parameters.addObject().put("name", parameter.name());
      describe(parameter, one);
      one.put("doc", parameter.doc());
    }
    json.putObject("cost")
        .put("amount", type.facts().cost().amount())
        .put("unit", type.facts().cost().unit().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    json.put("source", type.facts().source());
    json.put("example", type.facts().example());
    return json;
  }

  private static void describe(Parameter parameter, ObjectNode json) {
    switch (parameter) {
      case Parameter.Quantity number -> {
        json.put("type", number.whole() ? "whole" : "number")
            .put("unit", number.unit())
            .put("least", number.least())
            .put("most", number.most());
        if (!Double.isNaN(number.preset())) {
          json.put("preset", number.preset());
        }
      }
      case Parameter.Choice choice -> {
        ArrayNode words = json.put("type", "choice").putArray("words");
        choice.words().forEach(words::add);
        json.put("preset", choice.words().getFirst());
      }
      case Parameter.Colour colour ->
          json.put("type", "colour").put("preset", NodePages.hex(colour));
      case Parameter.Points _ -> json.put("type", "points");
      case Parameter.Way _ -> json.put("type", "way");
      case Parameter.Layers _ -> json.put("type", "layers");
      case Parameter.Seed _ -> json.put("type", "seed");
    }
  }
}

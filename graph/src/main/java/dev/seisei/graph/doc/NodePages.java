package dev.seisei.graph.doc;

import dev.seisei.graph.NodeType;
import dev.seisei.graph.NodeType.Input;
import dev.seisei.graph.NodeType.Parameter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Pages about nodes, in Markdown.
public final class NodePages {
  private NodePages() {}

  /// The page that lists all nodes.
  public static String index(List<NodeType> types) {
    var text = new StringBuilder();
    text.append("# Nodes\n\n");
    text.append(
        "All nodes that a world file can use, made of the descriptions in `dev.seisei.graph.node`;"
            + " `./seisei nodes` and `GET /api/nodes` tell the same. Costs are of the node alone, its"
            + " inputs not counted.\n\n");
    text.append("| node | makes | what it is | cost |\n| --- | --- | --- | --- |\n");
    for (NodeType type : types) {
      text.append(
          "| [`%s`](%s.md) | %s | %s | %s |\n"
              .formatted(
                  type.name(),
                  type.name(),
                  type.output().title(),
                  type.summary(),
                  type.facts().cost().told()));
    }
    return text.toString();
  }

  /// One node's page.
  public static String page(NodeType type) {
    var text = new StringBuilder();
    text.append("# ").append(type.name()).append("\n\n");
    text.append(type.summary()).append("\n\n");
    if (type.facts().look() != NodeType.Look.NONE) {
      text.append("![Its example, 240 m across](images/").append(type.name()).append(".png)\n\n");
    }
    text.append("```json\n").append(type.facts().example()).append("\n```\n\n");
    text.append("Makes a ").append(type.output().title()).append(".\n");
    if (!type.inputs().isEmpty()) {
      text.append("\n| input | takes | what for |\n| --- | --- | --- |\n");
      for (Input input : type.inputs()) {
        text.append(
            "| `%s` | %s | %s |\n".formatted(input.name(), input.kind().title(), input.doc()));
      }
    }
    if (!type.parameters().isEmpty()) {
      text.append(
          "\n| parameter | unit | may be | if not given | what for |\n| --- | --- | --- | --- | --- |\n");
      for (Parameter parameter : type.parameters()) {
        text.append(
            "| `%s` | %s | %s | %s | %s |\n"
                .formatted(
                    parameter.name(),
                    unit(parameter),
                    allowed(parameter),
                    preset(parameter),
                    parameter.doc()));
      }
    }
    text.append("\nCost: ").append(type.facts().cost().told()).append(".\n");
    if (!type.facts().source().equals("none")) {
      text.append("\nSource: ").append(type.facts().source()).append(".\n");
    }
    return text.toString();
  }

  private static String unit(Parameter parameter) {
    return parameter instanceof Parameter.Quantity number ? number.unit() : "";
  }

  static String allowed(Parameter parameter) {
    return switch (parameter) {
      case Parameter.Quantity number ->
          (number.whole() ? "whole, " : "") + plain(number.least()) + " to " + plain(number.most());
      case Parameter.Choice choice ->
          choice.words().stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
      case Parameter.Colour _ -> "`#rrggbb`";
      case Parameter.Points _ -> "`[[at, value], …]`, ascending, 2 to 32";
      case Parameter.Way _ -> "`[[x, z], …]` in metres, 2 to 64";
      case Parameter.Layers _ -> "`[{\"material\": NAME, \"where\": FIELD}, …]`, 1 to 8";
      case Parameter.Seed _ -> "a whole number";
    };
  }

  static String preset(Parameter parameter) {
    return switch (parameter) {
      case Parameter.Quantity number when Double.isNaN(number.preset()) -> "must be given";
      case Parameter.Quantity number -> plain(number.preset());
      case Parameter.Choice choice -> "`" + choice.words().getFirst() + "`";
      case Parameter.Colour colour -> "`" + hex(colour) + "`";
      case Parameter.Points _, Parameter.Way _, Parameter.Layers _ -> "must be given";
      case Parameter.Seed _ -> "from the node's name";
    };
  }

  static String hex(Parameter.Colour colour) {
    return String.format(Locale.ROOT, "#%06x", colour.preset());
  }

  private static String plain(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,d", (long) value)
        : Double.toString(value);
  }
}

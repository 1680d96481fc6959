package dev.seisei.graph.node;

import dev.seisei.graph.Node;
import dev.seisei.graph.NodeType;
import dev.seisei.graph.NodeType.Input;
import dev.seisei.graph.NodeType.Parameter;
import java.util.List;

/// Places for props.
final class Scattering {

  static final NodeType TYPE =
      new NodeType(
          "scatter",
          "Stands props on the ground, as many as a density says.",
          Node.Kind.SCATTER,
          List.of(
              Input.family("prop", "what to stand there"),
              Input.field("density", "share of the possible places to take, 0 to 1")),
          List.of(
              Parameter.required(
                  "spacing", "m", 1, 1_000, "width of the square that one has to itself"),
              Parameter.number(
                  "jitter", "", 0, 1, 0.85, "how far it may leave the square's middle"),
              Parameter.number("sink", "m", 0, 10, 0.1, "how deep it stands in the ground"),
              Parameter.whole("fullLevel", 0, 15, 1, "chunks up to this level hold every one"),
              Parameter.whole("maxLevel", 0, 15, 3, "chunks beyond this level hold none"),
              Parameter.number(
                  "thin", "", 0, 1, 0.4, "share that each level between keeps of the one before"),
              new Parameter.Seed("seed")),
          settings ->
              new Node.Scatter(
                  settings.family("prop"),
                  settings.seed(),
                  settings.field("density"),
                  settings.number("spacing"),
                  settings.number("jitter"),
                  settings.number("sink"),
                  settings.whole("fullLevel"),
                  settings.whole("maxLevel"),
                  settings.number("thin")),
          new NodeType.Facts(
              new NodeType.Cost(30, NodeType.Cost.Unit.NANOSECONDS_A_PLACE),
              "R. L. Cook, Stochastic Sampling in Computer Graphics, ACM TOG 5(1), 1986",
              NodeType.Look.NONE,
              """
              {"node": "scatter", "prop": "boulder", "density": "mask", "spacing": 7}
              """));

  private Scattering() {}
}

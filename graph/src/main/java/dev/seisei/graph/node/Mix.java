package dev.seisei.graph.node;

import dev.seisei.graph.Node;
import dev.seisei.graph.NodeType;
import dev.seisei.graph.NodeType.Input;
import dev.seisei.graph.NodeType.Look;
import dev.seisei.graph.Range;
import dev.seisei.graph.Reach;
import dev.seisei.graph.Samples;
import java.util.List;

/// Goes from one field to another.
///
/// @param a where `by` is 0
/// @param b where `by` is 1
/// @param by the share of `b`
public record Mix(Node.Field a, Node.Field b, Node.Field by) implements Node.Field {

  static final NodeType TYPE =
      NodeType.field(
          "mix",
          "a where `by` is 0, b where it is 1, and what is between between.",
          List.of(
              Input.field("a", "where by is 0"),
              Input.field("b", "where by is 1"),
              Input.field("by", "the share of b")),
          List.of(),
          settings -> new Mix(settings.field("a"), settings.field("b"), settings.field("by")),
          2,
          "none",
          Look.RELIEF,
          """
          {"node": "mix", "a": "hills", "b": "ridges", "by": "mask"}
          """);

  @Override
  public void fill(Samples at, float[] out) {
    float[] from = at.of(a);
    float[] to = at.of(b);
    float[] share = at.of(by);
    for (int i = 0; i < at.count(); i++) {
      out[i] = from[i] + share[i] * (to[i] - from[i]);
    }
  }

  @Override
  public Range range(Reach within) {
    Range from = within.of(a);
    Range to = within.of(b);
    Range share = within.of(by);
    // Straight in each of the three, so its extremes lie at their ends.
    var ends = new double[8];
    for (int i = 0; i < ends.length; i++) {
      double start = (i & 1) == 0 ? from.least() : from.most();
      double end = (i & 2) == 0 ? to.least() : to.most();
      ends[i] = start + ((i & 4) == 0 ? share.least() : share.most()) * (end - start);
    }
    return Range.holding(ends);
  }
}

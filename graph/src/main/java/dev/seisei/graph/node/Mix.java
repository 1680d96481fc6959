package dev.seisei.graph.node;

import dev.seisei.graph.Node;
import dev.seisei.graph.NodeType;
import dev.seisei.graph.NodeType.Input;
import dev.seisei.graph.Samples;
import java.util.List;

/// Goes from one field to another.
///
/// @param a where `by` is 0
/// @param b where `by` is 1
/// @param by the share of `b`
public record Mix(Node.Field a, Node.Field b, Node.Field by) implements Node.Field {

  static final NodeType TYPE =
      new NodeType(
          "mix",
          "a where `by` is 0, b where it is 1, and what is between between.",
          Node.Kind.FIELD,
          List.of(
              Input.field("a", "where by is 0"),
              Input.field("b", "where by is 1"),
              Input.field("by", "the share of b")),
          List.of(),
          settings -> new Mix(settings.field("a"), settings.field("b"), settings.field("by")));

  @Override
  public void fill(Samples at, float[] out) {
    float[] from = at.of(a);
    float[] to = at.of(b);
    float[] share = at.of(by);
    for (int i = 0; i < at.count(); i++) {
      out[i] = from[i] + share[i] * (to[i] - from[i]);
    }
  }
}

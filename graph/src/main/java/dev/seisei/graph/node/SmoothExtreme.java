package dev.seisei.graph.node;

import dev.seisei.graph.Node;
import dev.seisei.graph.NodeType;
import dev.seisei.graph.NodeType.Input;
import dev.seisei.graph.NodeType.Look;
import dev.seisei.graph.NodeType.Parameter;
import dev.seisei.graph.Range;
import dev.seisei.graph.Reach;
import dev.seisei.graph.Samples;
import dev.seisei.kernels.Curves;
import java.util.List;

/// The smaller or the larger of two fields, with the crease between them rounded off.
///
/// @param width how far apart the two may be where it is rounded
public record SmoothExtreme(boolean isLeast, Node.Field a, Node.Field b, float width)
    implements Node.Field {

  static final NodeType LEAST =
      type("smooth-least", "The smaller of a and b, with the crease between them rounded off.");
  static final NodeType LARGEST =
      type("smooth-largest", "The larger of a and b, with the crease between them rounded off.");

  private static NodeType type(String name, String summary) {
    return NodeType.field(
        name,
        summary,
        List.of(Input.field("a", "the first"), Input.field("b", "the second")),
        List.of(
            Parameter.required(
                "width", "", 1e-3, 10_000, "how far apart the two may be where it is rounded")),
        settings ->
            new SmoothExtreme(
                name.equals("smooth-least"),
                settings.field("a"),
                settings.field("b"),
                settings.number("width")),
        2,
        "I. Quilez, Smooth minimum, 2013",
        Look.RELIEF,
        "{\"node\": \"%s\", \"a\": \"hills\", \"b\": 6, \"width\": 12}".formatted(name));
  }

  @Override
  public void fill(Samples at, float[] out) {
    Curves.smoothLeast(at.of(a), at.of(b), at.count(), isLeast ? 1 : -1, width, out);
  }

  @Override
  public Range range(Reach within) {
    Range first = within.of(a);
    Range second = within.of(b);
    double round = 0.25 * width;
    return isLeast
        ? new Range(
            Math.min(first.least(), second.least()) - round, Math.min(first.most(), second.most()))
        : new Range(
            Math.max(first.least(), second.least()), Math.max(first.most(), second.most()) + round);
  }
}

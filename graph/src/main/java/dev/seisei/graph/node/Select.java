package dev.seisei.graph.node;

import dev.seisei.graph.Node;
import dev.seisei.graph.NodeType;
import dev.seisei.graph.NodeType.Input;
import dev.seisei.graph.NodeType.Look;
import dev.seisei.graph.NodeType.Parameter;
import dev.seisei.graph.Range;
import dev.seisei.graph.Reach;
import dev.seisei.graph.Samples;
import java.util.List;

/// One of two fields, whichever a third one says.
///
/// @param a where `by` is below
/// @param b where `by` is above
/// @param by decides
/// @param threshold between both
/// @param width how wide the way from one to the other is, in numbers of `by`
public record Select(Node.Field a, Node.Field b, Node.Field by, float threshold, float width)
    implements Node.Field {

  static final NodeType TYPE =
      NodeType.field(
          "select",
          "a where `by` is below a threshold, b where it is above.",
          List.of(
              Input.field("a", "where `by` is below"),
              Input.field("b", "where `by` is above"),
              Input.field("by", "decides")),
          List.of(
              Parameter.number("threshold", "", -1e6, 1e6, 0, "between both"),
              Parameter.number(
                  "width", "", 0, 1e6, 0, "how wide the way between them is, in numbers of `by`")),
          settings ->
              new Select(
                  settings.field("a"),
                  settings.field("b"),
                  settings.field("by"),
                  settings.number("threshold"),
                  settings.number("width")),
          3,
          "the cubic 3t² − 2t³ between both",
          Look.RELIEF,
          """
          {"node": "select", "a": "hills", "b": "ridges", "by": "hills", "threshold": 5, "width": 6}
          """);

  @Override
  public void fill(Samples at, float[] out) {
    float[] low = at.of(a);
    float[] high = at.of(b);
    float[] decides = at.of(by);
    float half = 0.5f * width;
    for (int i = 0; i < at.count(); i++) {
      float above = decides[i] - threshold;
      if (above <= -half) {
        out[i] = above < 0 || width > 0 ? low[i] : high[i];
      } else if (above >= half) {
        out[i] = high[i];
      } else {
        float t = (above + half) / width;
        out[i] = low[i] + t * t * (3 - 2 * t) * (high[i] - low[i]);
      }
    }
  }

  @Override
  public Range range(Reach within) {
    within.of(by);
    Range low = within.of(a);
    Range high = within.of(b);
    double most = Math.max(low.magnitude(), high.magnitude());
    return new Range(Math.min(low.least(), high.least()), Math.max(low.most(), high.most()))
        .widened(1e-6 * most);
  }
}

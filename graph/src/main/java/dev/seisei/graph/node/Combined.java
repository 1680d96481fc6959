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

/// Two shapes made one; shapes are distances, negative inside.
///
/// @param smooth how far around a crease it is rounded off, in metres; 0 leaves it sharp
public record Combined(How how, Node.Field a, Node.Field b, float smooth) implements Node.Field {

  static final NodeType TYPE =
      NodeType.field(
          "combine-shapes",
          "Makes one shape of two: what is in either, in both, or in a and not in b.",
          List.of(
              Input.field("a", "distance to the first shape"),
              Input.field("b", "distance to the second shape")),
          List.of(
              new Parameter.Choice(
                  "how", List.of("union", "intersection", "difference"), "what is kept"),
              Parameter.number(
                  "smooth", "m", 0, 10_000, 0, "how far around a crease it is rounded off")),
          settings ->
              new Combined(
                  Noise.constant(How.class, settings.choice("how")),
                  settings.field("a"),
                  settings.field("b"),
                  settings.number("smooth")),
          2,
          "I. Quilez, Smooth minimum, 2013",
          Look.GREY,
          """
          {"node": "combine-shapes", "a": "disc", "b": "square", "how": "difference", "smooth": 12}
          """);

  /// What is kept.
  public enum How {
    UNION,
    INTERSECTION,
    DIFFERENCE
  }

  @Override
  public void fill(Samples at, float[] out) {
    int count = at.count();
    float[] first = at.of(a);
    float[] second = at.of(b);
    if (how == How.DIFFERENCE) {
      float[] outside = new float[count];
      for (int i = 0; i < count; i++) {
        outside[i] = -second[i];
      }
      second = outside;
    }
    float sign = how == How.UNION ? 1 : -1;
    if (smooth > 0) {
      Curves.smoothLeast(first, second, count, sign, Math.max(smooth, 1e-3f), out);
    } else {
      for (int i = 0; i < count; i++) {
        out[i] = sign * Math.min(sign * first[i], sign * second[i]);
      }
    }
  }

  @Override
  public Range range(Reach within) {
    Range first = within.of(a);
    Range second = within.of(b);
    if (how == How.DIFFERENCE) {
      second = new Range(-second.most(), -second.least());
    }
    Range both =
        how == How.UNION
            ? new Range(
                Math.min(first.least(), second.least()), Math.min(first.most(), second.most()))
            : new Range(
                Math.max(first.least(), second.least()), Math.max(first.most(), second.most()));
    return both.widened(Math.max(smooth, 1e-3));
  }
}

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

/// A field put into other numbers, straight.
public record Remap(Node.Field of, float from, float to, float least, float largest, boolean isCut)
    implements Node.Field {

  static final NodeType TYPE =
      NodeType.field(
          "remap",
          "Puts a field into other numbers, straight: `from` becomes `least`, `to` becomes"
              + " `largest`.",
          List.of(Input.field("of", "the field")),
          List.of(
              Parameter.number("from", "", -1e6, 1e6, -1, "becomes `least`"),
              Parameter.number("to", "", -1e6, 1e6, 1, "becomes `largest`; not the same as `from`"),
              Parameter.number("least", "", -1e6, 1e6, 0, "what `from` becomes"),
              Parameter.number("largest", "", -1e6, 1e6, 1, "what `to` becomes"),
              new Parameter.Choice(
                  "beyond", List.of("go-on", "cut"), "what becomes of numbers beyond both")),
          settings ->
              new Remap(
                  settings.field("of"),
                  settings.number("from"),
                  settings.number("to"),
                  settings.number("least"),
                  settings.number("largest"),
                  settings.choice("beyond").equals("cut")),
          2,
          "none",
          Look.RELIEF,
          """
          {"node": "remap", "of": "hills", "from": -20, "to": 20, "least": 0, "largest": 60}
          """);

  public Remap {
    if (!Float.isFinite(1 / (to - from))) {
      throw new IllegalArgumentException("to: must differ from `from`, got " + to);
    }
  }

  @Override
  public void fill(Samples at, float[] out) {
    float[] values = at.of(of);
    float scale = 1 / (to - from);
    float height = largest - least;
    for (int i = 0; i < at.count(); i++) {
      float share = (values[i] - from) * scale;
      if (isCut) {
        share = Math.min(1, Math.max(0, share));
      }
      out[i] = least + share * height;
    }
  }

  @Override
  public Range range(Reach within) {
    Range range = within.of(of);
    double height = (double) largest - least;
    double first = (range.least() - from) / ((double) to - from);
    double second = (range.most() - from) / ((double) to - from);
    if (isCut) {
      first = Math.clamp(first, 0, 1);
      second = Math.clamp(second, 0, 1);
    }
    // What cancels out is rounded as what it was made of is.
    double rounding =
        1e-6
            * (Math.abs(least)
                + Math.abs(height)
                    * (1 + (range.magnitude() + Math.abs(from)) / Math.abs((double) to - from)));
    return Range.holding(least + first * height, least + second * height).widened(rounding);
  }
}

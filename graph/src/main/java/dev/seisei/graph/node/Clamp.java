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

/// A field cut off below and above.
public record Clamp(Node.Field of, float from, float to) implements Node.Field {

  static final NodeType TYPE =
      NodeType.field(
          "clamp",
          "Cuts a field off below and above.",
          List.of(Input.field("of", "the field")),
          List.of(
              Parameter.number("from", "", -1e6, 1e6, 0, "nothing is below"),
              Parameter.number("to", "", -1e6, 1e6, 1, "nothing is above; not below `from`")),
          settings ->
              new Clamp(settings.field("of"), settings.number("from"), settings.number("to")),
          1,
          "none",
          Look.RELIEF,
          """
          {"node": "clamp", "of": "hills", "from": -5, "to": 8}
          """);

  public Clamp {
    if (!(from <= to)) {
      throw new IllegalArgumentException("to: must not be below `from`, " + from + ", got " + to);
    }
  }

  @Override
  public void fill(Samples at, float[] out) {
    float[] values = at.of(of);
    for (int i = 0; i < at.count(); i++) {
      out[i] = Math.min(to, Math.max(from, values[i]));
    }
  }

  @Override
  public Range range(Reach within) {
    Range range = within.of(of);
    return new Range(Math.clamp(range.least(), from, to), Math.clamp(range.most(), from, to));
  }
}

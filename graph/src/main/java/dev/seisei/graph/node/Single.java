package dev.seisei.graph.node;

import dev.seisei.graph.Node;
import dev.seisei.graph.NodeType;
import dev.seisei.graph.NodeType.Input;
import dev.seisei.graph.NodeType.Look;
import dev.seisei.graph.Range;
import dev.seisei.graph.Reach;
import dev.seisei.graph.Samples;
import java.util.List;
import java.util.Locale;

/// One field made another, place by place.
public record Single(Operation operation, Node.Field of) implements Node.Field {

  static final NodeType ABSOLUTE = type(Operation.ABSOLUTE, "How far a field is from 0.");
  static final NodeType ROOT =
      type(Operation.ROOT, "The square root of a field; 0 where the field is below 0.");

  /// What is done with it.
  public enum Operation {
    ABSOLUTE,
    ROOT
  }

  private static NodeType type(Operation operation, String summary) {
    String name = operation.name().toLowerCase(Locale.ROOT);
    return NodeType.field(
        name,
        summary,
        List.of(Input.field("of", "the field")),
        List.of(),
        settings -> new Single(operation, settings.field("of")),
        1,
        "none",
        Look.RELIEF,
        "{\"node\": \"%s\", \"of\": \"hills\"}".formatted(name));
  }

  @Override
  public void fill(Samples at, float[] out) {
    float[] values = at.of(of);
    for (int i = 0; i < at.count(); i++) {
      out[i] =
          operation == Operation.ABSOLUTE
              ? Math.abs(values[i])
              : (float) Math.sqrt(Math.max(0, values[i]));
    }
  }

  @Override
  public Range range(Reach within) {
    Range range = within.of(of);
    return operation == Operation.ABSOLUTE
        ? new Range(Math.max(0, Math.max(range.least(), -range.most())), range.magnitude())
        : new Range(Math.sqrt(Math.max(0, range.least())), Math.sqrt(Math.max(0, range.most())));
  }
}

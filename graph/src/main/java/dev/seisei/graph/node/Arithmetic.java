package dev.seisei.graph.node;

import dev.seisei.graph.Node;
import dev.seisei.graph.NodeType;
import dev.seisei.graph.NodeType.Input;
import dev.seisei.graph.Range;
import dev.seisei.graph.Reach;
import dev.seisei.graph.Samples;
import java.util.List;

/// Two fields made one, place by place.
public record Arithmetic(Operation operation, Node.Field a, Node.Field b) implements Node.Field {

  static final NodeType ADD = type(Operation.ADD, "a plus b.");
  static final NodeType SUBTRACT = type(Operation.SUBTRACT, "a minus b.");
  static final NodeType MULTIPLY =
      type(Operation.MULTIPLY, "a times b: also what is in both of two masks.");
  static final NodeType LEAST = type(Operation.LEAST, "the smaller of a and b.");
  static final NodeType LARGEST =
      type(Operation.LARGEST, "the larger of a and b: also what is in either of two masks.");

  /// What is done with the two.
  public enum Operation {
    ADD,
    SUBTRACT,
    MULTIPLY,
    LEAST,
    LARGEST
  }

  private static NodeType type(Operation operation, String summary) {
    return new NodeType(
        operation.name().toLowerCase(java.util.Locale.ROOT),
        summary,
        Node.Kind.FIELD,
        List.of(Input.field("a", "the first"), Input.field("b", "the second")),
        List.of(),
        settings -> new Arithmetic(operation, settings.field("a"), settings.field("b")));
  }

  @Override
  public void fill(Samples at, float[] out) {
    float[] first = at.of(a);
    float[] second = at.of(b);
    int count = at.count();
    switch (operation) {
      case ADD -> {
        for (int i = 0; i < count; i++) {
          out[i] = first[i] + second[i];
        }
      }
      case SUBTRACT -> {
        for (int i = 0; i < count; i++) {
          out[i] = first[i] - second[i];
        }
      }
      case MULTIPLY -> {
        for (int i = 0; i < count; i++) {
          out[i] = first[i] * second[i];
        }
      }
      case LEAST -> {
        for (int i = 0; i < count; i++) {
          out[i] = Math.min(first[i], second[i]);
        }
      }
      case LARGEST -> {
        for (int i = 0; i < count; i++) {
          out[i] = Math.max(first[i], second[i]);
        }
      }
    }
  }

  @Override
  public Range range(Reach within) {
    Range first = within.of(a);
    Range second = within.of(b);
    return switch (operation) {
      case ADD -> new Range(first.least() + second.least(), first.most() + second.most());
      case SUBTRACT -> new Range(first.least() - second.most(), first.most() - second.least());
      case MULTIPLY ->
          Range.holding(
              first.least() * second.least(),
              first.least() * second.most(),
              first.most() * second.least(),
              first.most() * second.most());
      case LEAST ->
          new Range(Math.min(first.least(), second.least()), Math.min(first.most(), second.most()));
      case LARGEST ->
          new Range(Math.max(first.least(), second.least()), Math.max(first.most(), second.most()));
    };
  }
}

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

/// Two fields made one, place by place.
public record Arithmetic(Operation operation, Node.Field a, Node.Field b) implements Node.Field {

  static final NodeType ADD = type(Operation.ADD, "a plus b.");
  static final NodeType SUBTRACT = type(Operation.SUBTRACT, "a minus b.");
  static final NodeType MULTIPLY =
      type(Operation.MULTIPLY, "a times b: also what is in both of two masks.");
  static final NodeType DIVIDE =
      type(Operation.DIVIDE, "a divided by b, which must stay away from 0.", "near-one");
  static final NodeType LEAST = type(Operation.LEAST, "the smaller of a and b.");
  static final NodeType LARGEST =
      type(Operation.LARGEST, "the larger of a and b: also what is in either of two masks.");

  // A quotient of numbers that may be as large as any is then still small enough.
  private static final double LEAST_DIVISOR = 1e-3;

  /// What is done with the two.
  public enum Operation {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    LEAST,
    LARGEST
  }

  private static NodeType type(Operation operation, String summary) {
    return type(operation, summary, "ridges");
  }

  private static NodeType type(Operation operation, String summary, String second) {
    String name = operation.name().toLowerCase(Locale.ROOT);
    return NodeType.field(
        name,
        summary,
        List.of(Input.field("a", "the first"), Input.field("b", "the second")),
        List.of(),
        settings -> new Arithmetic(operation, settings.field("a"), settings.field("b")),
        1,
        "none",
        Look.RELIEF,
        "{\"node\": \"%s\", \"a\": \"hills\", \"b\": \"%s\"}".formatted(name, second));
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
      case DIVIDE -> {
        for (int i = 0; i < count; i++) {
          out[i] = first[i] / second[i];
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
      case DIVIDE -> quotient(first, second);
      case LEAST ->
          new Range(Math.min(first.least(), second.least()), Math.min(first.most(), second.most()));
      case LARGEST ->
          new Range(Math.max(first.least(), second.least()), Math.max(first.most(), second.most()));
    };
  }

  private static Range quotient(Range first, Range second) {
    if (second.least() < LEAST_DIVISOR && second.most() > -LEAST_DIVISOR) {
      throw new IllegalArgumentException(
          "b must stay above "
              + LEAST_DIVISOR
              + " or below -"
              + LEAST_DIVISOR
              + ", but could reach "
              + second.least()
              + " to "
              + second.most()
              + ". Cut it with `least` or `largest`.");
    }
    return Range.holding(
        first.least() / second.least(),
        first.least() / second.most(),
        first.most() / second.least(),
        first.most() / second.most());
  }
}

package dev.seisei.graph.node;

import dev.seisei.graph.Node;
import dev.seisei.graph.Range;
import dev.seisei.graph.Reach;
import dev.seisei.graph.Samples;
import java.util.Arrays;

/// The same number everywhere: what a file means by a number in place of a link.
public record Constant(float value) implements Node.Field {
  @Override
  public void fill(Samples at, float[] out) {
    Arrays.fill(out, value);
  }

  @Override
  public Range range(Reach within) {
    return new Range(value, value);
  }
}

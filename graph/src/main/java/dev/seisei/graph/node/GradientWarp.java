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

/// Another field, looked up at places pushed the way in which a field rises.
///
/// @param of the field to bend
/// @param by the field that rises
/// @param metres the farthest push, where `by` rises at 45 degrees or more
/// @param reach how far to both sides `by` is compared
public record GradientWarp(Node.Field of, Node.Field by, float metres, float reach)
    implements Node.Field {

  static final NodeType TYPE =
      NodeType.field(
          "gradient-warp",
          "Bends a field along the rise of another: bands that flow around hills. Costs four"
              + " evaluations of `by`.",
          List.of(
              Input.field("of", "the field to bend"),
              Input.field("by", "the field whose rise says where to")),
          List.of(
              Parameter.required(
                  "metres",
                  "m",
                  -5_000,
                  5_000,
                  "the push where `by` rises at 45 degrees or more; below 0 downhill"),
              Parameter.number(
                  "reach", "m", 0.25, 64, 2, "how far to both sides `by` is compared")),
          settings ->
              new GradientWarp(
                  settings.field("of"),
                  settings.field("by"),
                  settings.number("metres"),
                  settings.number("reach")),
          6,
          "I. Quilez, Domain warping, 2002",
          Look.RELIEF,
          """
          {"node": "gradient-warp", "of": "ridges", "by": "hills", "metres": 40, "reach": 8}
          """);

  @Override
  public void fill(Samples at, float[] out) {
    int count = at.count();
    float[] x = new float[count];
    float[] z = new float[count];
    Gradients.of(at, by, reach, x, z);
    for (int i = 0; i < count; i++) {
      float length = (float) Math.sqrt(x[i] * x[i] + z[i] * z[i]);
      float scale = metres / Math.max(1, length);
      x[i] = at.x()[i] + x[i] * scale;
      z[i] = at.z()[i] + z[i] * scale;
    }
    System.arraycopy(at.moved(x, z).of(of), 0, out, 0, count);
  }

  @Override
  public Range range(Reach within) {
    within.moved(reach).of(by);
    return within.moved(Math.abs(metres)).of(of);
  }
}

package dev.seisei.graph.node;

import dev.seisei.graph.Node;
import dev.seisei.graph.NodeType;
import dev.seisei.graph.NodeType.Input;
import dev.seisei.graph.NodeType.Look;
import dev.seisei.graph.NodeType.Parameter;
import dev.seisei.graph.Range;
import dev.seisei.graph.Reach;
import dev.seisei.graph.Samples;
import dev.seisei.kernels.Turns;
import java.util.List;

/// Another field moved, turned and stretched over the map.
///
/// @param of the field; its origin comes to lie at `x, z`
/// @param degrees how far it is turned, seen from above, clockwise
/// @param scale how much larger it is
public record Placed(Node.Field of, float x, float z, float degrees, float scale)
    implements Node.Field {

  static final NodeType TYPE =
      NodeType.field(
          "place",
          "Moves, turns and stretches a field over the map.",
          List.of(Input.field("of", "the field")),
          List.of(
              Parameter.number("x", "m", -1e6, 1e6, 0, "where the field's origin comes to lie"),
              Parameter.number("z", "m", -1e6, 1e6, 0, "where the field's origin comes to lie"),
              Parameter.number("turn", "degrees", -360, 360, 0, "clockwise, seen from above"),
              Parameter.number("scale", "", 0.01, 100, 1, "how much larger")),
          settings ->
              new Placed(
                  settings.field("of"),
                  settings.number("x"),
                  settings.number("z"),
                  settings.number("turn"),
                  settings.number("scale")),
          3,
          "none",
          Look.GREY,
          """
          {"node": "place", "of": "square", "x": 30, "z": -20, "turn": 30, "scale": 1.5}
          """);

  @Override
  public void fill(Samples at, float[] out) {
    int count = at.count();
    float[] x = new float[count];
    float[] z = new float[count];
    float cos = Turns.cos(degrees / 360) / scale;
    float sin = Turns.sin(degrees / 360) / scale;
    for (int i = 0; i < count; i++) {
      float dx = at.x()[i] - this.x;
      float dz = at.z()[i] - this.z;
      x[i] = dx * cos + dz * sin;
      z[i] = dz * cos - dx * sin;
    }
    System.arraycopy(at.moved(x, z).of(of), 0, out, 0, count);
  }

  @Override
  public Range range(Reach within) {
    double far = 2 * within.metres() + Math.abs(x) + Math.abs(z);
    return Reach.upTo(far / scale).of(of);
  }
}

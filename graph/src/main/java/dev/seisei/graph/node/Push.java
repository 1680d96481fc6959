package dev.seisei.graph.node;

import dev.seisei.graph.Node;
import dev.seisei.graph.NodeType;
import dev.seisei.graph.NodeType.Input;
import dev.seisei.graph.NodeType.Look;
import dev.seisei.graph.Range;
import dev.seisei.graph.Reach;
import dev.seisei.graph.Samples;
import java.util.List;

/// Another field, looked up at places that two fields push about.
///
/// @param of the field to bend
/// @param east metres towards east
/// @param south metres towards south
public record Push(Node.Field of, Node.Field east, Node.Field south) implements Node.Field {

  static final NodeType TYPE =
      NodeType.field(
          "push",
          "Bends a field by two others, which say how far away it is looked up.",
          List.of(
              Input.field("of", "the field to bend"),
              Input.field("east", "metres towards east"),
              Input.field("south", "metres towards south")),
          List.of(),
          settings ->
              new Push(settings.field("of"), settings.field("east"), settings.field("south")),
          2,
          "I. Quilez, Domain warping, 2002",
          Look.RELIEF,
          """
          {"node": "push", "of": "ridges", "east": "hills", "south": 40}
          """);

  @Override
  public void fill(Samples at, float[] out) {
    int count = at.count();
    float[] byX = at.of(east);
    float[] byZ = at.of(south);
    float[] x = new float[count];
    float[] z = new float[count];
    for (int i = 0; i < count; i++) {
      x[i] = at.x()[i] + byX[i];
      z[i] = at.z()[i] + byZ[i];
    }
    System.arraycopy(at.moved(x, z).of(of), 0, out, 0, count);
  }

  @Override
  public Range range(Reach within) {
    double most = Math.max(within.of(east).magnitude(), within.of(south).magnitude());
    return within.moved(most).of(of);
  }
}

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

/// The middle of another field, laid like tiles.
///
/// @param of the field; the square around its origin is repeated
/// @param width of the square in metres
/// @param isMirrored whether every other tile is mirrored, so that they fit
public record Repeat(Node.Field of, float width, boolean isMirrored) implements Node.Field {

  static final NodeType TYPE =
      NodeType.field(
          "repeat",
          "Lays the square around a field's origin like tiles.",
          List.of(Input.field("of", "the field")),
          List.of(
              Parameter.required("width", "m", 1, 100_000, "of a tile"),
              new Parameter.Choice(
                  "fit", List.of("as-is", "mirrored"), "mirrored tiles fit whatever is on them")),
          settings ->
              new Repeat(
                  settings.field("of"),
                  settings.number("width"),
                  settings.choice("fit").equals("mirrored")),
          5,
          "none",
          Look.GREY,
          """
          {"node": "repeat", "of": "square", "width": 90}
          """);

  @Override
  public void fill(Samples at, float[] out) {
    int count = at.count();
    float[] x = new float[count];
    float[] z = new float[count];
    for (int i = 0; i < count; i++) {
      x[i] = within(at.x()[i]);
      z[i] = within(at.z()[i]);
    }
    System.arraycopy(at.moved(x, z).of(of), 0, out, 0, count);
  }

  private float within(float along) {
    float tile = (float) Math.floor(along / width + 0.5f);
    float part = along - tile * width;
    boolean isOdd = tile - 2 * (float) Math.floor(tile * 0.5f) != 0;
    return isMirrored && isOdd ? -part : part;
  }

  @Override
  public Range range(Reach within) {
    // What is left of a large number is rounded as that number is.
    return Reach.upTo(0.5 * width + 1e-6 * within.metres()).of(of);
  }
}

package dev.seisei.graph.node;

import dev.seisei.graph.Node;
import dev.seisei.graph.NodeType;
import dev.seisei.graph.NodeType.Look;
import dev.seisei.graph.NodeType.Parameter;
import dev.seisei.graph.Range;
import dev.seisei.graph.Reach;
import dev.seisei.graph.Samples;
import dev.seisei.graph.Settings;
import dev.seisei.kernels.Distances;
import dev.seisei.kernels.Turns;
import java.util.List;
import java.util.function.Function;

/// Signed distances to flat shapes: metres from the outline, negative inside.
public sealed interface Outline extends Node.Field {

  /// The farthest that any of the shape's outline is from the origin.
  double extent();

  @Override
  default Range range(Reach within) {
    double most = Math.sqrt(2) * within.metres() + extent();
    return new Range(-extent(), most).widened(1e-5 * most);
  }

  private static Parameter middleX() {
    return Parameter.number("x", "m", -1e6, 1e6, 0, "of its middle");
  }

  private static Parameter middleZ() {
    return Parameter.number("z", "m", -1e6, 1e6, 0, "of its middle");
  }

  private static NodeType type(
      String name,
      String summary,
      List<Parameter> parameters,
      Function<Settings, Node> maker,
      int nanoseconds,
      String example) {
    return NodeType.field(
        name,
        summary + " Metres from the outline, below 0 inside.",
        List.of(),
        parameters,
        maker,
        nanoseconds,
        "I. Quilez, 2D distance functions, 2020",
        Look.GREY,
        example);
  }

  /// A circle.
  record Circle(float x, float z, float radius) implements Outline {
    static final NodeType TYPE =
        type(
            "circle",
            "The distance to a circle; with radius 0, to a point.",
            List.of(
                middleX(),
                middleZ(),
                Parameter.number("radius", "m", 0, 1e6, 10, "from middle to outline")),
            settings ->
                new Circle(settings.number("x"), settings.number("z"), settings.number("radius")),
            2,
            """
            {"node": "circle", "radius": 70}
            """);

    @Override
    public void fill(Samples at, float[] out) {
      Distances.circle(at.x(), at.z(), at.count(), x, z, radius, out);
    }

    @Override
    public double extent() {
      return Math.abs(x) + Math.abs(z) + (double) radius;
    }
  }

  /// A circular band.
  record Ring(float x, float z, float radius, float width) implements Outline {
    static final NodeType TYPE =
        type(
            "ring",
            "The distance to a circular band.",
            List.of(
                middleX(),
                middleZ(),
                Parameter.number("radius", "m", 0, 1e6, 40, "from middle to the band's middle"),
                Parameter.number("width", "m", 0, 1e6, 10, "across the band")),
            settings ->
                new Ring(
                    settings.number("x"),
                    settings.number("z"),
                    settings.number("radius"),
                    settings.number("width")),
            2,
            """
            {"node": "ring", "radius": 70, "width": 25}
            """);

    @Override
    public void fill(Samples at, float[] out) {
      Distances.ring(at.x(), at.z(), at.count(), x, z, radius, width, out);
    }

    @Override
    public double extent() {
      return Math.abs(x) + Math.abs(z) + (double) radius + width;
    }
  }

  /// A rectangle with round corners.
  record Box(float x, float z, float width, float depth, float degrees, float corner)
      implements Outline {
    static final NodeType TYPE =
        type(
            "box",
            "The distance to a rectangle, turned, with round corners.",
            List.of(
                middleX(),
                middleZ(),
                Parameter.number("width", "m", 0.01, 1e6, 20, "along x before it is turned"),
                Parameter.number("depth", "m", 0.01, 1e6, 20, "along z before it is turned"),
                Parameter.number("turn", "degrees", -360, 360, 0, "clockwise, seen from above"),
                Parameter.number(
                    "corner", "m", 0, 1e6, 0, "radius of its corners, at most half a side")),
            settings ->
                new Box(
                    settings.number("x"),
                    settings.number("z"),
                    settings.number("width"),
                    settings.number("depth"),
                    settings.number("turn"),
                    settings.number("corner")),
            3,
            """
            {"node": "box", "width": 150, "depth": 90, "turn": 20, "corner": 15}
            """);

    public Box {
      if (!(2 * corner <= Math.min(width, depth))) {
        throw new IllegalArgumentException(
            "corner: must be at most half a side, "
                + Math.min(width, depth) / 2
                + ", got "
                + corner);
      }
    }

    @Override
    public void fill(Samples at, float[] out) {
      Distances.box(
          at.x(),
          at.z(),
          at.count(),
          x,
          z,
          Turns.cos(degrees / 360),
          Turns.sin(degrees / 360),
          0.5f * width,
          0.5f * depth,
          corner,
          out);
    }

    @Override
    public double extent() {
      return Math.abs(x) + Math.abs(z) + (double) width + depth;
    }
  }

  /// A line through places.
  @SuppressWarnings("ArrayRecordComponent") // compared by identity, as all nodes are
  record Path(float[] x, float[] z, float width) implements Outline {
    static final NodeType TYPE =
        type(
            "path",
            "The distance to a line through places, with round ends; two places make a capsule.",
            List.of(
                new Parameter.Way("places", "where the line goes"),
                Parameter.number("width", "m", 0, 1e6, 0, "across the line")),
            settings ->
                new Path(
                    settings.way("places")[0], settings.way("places")[1], settings.number("width")),
            6,
            """
            {"node": "path", "places": [[-90, 60], [-20, 10], [30, 40], [90, -70]], "width": 12}
            """);

    @Override
    public void fill(Samples at, float[] out) {
      Distances.polyline(at.x(), at.z(), at.count(), x, z, 0.5f * width, out);
    }

    @Override
    public double extent() {
      double most = 0;
      for (int i = 0; i < x.length; i++) {
        most = Math.max(most, Math.abs(x[i]) + Math.abs((double) z[i]));
      }
      return most + width;
    }
  }
}

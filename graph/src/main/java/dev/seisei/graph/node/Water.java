package dev.seisei.graph.node;

import dev.seisei.graph.Node;
import dev.seisei.graph.NodeType;
import dev.seisei.graph.NodeType.Input;
import dev.seisei.graph.NodeType.Look;
import dev.seisei.graph.NodeType.Parameter;
import dev.seisei.graph.Range;
import dev.seisei.graph.Tiled;
import dev.seisei.graph.Window;
import dev.seisei.kernels.terrain.Flow;
import java.util.List;

/// Where water stands and where it runs.
///
/// @param of heights
/// @param cellMetres distance between samples of its grid
/// @param depth the deepest lake, metres
/// @param rounds how many cells away a lake may run off
/// @param steps how many cells water is followed; 0 where the level of lakes is what is asked
/// @param digest of all that it is made of
public record Water(
    Node.Field of, int cellMetres, float depth, int rounds, int steps, String digest)
    implements Tiled {

  private static final Parameter CELL =
      Parameter.whole("cell", 1, 128, 16, "metres between samples of its grid: 1, 2, 4, … 128");
  private static final Parameter DEPTH =
      Parameter.number("depth", "m", 0, 500, 24, "the deepest lake");
  private static final Parameter ROUNDS =
      Parameter.whole("rounds", 1, 128, 64, "how many cells away a lake may find its way out");

  static final NodeType LAKES =
      NodeType.field(
          "lakes",
          "The level of water that stands in hollows, and of the ground where there is none. Hollows"
              + " deeper than `depth`, and plains so wide that water would not find its way in"
              + " `rounds` cells, stay as full as they began.",
          List.of(Input.field("of", "heights")),
          List.of(CELL, DEPTH, ROUNDS),
          settings ->
              new Water(
                  settings.field("of"),
                  Hydraulic.powerOfTwo(settings.whole("cell")),
                  settings.number("depth"),
                  settings.whole("rounds"),
                  0,
                  settings.digest()),
          600,
          "O. Planchon, F. Darboux, Catena 46, 2001, in a bounded number of rounds",
          Look.RELIEF,
          """
          {"node": "lakes", "of": "hills", "cell": 2, "depth": 20}
          """);

  static final NodeType RIVERS =
      NodeType.field(
          "rivers",
          "How much water comes by: the square root of the area that it comes from, in metres; large"
              + " along rivers. Lakes are filled first, so that rivers run through them. Water is"
              + " followed for `steps` cells, so no river is longer.",
          List.of(Input.field("of", "heights")),
          List.of(
              CELL,
              DEPTH,
              ROUNDS,
              Parameter.whole("steps", 4, 160, 96, "how many cells water is followed")),
          settings ->
              new Water(
                  settings.field("of"),
                  Hydraulic.powerOfTwo(settings.whole("cell")),
                  settings.number("depth"),
                  settings.whole("rounds"),
                  settings.whole("steps"),
                  settings.digest()),
          900,
          "J. F. O'Callaghan, D. M. Mark, Computer Vision, Graphics, and Image Processing 28, 1984",
          Look.GREY,
          """
          {"node": "rivers", "of": "ridges", "cell": 2, "depth": 20, "steps": 64}
          """);

  @Override
  public int apron() {
    return rounds + (steps > 0 ? steps + 2 : 0);
  }

  @Override
  public int evaluations() {
    return 1 + rounds / 2 + steps / 2;
  }

  @Override
  public float[] make(Window window) {
    float[] heights = window.cells();
    float[] filled = new float[heights.length];
    window.goOn();
    Flow.fill(
        heights, window.side(), depth / cellMetres, rounds, new float[heights.length], filled);
    if (steps == 0) {
      return window.metres(filled);
    }
    window.goOn();
    Flow.accumulate(filled, window.side(), steps, new int[heights.length], heights);
    for (int i = 0; i < heights.length; i++) {
      heights[i] = (float) Math.sqrt(heights[i]);
    }
    return window.metres(heights);
  }

  @Override
  public Range range(Range of) {
    if (steps == 0) {
      return new Range(of.least(), of.most() + depth);
    }
    // From no more than a square of cells.
    double side = 2.0 * steps + 1;
    return new Range(0, side * cellMetres);
  }
}

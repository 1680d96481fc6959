package dev.seisei.graph.node;

import dev.seisei.graph.Node;
import dev.seisei.graph.NodeType;
import dev.seisei.graph.NodeType.Input;
import dev.seisei.graph.NodeType.Look;
import dev.seisei.graph.NodeType.Parameter;
import dev.seisei.graph.Range;
import dev.seisei.graph.Tiled;
import dev.seisei.graph.Window;
import dev.seisei.kernels.Hash;
import dev.seisei.kernels.terrain.HydraulicErosion;
import java.util.List;

/// Ground that rain has worked on.
///
/// @param of heights
/// @param cellMetres distance between samples of its grid
/// @param passes how often rain falls over all of it
/// @param rain how it falls and what it does
/// @param seed chooses where drops fall
/// @param digest of all that it is made of
public record Hydraulic(
    Node.Field of, int cellMetres, int passes, HydraulicErosion.Rain rain, int seed, String digest)
    implements Tiled {

  static final NodeType TYPE =
      NodeType.field(
          "hydraulic-erosion",
          "Lets rain carry ground downhill: gullies, ridges between them, valley floors. Works on a"
              + " grid of its own, which softens what is finer; erode coarsely first, add detail, and"
              + " erode that again with finer cells.",
          List.of(Input.field("of", "heights")),
          List.of(
              Parameter.whole(
                  "cell", 1, 128, 8, "metres between samples of its grid: 1, 2, 4, … 128"),
              Parameter.whole("passes", 1, 6, 2, "how often rain falls over all of it"),
              Parameter.whole("steps", 4, 48, 24, "how many cells a drop travels"),
              Parameter.whole("radius", 0, 2, 1, "of what a drop digs, cells"),
              Parameter.number("drops", "", 0.02, 1, 0.4, "share of the samples that send a drop"),
              Parameter.number("inertia", "", 0, 0.95, 0.2, "how much a drop keeps its direction"),
              Parameter.number("capacity", "", 0, 8, 0.8, "how much a drop can carry"),
              Parameter.number(
                  "digging", "", 0, 0.5, 0.02, "share of what it could take that it takes a step"),
              Parameter.number(
                  "laying", "", 0, 0.5, 0.04, "share of what is too much that it drops a step"),
              Parameter.number("drying", "", 0, 0.5, 0.02, "share of its water it loses a step"),
              new Parameter.Seed("seed")),
          settings ->
              new Hydraulic(
                  settings.field("of"),
                  powerOfTwo(settings.whole("cell")),
                  settings.whole("passes"),
                  new HydraulicErosion.Rain(
                      settings.whole("steps"),
                      settings.whole("radius"),
                      settings.number("drops"),
                      settings.number("inertia"),
                      settings.number("capacity"),
                      settings.number("digging"),
                      settings.number("laying"),
                      settings.number("drying")),
                  settings.seed(),
                  settings.digest()),
          700,
          "H. T. Beyer, Implementation of a method for hydraulic erosion, TU München, 2015; passes"
              + " over frozen heights are ours",
          Look.RELIEF,
          """
          {"node": "hydraulic-erosion", "of": "ridges", "cell": 1, "passes": 3, "drops": 0.5}
          """);

  /// A cell whose multiples are exact.
  static int powerOfTwo(int cell) {
    if (Integer.bitCount(cell) != 1) {
      throw new IllegalArgumentException("cell: must be 1, 2, 4, … 128, got " + cell);
    }
    return cell;
  }

  @Override
  public int apron() {
    return passes * HydraulicErosion.apron(rain);
  }

  @Override
  public int evaluations() {
    return 1 + (int) (passes * rain.steps() * rain.share());
  }

  @Override
  public float[] make(Window window) {
    float[] heights = window.cells();
    float[] change = new float[heights.length];
    float[] out = new float[heights.length];
    for (int pass = 0; pass < passes; pass++) {
      window.goOn();
      HydraulicErosion.pass(
          rain,
          heights,
          window.side(),
          window.column(),
          window.row(),
          Hash.of(seed, pass, 7),
          change,
          out);
      float[] swap = heights;
      heights = out;
      out = swap;
    }
    return window.metres(heights);
  }

  @Override
  public Range range(Range of) {
    // Samples stay within their old neighbours.
    return of;
  }
}

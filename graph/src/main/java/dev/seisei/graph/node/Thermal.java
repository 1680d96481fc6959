package dev.seisei.graph.node;

import dev.seisei.graph.Node;
import dev.seisei.graph.NodeType;
import dev.seisei.graph.NodeType.Input;
import dev.seisei.graph.NodeType.Look;
import dev.seisei.graph.NodeType.Parameter;
import dev.seisei.graph.Range;
import dev.seisei.graph.Tiled;
import dev.seisei.graph.Window;
import dev.seisei.kernels.terrain.ThermalErosion;
import java.util.List;

/// Ground that has slid where it was too steep.
///
/// @param of heights
/// @param cellMetres distance between samples of its grid
/// @param passes each moves ground by one cell
/// @param talus the steepest slope that holds, metres up a metre along
/// @param digest of all that it is made of
public record Thermal(Node.Field of, int cellMetres, int passes, float talus, String digest)
    implements Tiled {

  static final NodeType TYPE =
      NodeType.field(
          "thermal-erosion",
          "Lets ground slide where it is too steep: scree below cliffs, even slopes. Works on a grid"
              + " of its own, which softens what is finer.",
          List.of(Input.field("of", "heights")),
          List.of(
              Parameter.whole(
                  "cell", 1, 128, 4, "metres between samples of its grid: 1, 2, 4, … 128"),
              Parameter.whole("passes", 1, 64, 12, "each moves ground by one cell"),
              Parameter.number("talus", "m/m", 0, 10, 0.8, "the steepest slope that holds")),
          settings ->
              new Thermal(
                  settings.field("of"),
                  Hydraulic.powerOfTwo(settings.whole("cell")),
                  settings.whole("passes"),
                  settings.number("talus"),
                  settings.digest()),
          120,
          "F. K. Musgrave, C. E. Kolb, R. S. Mace, The Synthesis and Rendering of Eroded Fractal"
              + " Terrains, SIGGRAPH 1989",
          Look.RELIEF,
          """
          {"node": "thermal-erosion", "of": "ridges", "cell": 1, "passes": 24, "talus": 0.5}
          """);

  @Override
  public int apron() {
    return passes * ThermalErosion.APRON;
  }

  @Override
  public int evaluations() {
    return 1 + passes;
  }

  @Override
  public float[] make(Window window) {
    float[] heights = window.cells();
    float[] out = new float[heights.length];
    for (int pass = 0; pass < passes; pass++) {
      window.goOn();
      ThermalErosion.pass(heights, window.side(), talus, out);
      float[] swap = heights;
      heights = out;
      out = swap;
    }
    return window.metres(heights);
  }

  @Override
  public Range range(Range of) {
    return of;
  }
}

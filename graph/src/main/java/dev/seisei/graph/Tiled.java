package dev.seisei.graph;

import dev.seisei.kernels.terrain.SplineGrid;
import java.util.LinkedHashMap;

/// A field that cannot be computed place by place: what weather does to ground depends on the
/// ground around. It is computed on a grid of its own, tile by tile, and read between the grid's
/// samples, so it is a function of x and z like any other and the same in every level of detail.
///
/// A tile asks the field that it takes for a wider window, an apron around it; where that field is
/// tiled too, it asks for a wider one again, so aprons add up along the way by themselves. Tiles
/// are kept by the digest of all that they are made of.
public interface Tiled extends Node.Field {

  /// Samples of the grid along a side of a tile.
  int CORE = 128;

  // Beside a tile's own samples, for reading between them: one before, two after.
  private static int stored() {
    return CORE + 3;
  }

  /// The field that it is made of.
  Node.Field of();

  /// Distance between samples of the grid, a power of two.
  int cellMetres();

  /// Samples beside one that it is made of.
  int apron();

  /// Names all that it is made of: two of the same digest are the same field.
  String digest();

  /// What its own work takes for a sample of the grid, in evaluations of ordinary fields.
  int evaluations();

  /// Computes a window of the grid.
  ///
  /// @param window what the field that it takes is there; what is right of the answer is what lies
  ///   [#apron] samples or more within
  /// @return values, row-major, as many as the window has
  float[] make(Window window);

  @Override
  default void fill(Samples at, float[] out) {
    Probe probe = at.probe();
    if (probe != null) {
      if (at.isFirst(this)) {
        Probe inner = probe.of(this);
        inner.spend(evaluations());
        Samples.probe(inner).of(of());
      }
      return;
    }
    float perCell = 1f / cellMetres();
    var near = new LinkedHashMap<Tiles.Key, float[]>();
    Tiles.Key last = null;
    float[] tile = new float[0];
    for (int n = 0; n < at.count(); n++) {
      float column = at.x()[n] * perCell;
      float row = at.z()[n] * perCell;
      int i = (int) Math.floor(column);
      int j = (int) Math.floor(row);
      int tileX = Math.floorDiv(i, CORE);
      int tileZ = Math.floorDiv(j, CORE);
      if (last == null || last.x() != tileX || last.z() != tileZ) {
        last = new Tiles.Key(digest(), tileX, tileZ);
        // Not computeIfAbsent: making a tile may come by here again.
        float[] known = near.get(last);
        tile = known == null ? at.tile(last, this) : known;
        near.put(last, tile);
      }
      int sample = (j - tileZ * CORE + 1) * stored() + i - tileX * CORE + 1;
      out[n] = SplineGrid.at(tile, stored(), sample, column - i, row - j);
    }
  }

  /// Computes a tile with what is read beside it.
  ///
  /// @param at whose wants and tiles it is made with
  default float[] tile(Samples at, int tileX, int tileZ) {
    int side = stored() + 2 * apron();
    int column = tileX * CORE - 1 - apron();
    int row = tileZ * CORE - 1 - apron();
    Samples places = at.elsewhere(Samples.grid(column, row, side, cellMetres()));
    float[] whole = make(new Window(places, column, row, side, cellMetres(), places.of(of())));
    float[] inner = new float[stored() * stored()];
    for (int j = 0; j < stored(); j++) {
      System.arraycopy(whole, (j + apron()) * side + apron(), inner, j * stored(), stored());
    }
    return inner;
  }

  @Override
  default Range range(Reach within) {
    // Samples beside a place, the farthest of a tile, and what those are made of.
    double wide = (CORE + 3.0 + apron()) * cellMetres();
    return range(within.moved(wide).of(of()));
  }

  /// Between which values it stays, if the field that it takes stays between some.
  Range range(Range of);
}

package dev.seisei.graph;

/// A square piece of a grid, as a tiled field gets it.
public final class Window {
  private final Samples places;
  private final int column;
  private final int row;
  private final int side;
  private final int cellMetres;
  private final float[] values;

  Window(Samples places, int column, int row, int side, int cellMetres, float[] values) {
    this.places = places;
    this.column = column;
    this.row = row;
    this.side = side;
    this.cellMetres = cellMetres;
    this.values = values;
  }

  /// Of the first sample, in cells from the origin.
  public int column() {
    return column;
  }

  /// Of the first sample, in cells from the origin.
  public int row() {
    return row;
  }

  /// Samples along a side.
  public int side() {
    return side;
  }

  /// What the field that it is made of is here, in cells of the grid rather than in metres: a copy,
  /// to be written.
  public float[] cells() {
    float[] cells = new float[values.length];
    float perCell = 1f / cellMetres;
    for (int i = 0; i < cells.length; i++) {
      cells[i] = values[i] * perCell;
    }
    return cells;
  }

  /// Turns cells into metres where they are.
  public float[] metres(float[] cells) {
    for (int i = 0; i < cells.length; i++) {
      cells[i] *= cellMetres;
    }
    return cells;
  }

  /// To be called between passes.
  ///
  /// @throws Abandoned if nobody waits for the answer any more
  public void goOn() {
    places.goOn();
  }
}

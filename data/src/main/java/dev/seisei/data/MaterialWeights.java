package dev.seisei.data;

/// How much of each material of the palette lies at each sample of a chunk.
///
/// The array is handed over, not copied.
public final class MaterialWeights {
  private final int layers;
  private final int side;
  private final byte[] planes;

  /// @param layers materials of the palette
  /// @param side samples along a side
  /// @param planes a plane a layer, each row-major, unsigned weights; their sum at a sample is
  ///   above 0
  public MaterialWeights(int layers, int side, byte[] planes) {
    if (planes.length != layers * side * side) {
      throw new IllegalArgumentException(
          "planes: must hold layers · side² weights, got "
              + planes.length
              + " for "
              + layers
              + " layers and a side of "
              + side);
    }
    this.layers = layers;
    this.side = side;
    this.planes = planes;
  }

  public int layers() {
    return layers;
  }

  public int side() {
    return side;
  }

  /// All planes, one after the other; not to be written.
  public byte[] planes() {
    return planes;
  }

  /// Weight of a layer at a sample, 0 to 255.
  public int at(int layer, int column, int row) {
    return planes[(layer * side + row) * side + column] & 0xff;
  }
}

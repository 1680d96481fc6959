package dev.seisei.data;

/// How a world is cut into chunks.
///
/// @param samples heights along a side of a chunk, one more than cells; a power of two plus one
/// @param cellMetres distance between neighbouring heights at level 0, a power of two
/// @param levels levels of detail
/// @param extentMetres the world reaches from minus this to plus this on both axes
public record ChunkGrid(int samples, float cellMetres, int levels, int extentMetres) {

  /// Rings of samples that a chunk carries beyond its border, so that normals agree across it.
  public static final int APRON = 1;

  public ChunkGrid {
    if (samples < 9 || samples > 129 || Integer.bitCount(samples - 1) != 1) {
      throw new IllegalArgumentException("samples: must be 9, 17, 33, 65 or 129, got " + samples);
    }
    if (!(cellMetres >= 0.125f && cellMetres <= 8) || !isPowerOfTwo(cellMetres)) {
      throw new IllegalArgumentException(
          "cellMetres: must be a power of two from 0.125 to 8, got " + cellMetres);
    }
    if (levels < 1 || levels > ChunkKey.MAX_LEVELS) {
      throw new IllegalArgumentException(
          "levels: must be 1 to " + ChunkKey.MAX_LEVELS + ", got " + levels);
    }
    float widest = (samples - 1) * cellMetres * (1 << (levels - 1));
    if (extentMetres > 1 << 20 || extentMetres < widest || extentMetres % widest != 0) {
      throw new IllegalArgumentException(
          "extentMetres: must be a multiple of the widest chunk's "
              + widest
              + " m, up to 1048576, got "
              + extentMetres);
    }
  }

  private static boolean isPowerOfTwo(float value) {
    return (Float.floatToIntBits(value) & 0x7fffff) == 0;
  }

  /// Distance between neighbouring samples of a level in metres.
  public float cell(int lod) {
    return cellMetres * (1 << lod);
  }

  /// Width of a chunk of a level in metres.
  public float span(int lod) {
    return (samples - 1) * cell(lod);
  }

  /// Samples along a side including both aprons.
  public int side() {
    return samples + 2 * APRON;
  }

  /// Least x of a chunk in metres.
  public float minX(ChunkKey key) {
    return key.x() * span(key.lod());
  }

  /// Least z of a chunk in metres.
  public float minZ(ChunkKey key) {
    return key.z() * span(key.lod());
  }

  /// Whether the world has this terrain chunk.
  public boolean contains(ChunkKey key) {
    if (key.lod() >= levels || key.y() != 0) {
      return false;
    }
    int reach = (int) (extentMetres / span(key.lod()));
    return key.x() >= -reach && key.x() < reach && key.z() >= -reach && key.z() < reach;
  }
}

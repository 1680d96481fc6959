package dev.seisei.data;

import java.util.Comparator;

/// Names one chunk of a world: its level of detail and its place in that level's grid.
///
/// @param lod level of detail; 0 is the finest, each next one spans twice as much
/// @param x column, towards east
/// @param y layer, upwards; 0 for terrain
/// @param z row, towards south
public record ChunkKey(int lod, int x, int y, int z) implements Comparable<ChunkKey> {

  /// Levels a key can name; the span of a chunk of the last is still exact in `float`.
  public static final int MAX_LEVELS = 16;

  private static final Comparator<ChunkKey> ORDER =
      Comparator.comparingInt(ChunkKey::lod)
          .thenComparingInt(ChunkKey::z)
          .thenComparingInt(ChunkKey::x)
          .thenComparingInt(ChunkKey::y);

  public ChunkKey {
    if (lod < 0 || lod >= MAX_LEVELS) {
      throw new IllegalArgumentException("lod: must be 0 to " + (MAX_LEVELS - 1) + ", got " + lod);
    }
  }

  /// Names a terrain chunk.
  public static ChunkKey terrain(int lod, int x, int z) {
    return new ChunkKey(lod, x, 0, z);
  }

  /// The chunk of the next level that covers this one.
  public ChunkKey parent() {
    return new ChunkKey(lod + 1, x >> 1, y >> 1, z >> 1);
  }

  /// One of the four terrain chunks of the level below that cover this one, counted row by row.
  public ChunkKey child(int index) {
    return terrain(lod - 1, 2 * x + (index & 1), 2 * z + (index >> 1));
  }

  /// Whether both cover some of the same ground; a chunk overlaps itself.
  public boolean overlaps(ChunkKey other) {
    int up = other.lod - lod;
    return up >= 0
        ? x >> up == other.x && z >> up == other.z
        : other.x >> -up == x && other.z >> -up == z;
  }

  @Override
  public int compareTo(ChunkKey other) {
    return ORDER.compare(this, other);
  }

  /// `lod/x/y/z`, as in paths.
  @Override
  public String toString() {
    return lod + "/" + x + "/" + y + "/" + z;
  }
}

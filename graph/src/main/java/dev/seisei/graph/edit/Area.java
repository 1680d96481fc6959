package dev.seisei.graph.edit;

import dev.seisei.data.ChunkGrid;
import dev.seisei.data.ChunkKey;
import java.util.ArrayList;
import java.util.List;

/// A rectangle on the map, its borders included, in metres.
public record Area(double minX, double minZ, double maxX, double maxZ) {

  /// The square of a chunk.
  public static Area of(ChunkGrid grid, ChunkKey key) {
    double span = grid.span(key.lod());
    return new Area(key.x() * span, key.z() * span, (key.x() + 1) * span, (key.z() + 1) * span);
  }

  /// The same, farther to all sides.
  public Area grown(double metres) {
    return new Area(minX - metres, minZ - metres, maxX + metres, maxZ + metres);
  }

  public boolean overlaps(Area other) {
    return minX <= other.maxX && maxX >= other.minX && minZ <= other.maxZ && maxZ >= other.minZ;
  }

  /// The chunks that an operation within this area may change, finest first.
  ///
  /// @param reach how far around a place the world looks to make it, in metres; a chunk looks as
  ///   far as its apron besides
  public List<ChunkKey> chunks(ChunkGrid grid, double reach) {
    var keys = new ArrayList<ChunkKey>();
    for (int lod = 0; lod < grid.levels(); lod++) {
      Area wide = grown(reach + ChunkGrid.APRON * grid.cell(lod));
      double span = grid.span(lod);
      // A border that is just reached counts on both sides.
      int west = (int) Math.ceil(wide.minX / span) - 1;
      int north = (int) Math.ceil(wide.minZ / span) - 1;
      for (int z = north; z <= Math.floor(wide.maxZ / span); z++) {
        for (int x = west; x <= Math.floor(wide.maxX / span); x++) {
          ChunkKey key = ChunkKey.terrain(lod, x, z);
          if (grid.contains(key)) {
            keys.add(key);
          }
        }
      }
    }
    return keys;
  }
}

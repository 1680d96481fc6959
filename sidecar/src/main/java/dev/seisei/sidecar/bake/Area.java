package dev.seisei.sidecar.bake;

import dev.seisei.data.ChunkGrid;
import dev.seisei.data.ChunkKey;
import java.util.ArrayList;
import java.util.List;

/// A rectangle on the ground in metres, its least sides included.
record Area(double minX, double minZ, double maxX, double maxZ) {
  private static final int MOST_CHUNKS = 4096;

  Area {
    if (!(minX < maxX && minZ < maxZ)) {
      throw new IllegalArgumentException(
          "area: x0 must be less than x1 and z0 less than z1, got " + told(minX, minZ, maxX, maxZ));
    }
  }

  /// Reads `x0,z0,x1,z1`.
  static Area parse(String text) {
    String[] parts = text.split(",", -1);
    if (parts.length == 4) {
      try {
        return new Area(number(parts[0]), number(parts[1]), number(parts[2]), number(parts[3]));
      } catch (NumberFormatException _) {
        // told below
      }
    }
    throw new IllegalArgumentException("area: must be x0,z0,x1,z1 in metres, got `" + text + "`");
  }

  private static double number(String text) {
    double number = Double.parseDouble(text.strip());
    if (!Double.isFinite(number)) {
      throw new NumberFormatException(text);
    }
    return number;
  }

  /// The chunks of a level that cover it, row by row.
  ///
  /// @throws IllegalArgumentException if the world does not reach that far, has no such level, or
  ///   these are more than fit into one file's memory
  List<ChunkKey> chunks(ChunkGrid grid, int lod) {
    if (lod < 0 || lod >= grid.levels()) {
      throw new IllegalArgumentException(
          "lod: must be 0 to " + (grid.levels() - 1) + ", got " + lod);
    }
    int extent = grid.extentMetres();
    if (minX < -extent || minZ < -extent || maxX > extent || maxZ > extent) {
      throw new IllegalArgumentException(
          "area: the world reaches from -"
              + extent
              + " to "
              + extent
              + " m, got "
              + told(minX, minZ, maxX, maxZ));
    }
    double span = grid.span(lod);
    int left = (int) Math.floor(minX / span);
    int top = (int) Math.floor(minZ / span);
    int right = (int) Math.ceil(maxX / span);
    int bottom = (int) Math.ceil(maxZ / span);
    long count = (long) (right - left) * (bottom - top);
    if (count > MOST_CHUNKS) {
      throw new IllegalArgumentException(
          "area: has "
              + count
              + " chunks of level "
              + lod
              + ", more than "
              + MOST_CHUNKS
              + ". Take a smaller area or a coarser level.");
    }
    var keys = new ArrayList<ChunkKey>();
    for (int z = top; z < bottom; z++) {
      for (int x = left; x < right; x++) {
        keys.add(ChunkKey.terrain(lod, x, z));
      }
    }
    return keys;
  }

  private static String told(double minX, double minZ, double maxX, double maxZ) {
    return minX + "," + minZ + "," + maxX + "," + maxZ;
  }
}

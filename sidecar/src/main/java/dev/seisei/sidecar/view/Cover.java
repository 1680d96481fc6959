package dev.seisei.sidecar.view;

import dev.seisei.data.ChunkGrid;
import dev.seisei.data.ChunkKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The chunks that a view consists of: the leaves of a quadtree that is finer where the viewer is
/// near.
///
/// They cover the view's circle without gap and without overlap, and neighbours differ by one level
/// at most where the detail is at least 1. Nearest come first, where near counts where the viewer
/// is and where they will be.
///
/// Source: F. Losasso, H. Hoppe, "Geometry Clipmaps", SIGGRAPH 2004 (levels by distance); T.
/// Ulrich, "Rendering Massive Terrains using Chunked Level of Detail Control", SIGGRAPH 2002 (the
/// quadtree of chunks).
public final class Cover {

  /// Chunks that a view may consist of; the largest of the archipelago has a thousand.
  static final int MOST_CHUNKS = 16_384;

  // How far ahead along its velocity a viewer is taken to be, in seconds.
  private static final double AHEAD = 2;

  private final ChunkGrid grid;
  private final View view;
  private final double above;
  private final List<Wanted> wanted = new ArrayList<>();

  private record Wanted(ChunkKey key, double nearness) {}

  private Cover(ChunkGrid grid, View view, double groundMetres) {
    this.grid = grid;
    this.view = view;
    this.above = Math.max(0, view.y() - groundMetres);
  }

  /// Computes the cover of a view.
  ///
  /// @param groundMetres height of the ground below the viewer
  /// @throws IllegalArgumentException if there would be too many, as in a world of tiny chunks
  public static List<ChunkKey> of(ChunkGrid grid, View view, double groundMetres) {
    var cover = new Cover(grid, view, groundMetres);
    int top = grid.levels() - 1;
    double span = grid.span(top);
    int west = (int) Math.floor((view.x() - view.radius()) / span);
    int east = (int) Math.floor((view.x() + view.radius()) / span);
    int north = (int) Math.floor((view.z() - view.radius()) / span);
    int south = (int) Math.floor((view.z() + view.radius()) / span);
    for (int z = north; z <= south; z++) {
      for (int x = west; x <= east; x++) {
        cover.add(ChunkKey.terrain(top, x, z));
      }
    }
    cover.wanted.sort(Comparator.comparingDouble(Wanted::nearness).thenComparing(Wanted::key));
    return cover.wanted.stream().map(Wanted::key).toList();
  }

  private void add(ChunkKey key) {
    double along = distance(key, view.x(), view.z());
    if (along > view.radius() || !grid.contains(key)) {
      return;
    }
    double span = grid.span(key.lod());
    if (key.lod() > 0 && Math.sqrt(along * along + above * above) < view.detail() * span) {
      for (int i = 0; i < 4; i++) {
        add(key.child(i));
      }
      return;
    }
    double later =
        distance(key, view.x() + AHEAD * view.velocityX(), view.z() + AHEAD * view.velocityZ());
    if (wanted.size() == MOST_CHUNKS) {
      throw new IllegalArgumentException(
          "radius: the view would have more than "
              + MOST_CHUNKS
              + " chunks of this world, got "
              + view.radius()
              + " m; take a smaller radius or less detail");
    }
    wanted.add(new Wanted(key, along + later));
  }

  /// From a place to a chunk's square, 0 inside.
  private double distance(ChunkKey key, double x, double z) {
    double span = grid.span(key.lod());
    double dx = Math.max(0, Math.max(key.x() * span - x, x - (key.x() + 1) * span));
    double dz = Math.max(0, Math.max(key.z() * span - z, z - (key.z() + 1) * span));
    return Math.sqrt(dx * dx + dz * dz);
  }
}

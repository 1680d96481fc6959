package dev.seisei.graph;

import dev.seisei.data.ChunkGrid;
import dev.seisei.data.ChunkKey;
import dev.seisei.data.HeightField;
import dev.seisei.data.Instances;
import dev.seisei.graph.Node.Scatter;
import dev.seisei.kernels.Hash;
import dev.seisei.kernels.JitteredGrid;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Stands the instances of one prop into one chunk.
final class Placement {
  private final ChunkGrid grid;
  private final ChunkKey key;
  private float[] x = new float[256];
  private float[] z = new float[256];
  private int[] hash = new int[256];
  private int count;

  private Placement(ChunkGrid grid, ChunkKey key) {
    this.grid = grid;
    this.key = key;
  }

  /// The instances of a prop, one entry a variant that occurs.
  ///
  /// They stand on the chunk's own ground, coarse or fine, so that none floats over what a viewer
  /// sees.
  static List<Instances> of(
      ChunkGrid grid,
      ChunkKey key,
      HeightField heights,
      int prop,
      Scatter scatter,
      Samples.Work work,
      Samples.@Nullable Overlay over) {
    var placement = new Placement(grid, key);
    JitteredGrid.visit(
        scatter.seed(),
        scatter.spacing(),
        scatter.jitter(),
        scatter.keep(key.lod()),
        grid.minX(key),
        grid.minZ(key),
        grid.span(key.lod()),
        placement::add);
    placement.thin(scatter, work, over);
    return placement.split(heights, prop, scatter);
  }

  private void add(float atX, float atZ, int bits) {
    if (count == x.length) {
      x = java.util.Arrays.copyOf(x, 2 * count);
      z = java.util.Arrays.copyOf(z, 2 * count);
      hash = java.util.Arrays.copyOf(hash, 2 * count);
    }
    x[count] = atX;
    z[count] = atZ;
    hash[count++] = bits;
  }

  private void thin(Scatter scatter, Samples.Work work, Samples.@Nullable Overlay over) {
    if (count == 0) {
      return;
    }
    var samples =
        new Samples(java.util.Arrays.copyOf(x, count), java.util.Arrays.copyOf(z, count))
            .with(work)
            .under(over);
    float[] density = samples.of(scatter.density());
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (Hash.unit(Hash.mix(hash[i] ^ 0x3c6ef372)) < density[i]) {
        x[kept] = x[i];
        z[kept] = z[i];
        hash[kept++] = hash[i];
      }
    }
    count = kept;
  }

  private List<Instances> split(HeightField heights, int prop, Scatter scatter) {
    int variants = scatter.family().family().variants().size();
    var groups = new ArrayList<Instances>();
    for (int variant = 0; variant < variants; variant++) {
      int size = 0;
      for (int i = 0; i < count; i++) {
        size += variant(i, variants) == variant ? 1 : 0;
      }
      if (size > 0) {
        groups.add(group(heights, prop, scatter, variant, variants, size));
      }
    }
    return groups;
  }

  private int variant(int i, int variants) {
    return Math.floorMod(Hash.mix(hash[i] ^ 0x2545f491), variants);
  }

  private Instances group(
      HeightField heights, int prop, Scatter scatter, int variant, int variants, int size) {
    float[] atX = new float[size];
    float[] atY = new float[size];
    float[] atZ = new float[size];
    byte[] yaw = new byte[size];
    byte[] scale = new byte[size];
    byte[] tint = new byte[size];
    float perCell = 1 / grid.cell(key.lod());
    float last = Math.nextDown(grid.span(key.lod()));
    for (int i = 0, n = 0; i < count; i++) {
      if (variant(i, variants) != variant) {
        continue;
      }
      // A hair before the far border is on it in `float`.
      atX[n] = Math.min(x[i] - grid.minX(key), last);
      atZ[n] = Math.min(z[i] - grid.minZ(key), last);
      atY[n] =
          heights.ground(atX[n] * perCell + ChunkGrid.APRON, atZ[n] * perCell + ChunkGrid.APRON)
              - scatter.sink();
      int look = Hash.mix(hash[i] + 3);
      yaw[n] = (byte) look;
      scale[n] = (byte) (look >> 8);
      tint[n++] = (byte) (look >> 16);
    }
    return new Instances(prop, variant, atX, atY, atZ, yaw, scale, tint);
  }
}

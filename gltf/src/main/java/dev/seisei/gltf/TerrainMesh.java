package dev.seisei.gltf;

import dev.seisei.data.Chunk;
import dev.seisei.data.ChunkGrid;
import dev.seisei.data.HeightField;
import dev.seisei.data.Material;
import dev.seisei.data.Mesh;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A chunk's ground as triangles, its least corner at the origin.
///
/// Normals are central differences over the apron, so they agree across borders. Cells are cut from
/// their right to their lower left corner, as everywhere in Seisei. Meshes of the same shape share
/// one array of indices.
public final class TerrainMesh {
  private static final Map<Shape, int[]> INDICES = new ConcurrentHashMap<>();

  private record Shape(int samples, boolean skirt) {}

  private TerrainMesh() {}

  /// Makes the mesh.
  ///
  /// @param palette of the chunk's materials, in their order
  /// @param skirtMetres how far a wall hangs down around the edge, to hide gaps beside chunks of
  ///   another level; 0 for none
  /// @throws IllegalArgumentException if chunk, grid and palette do not fit each other
  public static Mesh of(ChunkGrid grid, Chunk chunk, List<Material> palette, float skirtMetres) {
    return of(grid, chunk, new Palette(palette), skirtMetres);
  }

  static Mesh of(ChunkGrid grid, Chunk chunk, Palette palette, float skirtMetres) {
    if (!(skirtMetres >= 0 && skirtMetres <= 10_000)) {
      throw new IllegalArgumentException("skirtMetres: must be 0 to 10000, got " + skirtMetres);
    }
    int samples = grid.samples();
    if (chunk.heights().side() != grid.side()
        || chunk.materials().side() != samples
        || chunk.materials().layers() != palette.size()) {
      throw new IllegalArgumentException(
          "chunk "
              + chunk.key()
              + ": must have "
              + grid.side()
              + "² heights and "
              + palette.size()
              + " layers of "
              + samples
              + "² weights, got "
              + chunk.heights().side()
              + "² and "
              + chunk.materials().layers()
              + " of "
              + chunk.materials().side()
              + "²");
    }
    boolean skirt = skirtMetres > 0;
    int vertices = samples * samples + (skirt ? 4 * (samples - 1) : 0);
    var positions = new float[3 * vertices];
    var normals = new float[3 * vertices];
    var colours = new byte[4 * vertices];
    float cell = grid.cell(chunk.key().lod());
    for (int j = 0; j < samples; j++) {
      for (int i = 0; i < samples; i++) {
        int v = j * samples + i;
        positions[3 * v] = i * cell;
        positions[3 * v + 1] = chunk.heights().at(i + ChunkGrid.APRON, j + ChunkGrid.APRON);
        positions[3 * v + 2] = j * cell;
        normal(chunk.heights(), i + ChunkGrid.APRON, j + ChunkGrid.APRON, cell, normals, 3 * v);
        palette.mix(chunk.materials(), i, j, colours, 4 * v);
      }
    }
    if (skirt) {
      hang(samples, skirtMetres, positions, normals, colours);
    }
    int[] indices = INDICES.computeIfAbsent(new Shape(samples, skirt), TerrainMesh::indices);
    return new Mesh(positions, normals, colours, indices);
  }

  private static void normal(HeightField field, int i, int j, float cell, float[] normals, int at) {
    float x = field.at(i - 1, j) - field.at(i + 1, j);
    float z = field.at(i, j - 1) - field.at(i, j + 1);
    float y = 2 * cell;
    float length = (float) Math.sqrt((double) x * x + (double) y * y + (double) z * z);
    normals[at] = x / length;
    normals[at + 1] = y / length;
    normals[at + 2] = z / length;
  }

  private static void hang(
      int samples, float depth, float[] positions, float[] normals, byte[] colours) {
    int first = samples * samples;
    for (int k = 0; k < 4 * (samples - 1); k++) {
      int above = rim(samples, k);
      int below = first + k;
      System.arraycopy(positions, 3 * above, positions, 3 * below, 3);
      System.arraycopy(normals, 3 * above, normals, 3 * below, 3);
      System.arraycopy(colours, 4 * above, colours, 4 * below, 4);
      positions[3 * below + 1] -= depth;
    }
  }

  /// Vertex `k` of the edge: along -z, down +x, back along +z, up -x.
  private static int rim(int samples, int k) {
    int cells = samples - 1;
    int along = k % cells;
    return switch (k / cells % 4) {
      case 0 -> along;
      case 1 -> along * samples + cells;
      case 2 -> cells * samples + cells - along;
      default -> (cells - along) * samples;
    };
  }

  private static int[] indices(Shape shape) {
    int samples = shape.samples();
    int cells = samples - 1;
    var indices = new int[6 * cells * cells + (shape.skirt() ? 24 * cells : 0)];
    int at = 0;
    for (int j = 0; j < cells; j++) {
      for (int i = 0; i < cells; i++) {
        int corner = j * samples + i;
        at = triangle(indices, at, corner, corner + samples, corner + 1);
        at = triangle(indices, at, corner + 1, corner + samples, corner + samples + 1);
      }
    }
    int ring = shape.skirt() ? 4 * cells : 0;
    int first = samples * samples;
    for (int k = 0; k < ring; k++) {
      int next = (k + 1) % ring;
      at = triangle(indices, at, rim(samples, k), rim(samples, next), first + k);
      at = triangle(indices, at, rim(samples, next), first + next, first + k);
    }
    return Arrays.copyOf(indices, at);
  }

  private static int triangle(int[] indices, int at, int a, int b, int c) {
    indices[at] = a;
    indices[at + 1] = b;
    indices[at + 2] = c;
    return at + 3;
  }
}

package dev.seisei.gltf;

import dev.seisei.data.Chunk;
import dev.seisei.data.ChunkGrid;
import dev.seisei.data.ChunkKey;
import dev.seisei.data.HeightField;
import dev.seisei.data.Instances;
import dev.seisei.data.Material;
import dev.seisei.data.MaterialWeights;
import dev.seisei.data.Mesh;
import dev.seisei.data.PropFamily;
import dev.seisei.data.PropFamily.Detail;
import dev.seisei.data.PropFamily.Variant;
import java.util.List;

/// A small world to write.
final class Samples {
  static final ChunkGrid GRID = new ChunkGrid(9, 1, 3, 1024);
  static final List<Material> MATERIALS =
      List.of(new Material("sand", 0xd8c690, 0.95f), new Material("grass", 0x6f9440, 0.85f));

  private Samples() {}

  /// A pyramid of four sides over a square of one metre, of one colour.
  static Mesh pyramid(float height) {
    float slope = (float) (0.5 / Math.sqrt(0.25 + height * height));
    float rise = (float) (height / Math.sqrt(0.25 + height * height));
    var positions = new float[36];
    var normals = new float[36];
    var colours = new byte[48];
    var indices = new int[12];
    float[][] corners = {{0.5f, -0.5f}, {-0.5f, -0.5f}, {-0.5f, 0.5f}, {0.5f, 0.5f}};
    for (int side = 0; side < 4; side++) {
      float[] from = corners[side];
      float[] to = corners[(side + 1) % 4];
      float[] places = {from[0], 0, from[1], 0, height, 0, to[0], 0, to[1]};
      System.arraycopy(places, 0, positions, 9 * side, 9);
      for (int k = 0; k < 3; k++) {
        normals[9 * side + 3 * k] = (from[0] + to[0]) * rise;
        normals[9 * side + 3 * k + 1] = slope;
        normals[9 * side + 3 * k + 2] = (from[1] + to[1]) * rise;
        indices[3 * side + k] = 3 * side + 2 - k;
      }
    }
    for (int i = 0; i < colours.length; i++) {
      colours[i] = (byte) (i % 4 == 3 ? 255 : 40 * (i % 4 + 1));
    }
    return new Mesh(positions, normals, colours, indices);
  }

  static List<PropFamily> props() {
    return List.of(
        new PropFamily(
            "cairns",
            0.5f,
            2,
            List.of(
                new Variant(List.of(new Detail(pyramid(1), 0), new Detail(pyramid(1.5f), 6))),
                new Variant(List.of(new Detail(pyramid(2), 6))))));
  }

  static Chunk chunk(ChunkKey key) {
    int side = GRID.side();
    var metres = new float[side * side];
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        metres[row * side + column] = 0.25f * column + 0.0625f * row * row;
      }
    }
    int samples = GRID.samples();
    var planes = new byte[2 * samples * samples];
    for (int i = 0; i < samples * samples; i++) {
      planes[i] = (byte) (255 * (i % samples) / (samples - 1));
      planes[samples * samples + i] = (byte) (255 - (planes[i] & 0xff));
    }
    return new Chunk(
        key,
        new HeightField(side, metres),
        new MaterialWeights(2, samples, planes),
        List.of(group(0, 5), group(1, 3)));
  }

  private static Instances group(int variant, int count) {
    var x = new float[count];
    var y = new float[count];
    var z = new float[count];
    var yaw = new byte[count];
    var scale = new byte[count];
    var tint = new byte[count];
    for (int i = 0; i < count; i++) {
      x[i] = i + 0.5f;
      y[i] = 0.25f * i;
      z[i] = 2 * variant + 1;
      yaw[i] = (byte) (50 * i);
      scale[i] = (byte) (60 * i);
      tint[i] = (byte) (63 * i);
    }
    return new Instances(0, variant, x, y, z, yaw, scale, tint);
  }

  static List<Chunk> chunks() {
    return List.of(
        chunk(ChunkKey.terrain(0, 0, 0)),
        chunk(ChunkKey.terrain(0, 1, 0)),
        chunk(ChunkKey.terrain(1, -1, -1)));
  }

  static GlbScene scene(ChunkScene.Options options) {
    return ChunkScene.of(GRID, chunks(), MATERIALS, props(), 0.5f, options);
  }
}

package dev.seisei.gltf;

import dev.seisei.data.Chunk;
import dev.seisei.data.ChunkGrid;
import dev.seisei.data.ChunkKey;
import dev.seisei.data.Instances;
import dev.seisei.data.Material;
import dev.seisei.data.Mesh;
import dev.seisei.data.PropFamily;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Chunks of a world as a glTF scene.
///
/// A chunk becomes a node `chunk 0/1/0/-2` for its ground and one node a prop and variant, `spruces
/// 2 in 0/1/0/-2`, that shows all its instances; all chunks share one mesh a variant and level.
/// Nodes stand at the chunk's least corner, so that vertices stay small numbers far from the
/// origin.
public final class ChunkScene {
  private static final float PROP_ROUGHNESS = 0.9f;

  /// Half of each yaw of 1/256 turn, as sine and cosine; `StrictMath` gives the same bits
  /// everywhere.
  private static final float[] SINES = new float[256];

  private static final float[] COSINES = new float[256];

  static {
    for (int i = 0; i < 256; i++) {
      SINES[i] = (float) StrictMath.sin(Math.PI * i / 256);
      COSINES[i] = (float) StrictMath.cos(Math.PI * i / 256);
    }
  }

  private final ChunkGrid grid;
  private final List<PropFamily> props;
  private final Options options;
  private final GlbScene scene = new GlbScene();
  private final Palette palette;
  private final int propMaterial;
  private final int terrainMaterial;
  private final Map<Shared, Integer> propMeshes = new HashMap<>();

  /// How the scene is written.
  ///
  /// @param plain a node an instance, for programs that do not read `EXT_mesh_gpu_instancing`;
  ///   tints are lost
  /// @param skirtCells depth of the wall around each chunk in its own cells; 0 for none
  public record Options(boolean plain, float skirtCells) {
    public static final Options INSTANCED = new Options(false, 0);
    public static final Options PLAIN = new Options(true, 0);

    public Options {
      if (!(skirtCells >= 0 && skirtCells <= 64)) {
        throw new IllegalArgumentException("skirtCells: must be 0 to 64, got " + skirtCells);
      }
    }
  }

  private record Shared(int prop, int variant, int detail) {}

  private ChunkScene(
      ChunkGrid grid, List<Material> materials, List<PropFamily> props, Options options) {
    this.grid = grid;
    this.props = props;
    this.options = options;
    palette = new Palette(materials);
    terrainMaterial = scene.addMaterial(GlbMaterial.vertexColoured("terrain", palette.roughness()));
    propMaterial = scene.addMaterial(GlbMaterial.vertexColoured("props", PROP_ROUGHNESS));
  }

  /// Makes the scene; more can be added to it before it is written.
  ///
  /// @param chunks in the order of their nodes
  /// @param materials of the chunks' layers, in their order
  /// @param props of the chunks' instances, by number
  /// @param waterMetres level of a plane under which the chunks lie, or null for none
  /// @throws IllegalArgumentException if the chunks do not fit grid, materials and props
  public static GlbScene of(
      ChunkGrid grid,
      List<Chunk> chunks,
      List<Material> materials,
      List<PropFamily> props,
      @Nullable Float waterMetres,
      Options options) {
    var made = new ChunkScene(grid, materials, props, options);
    for (Chunk chunk : chunks) {
      made.add(chunk);
    }
    if (waterMetres != null && !chunks.isEmpty()) {
      made.addWater(chunks, waterMetres);
    }
    return made.scene;
  }

  private void add(Chunk chunk) {
    ChunkKey key = chunk.key();
    Transform corner = Transform.at(grid.minX(key), 0, grid.minZ(key));
    float skirt = options.skirtCells() * grid.cell(key.lod());
    int ground =
        scene.addMesh(
            "ground " + key, TerrainMesh.of(grid, chunk, palette, skirt), terrainMaterial);
    scene.addNode(GlbNode.showing("chunk " + key, corner, ground));
    for (Instances group : chunk.instances()) {
      if (group.count() > 0) {
        addProps(key, group, corner);
      }
    }
  }

  private void addProps(ChunkKey key, Instances group, Transform corner) {
    PropFamily family = known("prop", group.prop(), props);
    PropFamily.Variant variant = known("variant", group.variant(), family.variants());
    String kind = family.name() + " " + (group.variant() + 1);
    int mesh = mesh(group, kind, variant, key.lod());
    String name = kind + " in " + key;
    GlbInstances places = places(group, family);
    if (!options.plain()) {
      scene.addNode(GlbNode.instanced(name, corner, mesh, places));
      return;
    }
    var children = new ArrayList<Integer>();
    for (int i = 0; i < places.count(); i++) {
      children.add(scene.addNode(GlbNode.showing(name + " no. " + (i + 1), places.at(i), mesh)));
    }
    scene.addNode(GlbNode.group(name, corner, children));
  }

  private static <T> T known(String name, int index, List<T> all) {
    if (index < 0 || index >= all.size()) {
      throw new IllegalArgumentException(
          name + ": must be 0 to " + (all.size() - 1) + ", got " + index);
    }
    return all.get(index);
  }

  private int mesh(Instances group, String kind, PropFamily.Variant variant, int lod) {
    Mesh mesh = variant.at(lod);
    int detail = 0;
    while (variant.meshes().get(detail).mesh() != mesh) {
      detail++;
    }
    String name =
        detail == 0 ? kind : kind + " to level " + variant.meshes().get(detail).maxLevel();
    return propMeshes.computeIfAbsent(
        new Shared(group.prop(), group.variant(), detail),
        _ -> scene.addMesh(name, mesh, propMaterial));
  }

  private static GlbInstances places(Instances group, PropFamily family) {
    int count = group.count();
    var translations = new float[3 * count];
    var rotations = new float[4 * count];
    var scales = new float[3 * count];
    var tints = new float[3 * count];
    for (int i = 0; i < count; i++) {
      translations[3 * i] = group.x()[i];
      translations[3 * i + 1] = group.y()[i];
      translations[3 * i + 2] = group.z()[i];
      rotations[4 * i + 1] = SINES[group.yaw()[i] & 0xff];
      rotations[4 * i + 3] = COSINES[group.yaw()[i] & 0xff];
      float reach = family.largestScale() - family.leastScale();
      float scale = family.leastScale() + reach * (group.scale()[i] & 0xff) / 255;
      Arrays.fill(scales, 3 * i, 3 * i + 3, scale);
      float tint = 0.75f + 0.5f * (group.tint()[i] & 0xff) / 255;
      Arrays.fill(tints, 3 * i, 3 * i + 3, tint);
    }
    return new GlbInstances(translations, rotations, scales, tints);
  }

  /// One rectangle over all chunks.
  private void addWater(List<Chunk> chunks, float level) {
    float minX = Float.MAX_VALUE;
    float minZ = Float.MAX_VALUE;
    float maxX = -Float.MAX_VALUE;
    float maxZ = -Float.MAX_VALUE;
    for (Chunk chunk : chunks) {
      float span = grid.span(chunk.key().lod());
      minX = Math.min(minX, grid.minX(chunk.key()));
      minZ = Math.min(minZ, grid.minZ(chunk.key()));
      maxX = Math.max(maxX, grid.minX(chunk.key()) + span);
      maxZ = Math.max(maxZ, grid.minZ(chunk.key()) + span);
    }
    float wide = maxX - minX;
    float deep = maxZ - minZ;
    var colours = new byte[16];
    Arrays.fill(colours, (byte) 255);
    var plane =
        new Mesh(
            new float[] {0, 0, 0, wide, 0, 0, 0, 0, deep, wide, 0, deep},
            new float[] {0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0},
            colours,
            new int[] {0, 2, 1, 1, 2, 3});
    int material = scene.addMaterial(new GlbMaterial("water", 0.03f, 0.16f, 0.21f, 0.78f, 0.08f));
    int mesh = scene.addMesh("water", plane, material);
    scene.addNode(GlbNode.showing("water", Transform.at(minX, level, minZ), mesh));
  }
}

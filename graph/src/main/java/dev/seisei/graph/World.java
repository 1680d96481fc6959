package dev.seisei.graph;

import dev.seisei.data.Chunk;
import dev.seisei.data.ChunkGrid;
import dev.seisei.data.ChunkKey;
import dev.seisei.data.HeightField;
import dev.seisei.data.Instances;
import dev.seisei.data.Material;
import dev.seisei.data.MaterialWeights;
import dev.seisei.data.PropFamily;
import dev.seisei.graph.Node.Field;
import dev.seisei.graph.Node.Scatter;
import dev.seisei.graph.Node.Surface;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A world that can be asked for any of its chunks.
///
/// Immutable and free of state: any number of threads may ask at once, and the same question has
/// the same answer, bit for bit, on every machine.
public final class World {
  /// The farthest that terrain may go from level 0.
  static final double MOST_METRES = 30_000;

  /// Terrain that was told to end there may be rounded beyond.
  static final double ROUNDED = 1.001;

  private static final int WEIGHT_STEPS = 15;
  private static final long PROFILE_BYTES = 64 << 20;

  private final String id;
  private final String title;
  private final int seed;
  private final String digest;
  private final ChunkGrid grid;
  private final @Nullable Float waterMetres;
  private final List<Material> materials;
  private final Field terrain;
  private final Surface surface;
  private final List<Scatter> scatters;
  private final Spawn spawn;
  private final Map<String, Field> named;

  World(
      String id,
      String title,
      int seed,
      String digest,
      ChunkGrid grid,
      @Nullable Float waterMetres,
      List<Material> materials,
      Field terrain,
      Surface surface,
      List<Scatter> scatters,
      Spawn spawn,
      Map<String, Field> named) {
    this.id = id;
    this.title = title;
    this.seed = seed;
    this.digest = digest;
    this.grid = grid;
    this.waterMetres = waterMetres;
    this.materials = List.copyOf(materials);
    this.terrain = terrain;
    this.surface = surface;
    this.scatters = List.copyOf(scatters);
    this.spawn = spawn;
    this.named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
  }

  /// A good place for a camera and one to look at.
  public record Spawn(Place from, Place to) {}

  /// A place given by its height above what lies there, ground or water.
  public record Place(float x, float aboveMetres, float z) {}

  /// Names the world in paths and topics.
  public String id() {
    return id;
  }

  public String title() {
    return title;
  }

  public int seed() {
    return seed;
  }

  /// SHA-256 of the graph in hex: two worlds of one digest have the same chunks.
  public String digest() {
    return digest;
  }

  public ChunkGrid grid() {
    return grid;
  }

  /// Level of the sea, or null where there is none.
  public @Nullable Float waterMetres() {
    return waterMetres;
  }

  /// What the ground can be made of, in the order of a chunk's layers.
  public List<Material> materials() {
    return materials;
  }

  /// What can stand on the ground; [Instances#prop] counts these.
  public List<PropFamily> props() {
    return scatters.stream().map(scatter -> scatter.family().family()).toList();
  }

  public Spawn spawn() {
    return spawn;
  }

  /// Has the kernels compiled that this world uses, which takes seconds; any thread may call it at
  /// any time, and nothing but speed depends on it.
  public void warm() {
    named.values().forEach(Field::warm);
  }

  /// A field by its name in the file, whether or not chunks are made of it.
  public Optional<Field> field(String name) {
    return Optional.ofNullable(named.get(name));
  }

  /// A field's name in the file, the first where several are the same.
  @SuppressWarnings("ReferenceEquality") // equal fields stand in different places
  public Optional<String> name(Field field) {
    return named.entrySet().stream()
        .filter(entry -> entry.getValue() == field)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  Field terrain() {
    return terrain;
  }

  /// All fields that a chunk is made of, the terrain first.
  List<Field> fields() {
    var fields = new ArrayList<Field>(List.of(terrain));
    surface.layers().forEach(layer -> fields.add(layer.where()));
    scatters.forEach(scatter -> fields.add(scatter.density()));
    return fields;
  }

  /// The ground of a chunk, with its apron, in metres.
  ///
  /// @throws IllegalArgumentException if the world has no such chunk
  public HeightField heights(ChunkKey key) {
    return heights(key, samples(key));
  }

  /// All that a chunk holds.
  ///
  /// @throws IllegalArgumentException if the world has no such chunk
  public Chunk chunk(ChunkKey key) {
    return chunk(key, Samples.Work.PLAIN);
  }

  /// All that a chunk holds, as long as someone waits for it.
  ///
  /// @param wanted asked often, by the thread that makes it; once it says no, the work ends
  /// @throws Abandoned if nobody waits for it any more
  /// @throws IllegalArgumentException if the world has no such chunk
  public Chunk chunk(ChunkKey key, BooleanSupplier wanted) {
    return chunk(key, new Samples.Work(Tiles.SHARED, wanted, null, null));
  }

  /// All that a chunk holds, and where the time went; tiles are made anew, not taken from those
  /// that are kept.
  public Chunk chunk(ChunkKey key, Profile profile) {
    return chunk(key, new Samples.Work(new Tiles(PROFILE_BYTES), () -> true, profile, null));
  }

  private Chunk chunk(ChunkKey key, Samples.Work work) {
    Samples samples = samples(key).with(work);
    HeightField heights = heights(key, samples);
    return new Chunk(key, heights, weights(samples), instances(key, heights, work));
  }

  /// Height of the level 0 ground at a place, in metres.
  ///
  /// @throws IllegalArgumentException if the place is outside the world
  public float ground(float x, float z) {
    int extent = grid.extentMetres();
    if (!(x >= -extent && x < extent && z >= -extent && z < extent)) {
      throw new IllegalArgumentException(
          "at: must be within ±" + extent + " metres, got " + x + "," + z);
    }
    float cell = grid.cellMetres();
    int column = (int) Math.floor(x / cell);
    int row = (int) Math.floor(z / cell);
    Samples samples = Samples.grid(column, row, 2, cell);
    return new HeightField(2, samples.of(terrain)).ground(x / cell - column, z / cell - row);
  }

  HeightField heights(ChunkKey key, Samples.Work work) {
    return heights(key, samples(key).with(work));
  }

  private Samples samples(ChunkKey key) {
    if (!grid.contains(key)) {
      throw new IllegalArgumentException("chunk " + key + ": the world has none there");
    }
    int cells = grid.samples() - 1;
    return Samples.grid(
        key.x() * cells - ChunkGrid.APRON,
        key.z() * cells - ChunkGrid.APRON,
        grid.side(),
        grid.cell(key.lod()));
  }

  private HeightField heights(ChunkKey key, Samples samples) {
    float[] metres = samples.of(terrain);
    for (float height : metres) {
      // Cannot be: the file was refused if it could.
      if (!(Math.abs(height) <= ROUNDED * MOST_METRES)) {
        throw new IllegalStateException(
            "world " + id + ", chunk " + key + ": terrain is out of its range, got " + height);
      }
    }
    return new HeightField(grid.side(), metres);
  }

  private MaterialWeights weights(Samples samples) {
    int side = grid.samples();
    int apron = ChunkGrid.APRON;
    int plane = side * side;
    float[] weights = new float[materials.size() * plane];
    for (Surface.Layer layer : surface.layers()) {
      float[] mask = samples.of(layer.where());
      int target = layer.material() * plane;
      for (int j = 0, n = 0; j < side; j++) {
        int from = (j + apron) * grid.side() + apron;
        for (int i = 0; i < side; i++, n++) {
          float share = Math.min(1, Math.max(0, mask[from + i]));
          for (int other = n; other < weights.length; other += plane) {
            weights[other] *= 1 - share;
          }
          weights[target + n] += share;
        }
      }
    }
    // The first layer lies everywhere, whatever its mask says.
    int base = surface.layers().getFirst().material() * plane;
    byte[] planes = new byte[weights.length];
    for (int n = 0; n < plane; n++) {
      float sum = 0;
      for (int other = n; other < weights.length; other += plane) {
        sum += weights[other];
      }
      weights[base + n] += Math.max(0, 1 - sum);
    }
    for (int i = 0; i < weights.length; i++) {
      int steps = (int) (weights[i] * WEIGHT_STEPS + 0.5f);
      planes[i] = (byte) (steps * (255 / WEIGHT_STEPS));
    }
    return new MaterialWeights(materials.size(), side, planes);
  }

  private List<Instances> instances(ChunkKey key, HeightField heights, Samples.Work work) {
    var all = new ArrayList<Instances>();
    for (int prop = 0; prop < scatters.size(); prop++) {
      Scatter scatter = scatters.get(prop);
      if (scatter.keep(key.lod()) > 0) {
        all.addAll(Placement.of(grid, key, heights, prop, scatter, work));
      }
    }
    return all;
  }
}

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
import dev.seisei.graph.edit.Area;
import dev.seisei.graph.edit.EditBook;
import dev.seisei.graph.edit.EditLayer;
import dev.seisei.graph.edit.Ground;
import dev.seisei.graph.edit.Standing;
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
  // Not computed until the file is known to be sound.
  private volatile float reach = Float.NaN;

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
    return new Chunk(key, heights, weights(samples), instances(key, heights, work, null));
  }

  /// All that a chunk holds after some edits; where none matter, [#chunk(ChunkKey)].
  ///
  /// The surface and the density of what grows follow the terrain as it has become, where they look
  /// at it directly or by slopes; where a domain warp or something computed tile by tile lies
  /// between, they see it as it was.
  ///
  /// @throws IllegalArgumentException if the world has no such chunk
  public Chunk chunk(ChunkKey key, EditBook edits) {
    return chunk(key, edits, () -> true);
  }

  /// The same, as long as someone waits for it.
  ///
  /// @param wanted asked often, by the thread that makes it; once it says no, the work ends
  /// @throws Abandoned if nobody waits for it any more
  /// @throws IllegalArgumentException if the world has no such chunk
  public Chunk chunk(ChunkKey key, EditBook edits, BooleanSupplier wanted) {
    var work = new Samples.Work(Tiles.SHARED, wanted, null, null);
    Samples bare = samples(key).with(work);
    EditLayer layer = edits.layer(area(key), ground(work));
    if (layer.isEmpty()) {
      return chunk(key, work);
    }
    var over = new Samples.Overlay(terrain, layer::sculpt);
    Samples samples = bare.under(over);
    HeightField heights = heights(key, samples);
    Samples own = ownSamples(key);
    MaterialWeights painted =
        layer.paint(weights(samples), own.x(), own.z(), name -> indexOf(materials, name));
    List<Instances> grown = instances(key, heights, work, over);
    return new Chunk(key, heights, painted, layer.stand(grown, place(key, heights)));
  }

  /// The part of the map on which edits matter to a chunk.
  public Area area(ChunkKey key) {
    return Area.of(grid, key).grown(reachMetres() + ChunkGrid.APRON * grid.cell(key.lod()));
  }

  /// How far around a place its surface and its props look at the terrain, in metres: slopes do.
  public float reachMetres() {
    if (Float.isNaN(reach)) {
      float[] farthest = new float[1];
      Samples.Overlay.Change measure =
          (x, z, _) ->
              farthest[0] = Math.max(farthest[0], Math.max(Math.abs(x[0]), Math.abs(z[0])));
      Probe free = Probe.ofSample(grid.cellMetres(), Double.POSITIVE_INFINITY);
      Samples probe = Samples.probe(free).under(new Samples.Overlay(terrain, measure));
      fields().forEach(probe::of);
      reach = farthest[0];
    }
    return reach;
  }

  /// The ground before any edit.
  private Ground ground(Samples.Work work) {
    return (x, z) -> new Samples(x, z).with(work).of(terrain);
  }

  private Samples ownSamples(ChunkKey key) {
    int cells = grid.samples() - 1;
    return Samples.grid(key.x() * cells, key.z() * cells, grid.samples(), grid.cell(key.lod()));
  }

  private static int indexOf(List<Material> materials, String name) {
    for (int i = 0; i < materials.size(); i++) {
      if (materials.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private Standing.Place place(ChunkKey key, HeightField heights) {
    return new Standing.Place(
        grid.minX(key),
        grid.minZ(key),
        grid.span(key.lod()),
        grid.cell(key.lod()),
        heights,
        ChunkGrid.APRON,
        name -> prop(name, key.lod()));
  }

  private Standing.@Nullable Prop prop(String name, int lod) {
    for (int i = 0; i < scatters.size(); i++) {
      Scatter scatter = scatters.get(i);
      PropFamily family = scatter.family().family();
      if (family.name().equals(name)) {
        return lod > scatter.maxLevel()
            ? null
            : new Standing.Prop(i, family.variants().size(), scatter.sink());
      }
    }
    return null;
  }

  /// Height of the level 0 ground at a place, in metres.
  ///
  /// @throws IllegalArgumentException if the place is outside the world
  public float ground(float x, float z) {
    return ground(x, z, new EditBook());
  }

  /// The same after some edits.
  ///
  /// @throws IllegalArgumentException if the place is outside the world
  public float ground(float x, float z, EditBook edits) {
    int extent = grid.extentMetres();
    if (!(x >= -extent && x < extent && z >= -extent && z < extent)) {
      throw new IllegalArgumentException(
          "at: must be within ±" + extent + " metres, got " + x + "," + z);
    }
    float cell = grid.cellMetres();
    int column = (int) Math.floor(x / cell);
    int row = (int) Math.floor(z / cell);
    EditLayer layer = edits.layer(new Area(x, z, x, z).grown(cell), ground(Samples.Work.PLAIN));
    Samples samples =
        Samples.grid(column, row, 2, cell).under(new Samples.Overlay(terrain, layer::sculpt));
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

  private List<Instances> instances(
      ChunkKey key, HeightField heights, Samples.Work work, Samples.@Nullable Overlay over) {
    var all = new ArrayList<Instances>();
    for (int prop = 0; prop < scatters.size(); prop++) {
      Scatter scatter = scatters.get(prop);
      if (scatter.keep(key.lod()) > 0) {
        all.addAll(Placement.of(grid, key, heights, prop, scatter, work, over));
      }
    }
    return all;
  }
}

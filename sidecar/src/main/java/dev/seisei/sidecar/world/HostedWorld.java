package dev.seisei.sidecar.world;

import dev.seisei.data.PropFamily;
import dev.seisei.gltf.Glb;
import dev.seisei.graph.World;
import dev.seisei.pipeline.PipelineException;
import dev.seisei.sidecar.chunk.ChunkCodec;
import dev.seisei.sidecar.chunk.ChunkStore;
import dev.seisei.sidecar.chunk.Chunks;
import dev.seisei.sidecar.flow.Desk;
import dev.seisei.sidecar.flow.Pipelines;
import dev.seisei.sidecar.view.View;
import dev.seisei.sidecar.view.Viewer;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A world with what it takes to serve it.
public final class HostedWorld implements AutoCloseable {
  private static final float PROP_ROUGHNESS = 0.9f;

  /// Chunks beyond the viewers' own that may wait to be made before others are refused.
  public static final int MOST_WAITING = 2_000;

  private final World world;
  private final ChunkStore chunks;
  private final Pipelines pipelines = new Pipelines();
  private final Desk viewers = new Desk();
  private final Desk requests = new Desk();
  private final ObjectNode description;

  /// Brings a world up: its props' meshes are kept as blobs, its chunks are made when they are
  /// wanted.
  ///
  /// @param threads that make chunks
  /// @param cacheBytes bound of the memory for chunks that are kept
  public HostedWorld(World world, Blobs blobs, int threads, long cacheBytes) {
    this.world = world;
    this.chunks =
        new ChunkStore(
            (key, wanted) -> ChunkCodec.encode(world.chunk(key, wanted), world.grid()),
            threads,
            cacheBytes);
    this.description = describe(blobs);
    pipelines.serve(
        this::chunks, world.id(), new TreeMap<>(Map.of("viewers", viewers, "requests", requests)));
  }

  public World world() {
    return world;
  }

  /// What makes its chunks and keeps them.
  public ChunkStore chunks() {
    return chunks;
  }

  private ChunkStore chunks(String id) {
    if (!id.equals(world.id())) {
      throw new PipelineException(
          "world.unknown", "There is no world `" + id + "` here, only " + world.id() + ".");
    }
    return chunks;
  }

  /// Where those who look at it ask for chunks.
  public Chunks viewers() {
    return viewers;
  }

  /// Where those who want single chunks ask for them.
  public Chunks requests() {
    return requests;
  }

  /// The pipelines that play here, its own first of all.
  public Pipelines pipelines() {
    return pipelines;
  }

  /// Topic on which clients receive it.
  public String topic() {
    return "world:" + world.id();
  }

  /// What a newcomer gets, as `docs/protocol.md` lists it; not to be written.
  public ObjectNode description() {
    return description;
  }

  private ObjectNode describe(Blobs blobs) {
    var json = JsonNodeFactory.instance;
    var grid = world.grid();
    ObjectNode about = json.objectNode();
    about.put("protocol", 1).put("world", world.id()).put("title", world.title());
    about.put("graph", world.digest()).put("seed", world.seed());
    about
        .putObject("chunk")
        .put("samples", grid.samples())
        .put("apron", dev.seisei.data.ChunkGrid.APRON)
        .put("cellMetres", grid.cellMetres())
        .put("levels", grid.levels());
    about.put("extentMetres", grid.extentMetres()).put("waterMetres", world.waterMetres());
    ObjectNode spawn = about.putObject("spawn");
    place(spawn.putArray("position"), world.spawn().from());
    place(spawn.putArray("target"), world.spawn().to());
    ArrayNode materials = about.putArray("materials");
    for (var material : world.materials()) {
      materials
          .addObject()
          .put("name", material.name())
          .put("colour", material.hex())
          .put("roughness", material.roughness());
    }
    ArrayNode props = about.putArray("props");
    world.props().forEach(family -> describe(family, blobs, props.addObject()));
    ObjectNode limits = about.putObject("limits");
    limits.put("frameBytes", ChunkCodec.MOST_BYTES).put("creditBytes", Viewer.MOST_CREDIT);
    limits.putArray("radiusMetres").add(View.LEAST_RADIUS).add(View.LARGEST_RADIUS);
    limits.putArray("detail").add(View.LEAST_DETAIL).add(View.LARGEST_DETAIL);
    return about;
  }

  private static void describe(PropFamily family, Blobs blobs, ObjectNode prop) {
    prop.put("name", family.name());
    prop.putArray("scale").add(family.leastScale()).add(family.largestScale());
    ArrayNode variants = prop.putArray("variants");
    for (int v = 0; v < family.variants().size(); v++) {
      ArrayNode meshes = variants.addArray();
      for (PropFamily.Detail detail : family.variants().get(v).meshes()) {
        byte[] glb = Glb.ofMesh(family.name() + " " + (v + 1), detail.mesh(), PROP_ROUGHNESS);
        meshes
            .addObject()
            .put("blob", blobs.put(glb))
            .put("bytes", glb.length)
            .put("maxLevel", detail.maxLevel());
      }
    }
  }

  private void place(ArrayNode numbers, World.Place place) {
    Float water = world.waterMetres();
    float ground = world.ground(place.x(), place.z());
    float floor = water == null ? ground : Math.max(ground, water);
    numbers.add(place.x()).add(floor + place.aboveMetres()).add(place.z());
  }

  @Override
  public void close() {
    viewers.close();
    requests.close();
    pipelines.close();
    chunks.close();
  }
}

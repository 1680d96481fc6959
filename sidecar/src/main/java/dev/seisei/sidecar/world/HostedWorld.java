package dev.seisei.sidecar.world;

import dev.seisei.channels.Broadcast;
import dev.seisei.channels.Channel.Reply;
import dev.seisei.channels.Payload;
import dev.seisei.channels.PubSub;
import dev.seisei.channels.WhenFull;
import dev.seisei.channels.presence.Presence;
import dev.seisei.data.Chunk;
import dev.seisei.data.ChunkKey;
import dev.seisei.data.PropFamily;
import dev.seisei.gltf.Glb;
import dev.seisei.graph.GraphException;
import dev.seisei.graph.World;
import dev.seisei.graph.edit.Area;
import dev.seisei.graph.edit.Brush;
import dev.seisei.graph.edit.Edit;
import dev.seisei.graph.edit.EditBook;
import dev.seisei.graph.edit.Entry;
import dev.seisei.pipeline.PipelineException;
import dev.seisei.sidecar.chunk.ChunkCodec;
import dev.seisei.sidecar.chunk.ChunkStore;
import dev.seisei.sidecar.chunk.Chunks;
import dev.seisei.sidecar.flow.Desk;
import dev.seisei.sidecar.flow.Pipelines;
import dev.seisei.sidecar.view.View;
import dev.seisei.sidecar.view.Viewer;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A world with what it takes to serve it.
public final class HostedWorld implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(HostedWorld.class.getName());
  private static final long PULSE_MILLISECONDS = 50;
  private static final int MOST_PATCHES = 16;
  private static final Duration TELL_DEADLINE = Duration.ofSeconds(5);
  private static final float PROP_ROUGHNESS = 0.9f;

  /// Chunks beyond the viewers' own that may wait to be made before others are refused.
  public static final int MOST_WAITING = 2_000;

  private volatile World world;
  private final ChunkStore chunks;
  private final Pipelines pipelines = new Pipelines();
  private final Desk viewers = new Desk();
  private final Desk requests = new Desk();
  private final PubSub pubSub = new PubSub();
  private final Presence presence = new Presence(replica(), pubSub, _ -> {});
  private final Crowd crowd = new Crowd();
  private final Looks looks;
  private final EditBook book = new EditBook();
  private final Edits edits;
  private final ExecutorService patches =
      new ThreadPoolExecutor(
          1,
          1,
          10,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_PATCHES),
          Thread.ofPlatform().name("patches").daemon().factory());
  private final ScheduledExecutorService pulse =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("pulse").daemon().factory());
  private final Blobs blobs;
  private final LiveGraph graph;
  private volatile ObjectNode description;
  private volatile Runnable whenPatched = () -> {};
  private volatile boolean isUp = true;

  /// Brings a world up whose edits are forgotten when it closes.
  ///
  /// @param threads that make chunks
  /// @param cacheBytes bound of the memory for chunks that are kept
  public HostedWorld(World world, Blobs blobs, int threads, long cacheBytes) {
    this(world, new byte[0], blobs, threads, cacheBytes, null);
  }

  /// Brings a world up: its props' meshes are kept as blobs, its chunks are made when they are
  /// wanted, its edits and what was patched are read.
  ///
  /// @param json the file that the world was read from, for patches
  /// @param threads that make chunks
  /// @param cacheBytes bound of the memory for chunks that are kept
  /// @param folder where edits and patches are kept, made if it is not there; null to forget them
  /// @throws IllegalStateException if they are damaged or in use
  public HostedWorld(
      World read, byte[] json, Blobs blobs, int threads, long cacheBytes, @Nullable Path folder) {
    this.graph = LiveGraph.of(read, json, folder);
    this.world = graph.world();
    this.blobs = blobs;
    this.looks = new Looks(topic(), pubSub);
    EditLog log =
        folder == null
            ? new ForgetfulLog()
            : FileEditLog.open(folder.resolve(read.id() + ".edits"), book::apply);
    this.edits = new Edits(book, log, this::edited);
    this.chunks =
        new ChunkStore(
            (key, wanted) -> ChunkCodec.encode(world.chunk(key, book, wanted), read.grid()),
            threads,
            cacheBytes);
    this.description = describe(graph.world());
    pipelines.serve(
        this::chunks, world.id(), new TreeMap<>(Map.of("viewers", viewers, "requests", requests)));
    var _ =
        pulse.scheduleWithFixedDelay(
            this::beat, PULSE_MILLISECONDS, PULSE_MILLISECONDS, TimeUnit.MILLISECONDS);
  }

  /// Changes the world's graph for everyone, on a thread of its own: it may take a while.
  CompletableFuture<Reply> patch(String by, JsonNode patch) {
    return CompletableFuture.supplyAsync(() -> patched(by, patch), patches);
  }

  private Reply patched(String by, JsonNode patch) {
    try {
      World next = graph.patch(patch);
      ObjectNode described = describe(next);
      world = next;
      description = described;
      book.groundChanged();
      long since = chunks.renewAll();
      tell("world", description());
      crowd.tell(channel -> channel.renewAll(since));
      whenPatched.run();
      LOG.log(Level.INFO, "{0} patched {1}: graph {2}", by, next.id(), next.digest());
      return new Reply.Ok(JsonNodeFactory.instance.objectNode().put("graph", next.digest()));
    } catch (GraphException e) {
      return Reply.refused(e.code(), String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      LOG.log(Level.ERROR, "a patch could not be kept", e);
      return Reply.refused("patch.disk", "the patch could not be kept, and nothing was changed");
    }
  }

  /// Tells each time that the graph has become another, on the thread that patches.
  public void whenPatched(Runnable call) {
    whenPatched = call;
  }

  /// The world file of the graph that is served.
  public byte[] file() {
    return graph.file();
  }

  private static String replica() {
    return HexFormat.of().toHexDigits(new SecureRandom().nextInt());
  }

  /// Keeps nothing.
  private record ForgetfulLog() implements EditLog {
    @Override
    public void append(List<Entry> entries) {}

    @Override
    public void close() {}
  }

  private void beat() {
    try {
      presence.flush();
      looks.flush();
    } catch (RuntimeException e) {
      // It would be the last beat.
      LOG.log(Level.ERROR, "who is here could not be told", e);
    }
  }

  /// Everyone hears of an edit, and who has a chunk that it changed gets another.
  private void edited(Entry entry, List<Area> changed) {
    var keys = new LinkedHashSet<ChunkKey>();
    changed.forEach(area -> keys.addAll(area.chunks(world.grid(), world.reachMetres())));
    long since = chunks.renew(keys);
    tell("edit", Edits.event(entry));
    crowd.tell(channel -> channel.renew(keys, since));
  }

  /// Broadcasts what nobody may miss.
  private void tell(String event, ObjectNode payload) {
    var told = new Broadcast(topic(), event, new Payload.Json(payload), WhenFull.CLOSE);
    long end = System.nanoTime() + TELL_DEADLINE.toNanos();
    while (!pubSub.broadcast(told)) {
      if (System.nanoTime() - end > 0) {
        LOG.log(Level.ERROR, "`{0}` could not be told within {1}", event, TELL_DEADLINE);
        return;
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  Edits edits() {
    return edits;
  }

  Presence presence() {
    return presence;
  }

  Looks looks() {
    return looks;
  }

  Crowd crowd() {
    return crowd;
  }

  /// Height of the level 0 ground at a place as it is now, in metres.
  ///
  /// @throws IllegalArgumentException if the place is outside the world
  public float ground(float x, float z) {
    return world.ground(x, z, book);
  }

  /// A chunk as it is now, made anew.
  ///
  /// @throws IllegalArgumentException if the world has no such chunk
  public Chunk chunk(ChunkKey key) {
    return world.chunk(key, book);
  }

  /// Names all that was ever edited: the same graph and the same of this are the same world. Empty
  /// before the first edit.
  public String editsDigest() {
    return book.digest();
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

  /// Reads pipelines that files describe and that may make chunks of this world.
  ///
  /// @throws PipelineException if one is not sound; then none is taken
  public void read(List<Path> files) {
    pipelines.read(this::chunks, files);
  }

  /// The pipelines that play here, its own first of all.
  public Pipelines pipelines() {
    return pipelines;
  }

  /// What reaches everyone who has joined.
  public PubSub pubSub() {
    return pubSub;
  }

  /// Topic on which clients receive it.
  public String topic() {
    return "world:" + world.id();
  }

  /// What a newcomer gets, as `docs/protocol.md` lists it; a copy.
  public ObjectNode description() {
    return description.deepCopy().put("edits", book.digest());
  }

  private ObjectNode describe(World world) {
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
    place(spawn.putArray("position"), world, world.spawn().from());
    place(spawn.putArray("target"), world, world.spawn().to());
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
    limits.putArray("brushMetres").add(Brush.LEAST_RADIUS).add(Brush.LARGEST_RADIUS);
    limits.put("raiseMetres", Edit.MOST_METRES);
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

  private void place(ArrayNode numbers, World world, World.Place place) {
    Float water = world.waterMetres();
    float ground = world.ground(place.x(), place.z(), book);
    float floor = water == null ? ground : Math.max(ground, water);
    numbers.add(place.x()).add(floor + place.aboveMetres()).add(place.z());
  }

  /// Whether chunks are made.
  public boolean isUp() {
    return isUp;
  }

  @Override
  public void close() {
    isUp = false;
    viewers.close();
    requests.close();
    pipelines.close();
    pulse.shutdownNow();
    patches.shutdown();
    edits.close();
    chunks.close();
  }
}

package dev.seisei.sidecar.flow;

import dev.seisei.control.Part;
import dev.seisei.pipeline.OnCrash;
import dev.seisei.pipeline.Pipeline;
import dev.seisei.pipeline.PipelineException;
import dev.seisei.pipeline.WhenFull;
import dev.seisei.pipeline.engine.Engine;
import dev.seisei.pipeline.engine.Listener;
import dev.seisei.pipeline.engine.LiveGraph;
import dev.seisei.pipeline.engine.LivePipeline;
import dev.seisei.pipeline.file.Catalogue;
import dev.seisei.pipeline.file.PipelineFile;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// The pipelines that play here, by id, and what is seen of them. Those that files describe are the
/// component MembraneFramework.
///
/// Each is read twice a second by one thread, which may have to wait for one that is changed just
/// now; whoever asks gets what was read last, and waits for nobody.
public final class Pipelines implements AutoCloseable, Part {

  /// How often each is read.
  public static final Duration BEAT = Duration.ofMillis(500);

  private static final System.Logger LOG = System.getLogger(Pipelines.class.getName());

  /// Wants whose answers may wait on one link of a world's own pipeline.
  private static final int MOST_BEGUN = 16_384;

  /// Serving goes on whatever happens: a crash costs what was in hand and a moment.
  private static final OnCrash.Restart ALWAYS =
      new OnCrash.Restart(
          Duration.ofMillis(10), Duration.ofSeconds(1), 1_000_000, Duration.ofSeconds(1), false);

  private final Engine engine = Engine.start();
  private final Map<String, LivePipeline> playing = new ConcurrentSkipListMap<>();
  private final Map<String, Reading> readings = new ConcurrentSkipListMap<>();
  private final Map<String, Set<Consumer<JsonNode>>> followers = new ConcurrentHashMap<>();
  private final Lobby lobby = new Lobby();
  private final Map<String, String> off = new ConcurrentHashMap<>();
  private final List<Pipeline> files = new ArrayList<>();
  private final Set<LivePipeline> drawnFromFile = new HashSet<>();
  private final ScheduledThreadPoolExecutor reader =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("pipeline-reader").factory());

  public Pipelines() {
    var _ =
        reader.scheduleAtFixedRate(
            this::readAll, BEAT.toNanos(), BEAT.toNanos(), TimeUnit.NANOSECONDS);
  }

  /// Plays the way from a world's graph to those who ask for its chunks, whom its links are named
  /// after.
  public void serve(Worlds worlds, String world, Map<String, Desk> desks) {
    var drawn = Pipeline.named(world).child("graph", new WorldGraph(worlds, world));
    desks.forEach((name, desk) ->
        drawn
            .from("graph.out:" + name)
            .queue(MOST_BEGUN, WhenFull.THROTTLE)
            .to(name, new Clients(desk))
            .group(name, ALWAYS, name));
    play(drawn.group("graph", ALWAYS, "graph").build());
  }

  /// What files can name here: what ships with the module, and the elements of the sidecar.
  ///
  /// @param root the folder below which a file may name paths
  public Catalogue catalogue(Worlds worlds, Path root) {
    return Catalogue.shipped(root)
        .providing(Worlds.class, worlds)
        .providing(Lobby.class, lobby)
        .with(AreaChunks.class)
        .with(Channel.class)
        .with(WorldGraph.class);
  }

  /// Reads pipelines from files, whose paths are taken to be below the folder that each lies in.
  /// They are not needed for serving: [#start] plays them all, [#stop] ends them.
  ///
  /// @throws PipelineException if one is not sound; then none of them is taken
  public void read(Worlds worlds, List<Path> paths) {
    var read = new ArrayList<Pipeline>();
    for (Path path : paths) {
      Path file = path.toAbsolutePath();
      Path root = Objects.requireNonNull(file.getParent(), "a file lies in a folder");
      read.add(PipelineFile.read(file, catalogue(worlds, root)));
    }
    synchronized (files) {
      files.addAll(read);
    }
  }

  /// Plays those that were read from files and do not play.
  ///
  /// @throws PipelineException if one cannot be opened; then none of them plays
  @Override
  public void start(Consumer<String> broken) {
    try {
      start();
    } catch (PipelineException e) {
      stop();
      throw e;
    }
  }

  private void start() {
    synchronized (files) {
      for (Pipeline pipeline : files) {
        if (drawnFromFile.stream().noneMatch(live -> live.id().equals(pipeline.id()))) {
          drawnFromFile.add(play(pipeline));
        }
      }
    }
  }

  /// Ends those that were read from files; what is under way in them is dropped.
  @Override
  public void stop() {
    synchronized (files) {
      for (LivePipeline live : drawnFromFile) {
        live.close();
        playing.remove(live.id());
        readings.remove(live.id());
      }
      drawnFromFile.clear();
    }
  }

  /// Has all filters of a type let everything past them, in the pipelines that play and in those
  /// that will, until [#switchOn]: nothing of them is open. Those that cannot be bypassed stay.
  ///
  /// @param why shown in the live graphs
  public void switchOff(String type, String why) {
    off.put(type, why);
    forEachOf(type, (live, path) -> live.bypass(path, why));
  }

  /// Puts the filters of a type back into the way.
  public void switchOn(String type) {
    off.remove(type);
    forEachOf(type, LivePipeline::restore);
  }

  private void forEachOf(String type, BiConsumer<LivePipeline, String> change) {
    for (LivePipeline live : playing.values()) {
      for (LiveGraph.Element one : live.graph().elements()) {
        if (one.type().equals(type)) {
          try {
            change.accept(live, one.path());
          } catch (PipelineException e) {
            LOG.log(
                Level.WARNING,
                "pipeline={0} element={1} code={2} not switched: {3}",
                live.id(),
                one.path(),
                e.code(),
                e.getMessage());
          }
        }
      }
    }
  }

  private LivePipeline play(Pipeline pipeline) {
    if (playing.containsKey(pipeline.id())) {
      throw new PipelineException(
          "pipeline.id", "There is a pipeline called " + pipeline.id() + " already.");
    }
    var listener = new Told();
    LivePipeline live = engine.play(pipeline, listener, type -> Optional.ofNullable(off.get(type)));
    playing.put(pipeline.id(), live);
    readings.put(pipeline.id(), new Reading(live.graph(), System.nanoTime(), null));
    listener.of.complete(live);
    return live;
  }

  /// Lets a pipeline end when one of its elements says that all is done.
  private static final class Told implements Listener {
    private final CompletableFuture<LivePipeline> of = new CompletableFuture<>();

    @Override
    public void told(String path, Object note) {
      if (note instanceof Finished) {
        var _ = of.thenAccept(LivePipeline::finish);
      }
    }
  }

  /// A client's side of a topic that is about pipelines, or served by one; null for others.
  ///
  /// @param thread the connection's own
  public dev.seisei.channels.@Nullable Channel channel(String topic, Executor thread) {
    return Lobby.isMine(topic)
        ? new AssetChannel(lobby, topic, thread)
        : PipelineChannel.open(this, topic, thread);
  }

  /// Somebody who is told of a pipeline until this is closed.
  public interface Following extends AutoCloseable {
    @Override
    void close();
  }

  /// Tells somebody of every reading of a pipeline.
  ///
  /// @param heard called on the thread that reads; must be quick
  public Following follow(String id, Consumer<JsonNode> heard) {
    followers.computeIfAbsent(id, _ -> ConcurrentHashMap.newKeySet()).add(heard);
    return () ->
        followers.computeIfPresent(
            id,
            (_, all) -> {
              all.remove(heard);
              return all.isEmpty() ? null : all;
            });
  }

  private void readAll() {
    for (LivePipeline live : playing.values()) {
      try {
        read(live);
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "pipeline={0} code=pipeline.read {1}", live.id(), e);
      }
    }
  }

  private void read(LivePipeline live) {
    var reading =
        readings.computeIfPresent(
            live.id(), (_, before) -> new Reading(live.graph(), System.nanoTime(), before.alone()));
    Set<Consumer<JsonNode>> heard = followers.get(live.id());
    if (reading != null && heard != null) {
      JsonNode json = reading.json();
      heard.forEach(one -> one.accept(json));
    }
  }

  /// All of them in short, as `GET /api/pipelines` lists them.
  public ArrayNode list() {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    readings.values().forEach(reading -> list.add(reading.summary()));
    return list;
  }

  /// One as `GET /api/pipelines/{id}` tells it; empty if there is none of the name.
  public Optional<JsonNode> graph(String id) {
    return Optional.ofNullable(readings.get(id)).map(Reading::json);
  }

  /// What each was and did when it was read last, in the order of their ids.
  public List<LiveGraph> graphs() {
    return readings.values().stream().map(Reading::graph).toList();
  }

  /// Whether nothing runs and nothing is about to, unless somebody outside says so.
  public boolean isResting() {
    return playing.values().stream().allMatch(LivePipeline::isResting);
  }

  /// Ends them all.
  @Override
  public void close() {
    stop();
    reader.shutdownNow();
    engine.close();
    playing.clear();
    readings.clear();
  }
}

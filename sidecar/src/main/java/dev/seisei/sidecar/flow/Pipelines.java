package dev.seisei.sidecar.flow;

import dev.seisei.pipeline.OnCrash;
import dev.seisei.pipeline.Pipeline;
import dev.seisei.pipeline.PipelineException;
import dev.seisei.pipeline.WhenFull;
import dev.seisei.pipeline.engine.Engine;
import dev.seisei.pipeline.engine.Listener;
import dev.seisei.pipeline.engine.LiveGraph;
import dev.seisei.pipeline.engine.LivePipeline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// The pipelines that play here, by id.
public final class Pipelines implements AutoCloseable {

  /// Wants whose answers may wait on one link of a world's own pipeline.
  private static final int MOST_BEGUN = 16_384;

  /// Serving goes on whatever happens: a crash costs what was in hand and a moment.
  private static final OnCrash.Restart ALWAYS =
      new OnCrash.Restart(
          Duration.ofMillis(10), Duration.ofSeconds(1), 1_000_000, Duration.ofSeconds(1), false);

  private final Engine engine = Engine.start();
  private final Map<String, LivePipeline> playing = new ConcurrentSkipListMap<>();

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

  private void play(Pipeline pipeline) {
    if (playing.containsKey(pipeline.id())) {
      throw new PipelineException(
          "pipeline.id", "There is a pipeline called " + pipeline.id() + " already.");
    }
    playing.put(pipeline.id(), engine.play(pipeline, Listener.NONE));
  }

  /// What each is and does now, in the order of their ids.
  public List<LiveGraph> all() {
    return playing.values().stream().map(LivePipeline::graph).toList();
  }

  /// What one is and does now; empty if there is none of the name.
  public Optional<LiveGraph> graph(String id) {
    return Optional.ofNullable(playing.get(id)).map(LivePipeline::graph);
  }

  /// Whether nothing runs and nothing is about to, unless somebody outside says so.
  public boolean isResting() {
    return playing.values().stream().allMatch(LivePipeline::isResting);
  }

  /// Ends them all.
  @Override
  public void close() {
    engine.close();
    playing.clear();
  }
}

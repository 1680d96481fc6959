package dev.seisei.pipeline.engine;

import dev.seisei.pipeline.Clock;
import dev.seisei.pipeline.Pad;
import dev.seisei.pipeline.Pipeline;
import dev.seisei.pipeline.PipelineException;
import dev.seisei.pipeline.Wiring;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// The threads that pipelines share, one a core, and the pipelines that play on them.
///
/// Elements that block get virtual threads instead. An element that keeps a shared thread for
/// longer than [Workers#LONG] although it said it would not has it replaced, so that others go on.
///
/// ```java
/// try (var engine = Engine.start()) {
///   var live = engine.play(pipeline, Listener.NONE);
///   live.awaitEnd(Duration.ofMinutes(1));
/// }
/// ```
public final class Engine implements AutoCloseable {
  private static final int MOST_PIPELINES = 1000;

  final Clock clock;
  final Duration watchdog;
  final Duration patience;
  final Map<String, List<Pad>> known;
  private final Workers workers;
  private final SystemClock ownClock = new SystemClock();
  private final Set<LivePipeline> playing = ConcurrentHashMap.newKeySet();
  private volatile boolean isClosed;

  /// How an engine differs from the usual one.
  ///
  /// @param threads shared by all elements that do not block
  /// @param watchdog after how long an element that holds demand and does nothing is reported
  /// @param patience how long anybody waits for an element to come back from its work
  /// @param known pads of elements by type, to suggest what could stand between two
  public record Settings(
      int threads, Duration watchdog, Duration patience, Map<String, List<Pad>> known) {
    public Settings {
      if (threads < 1 || threads > 1024) {
        throw new IllegalArgumentException("threads: must be 1 to 1024, got " + threads);
      }
      known = Map.copyOf(known);
    }

    public static Settings usual() {
      return new Settings(
          Runtime.getRuntime().availableProcessors(),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Map.of());
    }

    public Settings patience(Duration other) {
      return new Settings(threads, watchdog, other, known);
    }

    public Settings watchdog(Duration other) {
      return new Settings(threads, other, patience, known);
    }

    public Settings known(Map<String, List<Pad>> other) {
      return new Settings(threads, watchdog, patience, other);
    }
  }

  private Engine(Settings settings, Optional<Clock> clock) {
    this.clock = clock.orElse(ownClock);
    watchdog = settings.watchdog();
    patience = settings.patience();
    known = settings.known();
    workers = new Workers(settings.threads());
  }

  public static Engine start() {
    return start(Settings.usual());
  }

  public static Engine start(Settings settings) {
    return new Engine(settings, Optional.empty());
  }

  /// With a time of the caller's own: a test's.
  public static Engine start(Settings settings, Clock clock) {
    return new Engine(settings, Optional.of(clock));
  }

  /// Opens all elements of a pipeline and starts them together.
  ///
  /// @throws PipelineException if it is not sound, or an element cannot be opened; nothing runs
  ///   then
  public LivePipeline play(Pipeline pipeline, Listener listener) {
    return play(pipeline, listener, _ -> Optional.empty());
  }

  /// As [#play(Pipeline, Listener)], and has some filters bypassed from the start: they are not
  /// opened. Those that are added later are asked for too.
  ///
  /// @param off why elements of a type are out of the way, empty if they are not; asked only for
  ///   those that can be bypassed
  public LivePipeline play(
      Pipeline pipeline, Listener listener, Function<String, Optional<String>> off) {
    if (isClosed || playing.size() >= MOST_PIPELINES) {
      throw new PipelineException(
          "engine.full",
          isClosed
              ? "The engine is closed."
              : "The engine plays " + MOST_PIPELINES + " pipelines already; close one.");
    }
    var wiring = Wiring.whole(pipeline, known);
    var live = new LivePipeline(this, pipeline.id(), listener, off);
    playing.add(live);
    try {
      live.begin(wiring);
    } catch (RuntimeException e) {
      live.close();
      throw e;
    }
    return live;
  }

  void forget(LivePipeline live) {
    playing.remove(live);
  }

  /// @param yields whether it has just had its turn
  void schedule(Task task, boolean yields) {
    if (task.isBlocking) {
      Thread.ofVirtual().name("pipeline-blocking").start(task);
    } else {
      workers.schedule(task, yields);
    }
  }

  /// Has the calling thread run a task, and what quick ones that wakes.
  void lend(Task task) {
    workers.lend(task);
  }

  /// Closes every pipeline, then the threads.
  @Override
  public void close() {
    isClosed = true;
    for (LivePipeline live : playing) {
      live.close();
    }
    workers.close();
    ownClock.close();
  }
}

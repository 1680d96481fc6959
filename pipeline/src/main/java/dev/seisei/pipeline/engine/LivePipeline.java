package dev.seisei.pipeline.engine;

import dev.seisei.pipeline.Buffer;
import dev.seisei.pipeline.Clock;
import dev.seisei.pipeline.Endpoint;
import dev.seisei.pipeline.Leaf;
import dev.seisei.pipeline.Pipeline;
import dev.seisei.pipeline.PipelineException;
import dev.seisei.pipeline.Source;
import dev.seisei.pipeline.Wiring;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A pipeline that plays. Any thread may change it, but no element from within its own work: an
/// element tells the listener, which does.
public final class LivePipeline implements AutoCloseable {
  static final int MOST_NOTES = 1024;

  final Engine engine;
  final Map<String, Node> nodes = new LinkedHashMap<>();
  final ReentrantLock control = new ReentrantLock();
  Wiring wiring = new Wiring(Map.of(), List.of(), List.of(), Set.of());
  private final String id;
  private final Listener listener;
  private final Function<String, Optional<String>> off;
  private final Posts posts = new Posts();
  private final AtomicInteger notes = new AtomicInteger();
  private final CompletableFuture<@Nullable Object> ended = new CompletableFuture<>();
  private final Surgery surgery = new Surgery(this);
  private final Crashes crashes = new Crashes(this);
  private final Watchdog watchdog;
  private volatile String state = "playing";

  LivePipeline(
      Engine engine, String id, Listener listener, Function<String, Optional<String>> off) {
    this.engine = engine;
    this.off = off;
    this.id = id;
    this.listener = listener;
    watchdog = new Watchdog(this);
  }

  public String id() {
    return id;
  }

  Clock clock() {
    return engine.clock;
  }

  /// Why an element is to be out of the way from the start, null if it is not.
  @Nullable String off(Leaf leaf) {
    return Wiring.canBypass(leaf) ? off.apply(leaf.type()).orElse(null) : null;
  }

  Listener listener() {
    return listener;
  }

  Surgery surgery() {
    return surgery;
  }

  boolean isClosed() {
    return state.equals("closed") || state.equals("failed");
  }

  private void requireOpen() {
    if (isClosed()) {
      throw new PipelineException("pipeline.closed", id + " does not play any more.");
    }
  }

  /// Adds children and links, which may name children that play already. All are opened, then start
  /// together. Nothing is lost or repeated on the links that were there.
  ///
  /// @throws PipelineException if the whole would not be sound, or one cannot be opened; then
  ///   everything stays as it was
  public void add(Pipeline part) {
    control.lock();
    try {
      requireOpen();
      surgery.add(part);
    } finally {
      control.unlock();
    }
  }

  /// Removes children, a bin with all that is in it, and the links that they have. Elements that
  /// were linked with them by a pad that is always there wait until that is linked again.
  ///
  /// @throws PipelineException `child.unknown` if one is not there; then nothing is removed
  public void remove(String... names) {
    control.lock();
    try {
      requireOpen();
      surgery.remove(paths(names));
    } finally {
      control.unlock();
    }
    checkEnded();
  }

  /// The first elements, which are checked.
  void begin(Wiring first) {
    control.lock();
    try {
      surgery.grow(first);
    } finally {
      control.unlock();
    }
  }

  private Set<String> paths(String... names) {
    var paths = new HashSet<String>();
    for (String name : names) {
      int before = paths.size();
      for (String path : nodes.keySet()) {
        if (path.equals(name) || path.startsWith(name + "/")) {
          paths.add(path);
        }
      }
      if (paths.size() == before) {
        throw new PipelineException(
            "child.unknown", "There is no child `" + name + "` in " + id + ".");
      }
    }
    return paths;
  }

  /// Removes a link, named by one of its ends with the reference: `tee.out:left`. What waits on it
  /// is dropped.
  ///
  /// @throws PipelineException `link.unknown` if there is none
  public void unlink(String end) {
    control.lock();
    try {
      requireOpen();
      surgery.unlink(end);
    } finally {
      control.unlock();
    }
    checkEnded();
  }

  /// Takes a filter out of the way: it is closed, and what flows to it flows past it, from the very
  /// next buffer on. Nothing is lost, repeated or reordered: what it held back goes before.
  ///
  /// @param why shown in the live graph until [#restore]
  /// @throws PipelineException `child.unknown` if it is not there, `element.bypass` if its input
  ///   and output differ, `element.stuck` if it does not come back from its work
  public void bypass(String path, String why) {
    control.lock();
    try {
      requireOpen();
      surgery.bypass(known(path), why);
    } finally {
      control.unlock();
    }
  }

  /// Puts a filter back into the way, opened anew. One that was not bypassed stays as it is.
  ///
  /// @throws PipelineException `child.unknown` if it is not there, `element.open` if it cannot be
  ///   opened; it stays bypassed then
  public void restore(String path) {
    control.lock();
    try {
      requireOpen();
      Node node = known(path);
      if (node.bypassedBecause != null) {
        surgery.restore(node);
      }
    } finally {
      control.unlock();
    }
  }

  /// Says something to a child.
  ///
  /// @throws PipelineException `note.overflow` if it does not come to listening
  public void tell(String path, Object note) {
    node(path).mail.tell(note);
  }

  private Node node(String path) {
    control.lock();
    try {
      return known(path);
    } finally {
      control.unlock();
    }
  }

  private Node known(String path) {
    Node node = nodes.get(path);
    if (node == null) {
      throw new PipelineException(
          "child.unknown", "There is no child `" + path + "` in " + id + ".");
    }
    return node;
  }

  /// Asks every source to end.
  public void finish() {
    control.lock();
    try {
      requireOpen();
      if (state.equals("playing")) {
        state = "draining";
      }
      for (Node node : nodes.values()) {
        if (node.leaf instanceof Source || node.leaf instanceof Endpoint) {
          node.mail.finish();
        }
      }
    } finally {
      control.unlock();
    }
  }

  /// Asks every source to end, and waits until all that is under way has arrived.
  ///
  /// @throws PipelineException `pipeline.deadline` if it has not by then, `pipeline.failed` if it
  ///   crashed
  public void drain(Duration deadline) {
    finish();
    awaitEnd(deadline);
  }

  /// Waits until every element has ended.
  ///
  /// @throws PipelineException `pipeline.deadline` if they have not by then, `pipeline.failed` if
  ///   it crashed or was closed
  public void awaitEnd(Duration deadline) {
    try {
      Object failure = ended.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
      if (failure instanceof Listener.Crash crash) {
        throw new PipelineException(
            "pipeline.failed", id + " failed: " + crash.path() + " crashed", crash.cause());
      }
      if (failure != null) {
        throw new PipelineException("pipeline.failed", id + " was closed before it ended.");
      }
    } catch (TimeoutException e) {
      throw new PipelineException(
          "pipeline.deadline", id + " has not ended within " + deadline + ".", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PipelineException("pipeline.interrupted", "interrupted while waiting", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("never completed so", e);
    }
  }

  /// What it is and does now.
  public LiveGraph graph() {
    control.lock();
    try {
      return Picture.of(id, state, nodes.values(), wiring, notes.get());
    } finally {
      control.unlock();
    }
  }

  /// Whether nothing runs and nothing is about to, unless a clock or somebody outside says so.
  public boolean isResting() {
    control.lock();
    try {
      long before = activations(nodes.values());
      return posts.waiting() == 0
          && nodes.values().stream().allMatch(node -> node.task.isResting())
          && before == activations(nodes.values())
          && posts.waiting() == 0;
    } finally {
      control.unlock();
    }
  }

  private static long activations(Collection<Node> nodes) {
    long sum = 0;
    for (Node node : nodes) {
      sum += node.task.activations.get();
    }
    return sum;
  }

  void post(Runnable post) {
    posts.post(post);
  }

  void tellListener(String path, Object note) {
    if (notes.incrementAndGet() > MOST_NOTES) {
      notes.decrementAndGet();
      throw new PipelineException(
          "note.overflow",
          "More than " + MOST_NOTES + " notes wait for the listener of " + id + ".");
    }
    posts.post(() -> {
      notes.decrementAndGet();
      listener.told(path, note);
    });
  }

  void crashed(Node node, Throwable cause, @Nullable Buffer killer, String pad) {
    posts.post(() -> crashes.handle(node, cause, killer, pad));
  }

  void nodeEnded() {
    posts.post(this::checkEnded);
  }

  void checkEnded() {
    control.lock();
    try {
      if (isClosed()
          || nodes.isEmpty()
          || nodes.values().stream().anyMatch(node -> node.state != Node.State.ENDED)
          || ended.isDone()) {
        return;
      }
      state = "ended";
      ended.complete(null);
    } finally {
      control.unlock();
    }
    posts.post(() -> listener.ended(null));
  }

  /// Stops because of a crash.
  void fail(Listener.Crash crash) {
    if (stop("failed", crash)) {
      posts.post(() -> listener.ended(crash));
    }
  }

  /// Stops at once; what is under way is dropped. An element that does not come back is
  /// interrupted, then left behind.
  @Override
  public void close() {
    stop("closed", "closed");
  }

  private boolean stop(String last, Object why) {
    control.lock();
    try {
      if (isClosed()) {
        return false;
      }
      state = last;
      watchdog.close();
      crashes.close();
      surgery.closeAll();
      ended.complete(why);
    } finally {
      control.unlock();
    }
    engine.forget(this);
    return true;
  }
}

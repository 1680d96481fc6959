package dev.seisei.tree;

import dev.seisei.tree.node.Condition;
import dev.seisei.tree.node.Node;
import dev.seisei.tree.node.Path;
import dev.seisei.tree.node.Pattern;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A map made of the nodes that a pattern means, kept up to date and read without a lock.
///
/// It follows the tree by a subscription, so it may be a moment behind: whoever needs what was just
/// written waits with [#await]. It is whole from the beginning. When a member that was away loads a
/// snapshot, the map shows what there was until it is whole again: it never is empty for a while.
///
/// A value is made again when its node's payload becomes another.
///
/// @param <K> what is looked up
/// @param <V> what is found
public final class Projection<K, V> implements AutoCloseable {
  private final Tree tree;
  private final Pattern pattern;
  private final Function<Path, K> key;
  private final BiFunction<Path, Node, @Nullable V> value;
  private volatile Map<K, V> map = new ConcurrentHashMap<>();
  private @Nullable Subscription subscription;
  private boolean closed;

  /// @param pattern without conditions
  /// @param key of a path, another one for each path
  /// @param value of a node; null for none
  Projection(
      Tree tree,
      Pattern pattern,
      Function<Path, K> key,
      BiFunction<Path, Node, @Nullable V> value) {
    if (!pattern.steps().stream().allMatch(step -> step.when() instanceof Condition.Always)) {
      throw new IllegalArgumentException(
          "projection: the pattern must have no conditions, got "
              + pattern
              + "; give no value for nodes that are not wanted");
    }
    this.tree = tree;
    this.pattern = pattern;
    this.key = key;
    this.value = value;
    rebuild();
  }

  private synchronized void rebuild() {
    if (closed) {
      return;
    }
    View view = tree.view();
    var whole = new ConcurrentHashMap<K, V>();
    view.list(pattern).forEach((path, node) -> put(whole, path, node));
    map = whole;
    subscription = tree.watch(Watch.of(pattern).since(view.version()), this::on);
    // The history was left behind: only what is there now can be relied on.
    var _ = subscription.done().whenComplete((_, failure) -> again(failure));
  }

  private void again(@Nullable Throwable failure) {
    if (failure != null) {
      Thread.ofVirtual().name("tree-projection").start(this::rebuild);
    }
  }

  private void on(Event event) {
    Node after = event.after();
    if (after == null) {
      map.remove(key.apply(event.path()));
    } else {
      put(map, event.path(), after);
    }
  }

  private void put(Map<K, V> into, Path path, Node node) {
    V made = value.apply(path, node);
    if (made == null) {
      into.remove(key.apply(path));
    } else {
      into.put(key.apply(path), made);
    }
  }

  /// The value of a key; null if there is none.
  public @Nullable V get(K wanted) {
    return map.get(wanted);
  }

  /// All there is at the moment, in no order; changes while it is looked at.
  public Map<K, V> all() {
    return Collections.unmodifiableMap(map);
  }

  /// Waits until the map contains what a version of the tree does.
  ///
  /// @return whether it does, in that time
  public boolean await(long version, Duration patience) throws InterruptedException {
    Subscription current;
    synchronized (this) {
      current = subscription;
    }
    return current != null && current.await(version, patience);
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (subscription != null) {
      subscription.close();
    }
  }
}

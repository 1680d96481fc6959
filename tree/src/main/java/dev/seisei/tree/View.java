package dev.seisei.tree;

import dev.seisei.tree.command.Entry;
import dev.seisei.tree.node.Cost;
import dev.seisei.tree.node.KeepWhile;
import dev.seisei.tree.node.Node;
import dev.seisei.tree.node.Path;
import dev.seisei.tree.node.Pattern;
import dev.seisei.tree.node.Payload;
import dev.seisei.tree.node.Walk;
import dev.seisei.tree.state.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// The whole tree as it was at one moment.
///
/// Immutable: whatever is written meanwhile, all that is read from one view belongs together, so a
/// read-only transaction is a function of a view. Reading takes no lock. A view that is kept keeps
/// what has been removed since.
public final class View {
  private final State state;
  private final long units;

  View(State state, long units) {
    this.state = state;
    this.units = units;
  }

  /// The same view for a stranger: reads that cost more units (see [Cost]) are stopped with
  /// [Cost.TooCostly].
  public View within(long costUnits) {
    return new View(state, costUnits);
  }

  /// Index of the last command that it contains. Of two views, the one with the higher version is
  /// the later.
  public long version() {
    return state.index();
  }

  State state() {
    return state;
  }

  /// The node at a path; null if there is none.
  public @Nullable Node node(Path path) {
    return state.root().at(path);
  }

  /// The node at a path with its versions; null if there is none.
  public @Nullable Entry entry(Path path) {
    Node node = node(path);
    return node == null ? null : Entry.of(path, node);
  }

  /// The payload at a path; null if there is no node, or none with a payload.
  public @Nullable Payload get(Path path) {
    Node node = node(path);
    return node == null ? null : node.payload();
  }

  /// The payload at a path, or another where there is none.
  public Payload getOr(Path path, Payload otherwise) {
    Payload found = get(path);
    return found == null ? otherwise : found;
  }

  public boolean exists(Path path) {
    return node(path) != null;
  }

  public boolean hasData(Path path) {
    return get(path) != null;
  }

  /// What a node is kept for; null if nothing has to hold.
  public @Nullable KeepWhile keepWhile(Path path) {
    return state.guards().of(path);
  }

  /// The children of a node by name; none where there is no node. Takes no time.
  public SortedMap<String, Node> children(Path path) {
    Node node = node(path);
    return node == null ? Collections.emptySortedMap() : node.children();
  }

  /// How many nodes a pattern means.
  public long count(Pattern pattern) {
    return fold(pattern, 0L, (count, _, _) -> count + 1);
  }

  /// Goes through the nodes that a pattern means, a path before those below it, children by name.
  public <T> T fold(Pattern pattern, T start, Folder<T> folder) {
    var visitor =
        new Walk.Visitor() {
          private T value = start;

          @Override
          public Walk.Go visit(Walk.Trail trail, Node node) {
            value = folder.fold(value, trail.toPath(), node);
            return Walk.Go.ON;
          }
        };
    Walk.over(state.root(), pattern, Cost.of(units), visitor);
    return visitor.value;
  }

  /// Takes one node more into account.
  @FunctionalInterface
  public interface Folder<T> {
    T fold(T value, Path path, Node node);
  }

  /// All nodes that a pattern means.
  public SortedMap<Path, Node> list(Pattern pattern) {
    return filter(pattern, (_, _) -> true);
  }

  /// The first nodes that a pattern means, at most so many.
  public SortedMap<Path, Node> list(Pattern pattern, int limit) {
    var found = new TreeMap<Path, Node>();
    if (limit > 0) {
      Walk.over(
          state.root(),
          pattern,
          Cost.of(units),
          (trail, node) -> {
            found.put(trail.toPath(), node);
            return found.size() == limit ? Walk.Go.STOP : Walk.Go.ON;
          });
    }
    return found;
  }

  /// Those nodes that a pattern means and that pass a test.
  public SortedMap<Path, Node> filter(Pattern pattern, BiPredicate<Path, Node> test) {
    return fold(
        pattern,
        new TreeMap<Path, Node>(),
        (found, path, node) -> {
          if (test.test(path, node)) {
            found.put(path, node);
          }
          return found;
        });
  }

  /// Something of each node that a pattern means, in order.
  public <T> List<T> map(Pattern pattern, BiFunction<Path, Node, T> function) {
    return fold(
        pattern,
        new ArrayList<T>(),
        (mapped, path, node) -> {
          mapped.add(function.apply(path, node));
          return mapped;
        });
  }
}

package dev.seisei.tree.state;

import dev.seisei.tree.node.Cost;
import dev.seisei.tree.node.KeepWhile;
import dev.seisei.tree.node.Node;
import dev.seisei.tree.node.Path;
import dev.seisei.tree.node.Payload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/// A state while a command changes it, and what it changed.
///
/// Keeps two promises of the tree: a node that stands only for those below it goes with the last of
/// them, and a node goes when what it is kept for does not hold any more.
final class Draft {
  /// Beyond so many, one scan of what is watched is cheaper than a search each.
  private static final int FEW = 64;

  private final long index;
  private final Cost cost;
  private final Set<Path> written = new LinkedHashSet<>();
  private final List<Removed> removed = new ArrayList<>();
  private final Set<Path> guardedAnew = new TreeSet<>();
  private Node root;
  private Guards guards;

  Draft(State state, long index, Cost cost) {
    this.index = index;
    this.cost = cost;
    this.root = state.root();
    this.guards = state.guards();
  }

  Node root() {
    return root;
  }

  Guards guards() {
    return guards;
  }

  /// Paths of nodes that were made or given a payload, perhaps removed again later.
  Set<Path> written() {
    return written;
  }

  /// What was cut off, in order; perhaps made again later.
  List<Removed> removed() {
    return removed;
  }

  /// Gives a node a payload, and makes it and what is missing above it.
  ///
  /// @param before the node that stands there now; null if there is none
  /// @param keepWhile null leaves what there is
  /// @return the node that stands there then
  Node put(
      Path path, @Nullable Node before, @Nullable Payload payload, @Nullable KeepWhile keepWhile) {
    Node after = before;
    if (after == null) {
      noteMissing(path);
      after = Node.leaf(payload, false, index);
      set(path, after);
    } else if (!Objects.equals(after.payload(), payload)) {
      written.add(path);
      after = after.withPayload(payload, index);
      set(path, after);
    } else if (after.implied()) {
      after = after.meant();
      set(path, after);
    }
    if (keepWhile != null) {
      guards = guards.with(path, keepWhile);
      guardedAnew.add(path);
    }
    return after;
  }

  private void noteMissing(Path path) {
    Node above = root;
    for (int depth = 0; depth < path.depth(); depth++) {
      above = above == null ? null : above.child(path.name(depth));
      if (above == null) {
        written.add(path.top(depth + 1));
      }
    }
  }

  private void set(Path path, Node node) {
    root = replace(root, path, 0, node);
  }

  private Node replace(@Nullable Node node, Path path, int depth, Node after) {
    if (depth == path.depth()) {
      return after;
    }
    Node here = node == null ? Node.leaf(null, true, index) : node;
    String name = path.name(depth);
    return here.withChild(name, replace(here.child(name), path, depth + 1, after));
  }

  /// Cuts off some children of a node.
  ///
  /// @param gone at least one, all of them there
  void remove(Path parent, TreePMap<String, Node> gone) {
    Path at = parent;
    TreePMap<String, Node> cut = gone;
    Node reduced = without(there(at), cut);
    while (!at.isRoot()
        && reduced.implied()
        && reduced.payload() == null
        && reduced.children().isEmpty()) {
      cut = TreePMap.singleton(at.name(), there(at));
      at = at.parent();
      reduced = without(there(at), cut);
    }
    set(at, reduced);
    removed.add(new Removed(at, cut));
    guards = guards.without(guardedBelow(at, cut));
  }

  private static Node without(Node parent, TreePMap<String, Node> gone) {
    var children = parent.children();
    if (gone.size() == children.size()) {
      return parent.without(gone, Node.NONE);
    }
    if (gone.size() < children.size() / 8) {
      return parent.without(gone, children.minusAll(gone.keySet()));
    }
    var stay = new TreeMap<String, Node>();
    for (var child : children.entrySet()) {
      if (!gone.containsKey(child.getKey())) {
        stay.put(child.getKey(), child.getValue());
      }
    }
    return parent.without(gone, TreePMap.fromSortedMap(stay));
  }

  private List<Path> guardedBelow(Path parent, TreePMap<String, Node> gone) {
    var found = new ArrayList<Path>();
    for (var entry : below(guards.byNode(), parent, gone)) {
      found.add(entry.getKey());
    }
    return found;
  }

  private static <V> Collection<Map.Entry<Path, V>> below(
      TreePMap<Path, V> map, Path parent, TreePMap<String, Node> children) {
    if (map.isEmpty()) {
      return List.of();
    }
    var found = new ArrayList<Map.Entry<Path, V>>();
    if (children.size() <= FEW) {
      for (String name : children.keySet()) {
        found.addAll(Guards.under(map, parent.below(name)));
      }
    } else {
      for (var entry : Guards.under(map, parent)) {
        if (entry.getKey().depth() > parent.depth()
            && children.containsKey(entry.getKey().name(parent.depth()))) {
          found.add(entry);
        }
      }
    }
    return found;
  }

  /// Removes what is not kept any more, until all that is left is kept; called once, last.
  ///
  /// @throws Refusal if a node was to be kept for what does not hold
  void settle() {
    for (Path path : guardedAnew) {
      KeepWhile keepWhile = guards.of(path);
      if (keepWhile != null && !keepWhile.holds(root, cost)) {
        throw new Refusal(
            "tree.keep-while", "what " + path + " is to be kept for does not hold now");
      }
    }
    var suspects = new TreeSet<Path>();
    for (Path path : written) {
      suspects.addAll(guards.watchersOf(path));
      if (!path.isRoot()) {
        suspects.addAll(guards.watchersOf(path.parent()));
      }
    }
    int seen = 0;
    while (seen < removed.size() || !suspects.isEmpty()) {
      while (seen < removed.size()) {
        var cut = removed.get(seen++);
        suspects.addAll(guards.watchersOf(cut.parent()));
        for (var watched : below(guards.byWatched(), cut.parent(), cut.children())) {
          suspects.addAll(watched.getValue());
        }
      }
      removeUnkept(suspects);
      suspects.clear();
    }
  }

  private void removeUnkept(Set<Path> suspects) {
    var unkept = new TreeMap<Path, TreeMap<String, Node>>();
    for (Path path : suspects) {
      KeepWhile keepWhile = guards.of(path);
      if (keepWhile != null && !keepWhile.holds(root, cost)) {
        unkept.computeIfAbsent(path.parent(), _ -> new TreeMap<>()).put(path.name(), there(path));
      }
    }
    unkept.forEach((parent, children) -> {
      // What was removed before may have taken these along.
      Node node = root.at(parent);
      children.keySet().removeIf(name -> node == null || node.child(name) == null);
      if (!children.isEmpty()) {
        remove(parent, TreePMap.fromSortedMap(children));
      }
    });
  }

  private Node there(Path path) {
    return Objects.requireNonNull(root.at(path));
  }
}

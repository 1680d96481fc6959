package dev.seisei.tree.state;

import dev.seisei.tree.node.Node;
import dev.seisei.tree.node.Payload;
import java.util.ArrayDeque;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/// Builds a tree from its nodes in the order in which snapshots hold them.
final class TreeReader {

  private record Open(
      String name,
      long version,
      long childrenVersion,
      long changed,
      boolean implied,
      @Nullable Payload payload,
      TreeMap<String, Node> children) {

    Node close() {
      var all = children.isEmpty() ? Node.NONE : TreePMap.fromSortedMap(children);
      return Node.of(payload, version, childrenVersion, changed, implied, all);
    }
  }

  private final ArrayDeque<Open> way = new ArrayDeque<>();

  /// Takes the next node.
  ///
  /// @param depth 0 for the root, which comes first
  /// @throws IllegalArgumentException if it has no parent, or does not sort after its sibling
  void add(
      int depth,
      String name,
      long version,
      long childrenVersion,
      long changed,
      boolean implied,
      @Nullable Payload payload) {
    if (depth > way.size() || depth == 0 != way.isEmpty()) {
      throw new IllegalArgumentException("holds a node without a parent");
    }
    closeTo(depth);
    Open parent = way.peekLast();
    if (parent != null
        && !parent.children.isEmpty()
        && parent.children.lastKey().compareTo(name) >= 0) {
      throw new IllegalArgumentException("holds nodes out of order");
    }
    if (version < 1 || childrenVersion < 1) {
      throw new IllegalArgumentException("holds a version below 1");
    }
    way.addLast(
        new Open(name, version, childrenVersion, changed, implied, payload, new TreeMap<>()));
  }

  private void closeTo(int depth) {
    while (way.size() > depth) {
      Open done = way.removeLast();
      way.getLast().children.put(done.name, done.close());
    }
  }

  /// The whole tree.
  ///
  /// @throws IllegalArgumentException if there was no root
  Node root() {
    if (way.isEmpty()) {
      throw new IllegalArgumentException("holds no root");
    }
    closeTo(1);
    return way.getLast().close();
  }
}

package dev.seisei.tree.node;

import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/// A node and all that is below it, as they were at one moment.
///
/// Immutable: a change makes new nodes on the way from the root to what changed and shares all
/// others. So a reader needs no lock, a snapshot is a reference, and cutting a node off takes all
/// below it along.
///
/// @param payload what it carries; null if nothing
/// @param version from 1, one more each time the payload becomes another
/// @param childrenVersion from 1, one more each time a child comes or goes
/// @param changed index of the command that gave it its payload; unlike the version never again the
///   same when a node goes and comes back
/// @param implied whether it stands here only because something below it was put: such a node goes
///   with its last child
/// @param children by name, sorted
/// @param below how many nodes are below it
/// @param bytes of payloads, its own and those below
/// @param index finds children where there are many; null where there are few
public record Node(
    @Nullable Payload payload,
    long version,
    long childrenVersion,
    long changed,
    boolean implied,
    TreePMap<String, Node> children,
    long below,
    long bytes,
    @Nullable NameIndex index) {

  /// No children.
  public static final TreePMap<String, Node> NONE = TreePMap.empty();

  /// An empty tree.
  public static final Node ROOT = new Node(null, 1, 1, 0, false, NONE, 0, 0, null);

  /// A node without children.
  public static Node leaf(@Nullable Payload payload, boolean implied, long command) {
    return new Node(payload, 1, 1, command, implied, NONE, 0, size(payload), null);
  }

  /// A node with children that stand in a snapshot.
  public static Node of(
      @Nullable Payload payload,
      long version,
      long childrenVersion,
      long changed,
      boolean implied,
      TreePMap<String, Node> children) {
    long below = 0;
    long bytes = size(payload);
    for (Node child : children.values()) {
      below += 1 + child.below;
      bytes += child.bytes;
    }
    return new Node(
        payload,
        version,
        childrenVersion,
        changed,
        implied,
        children,
        below,
        bytes,
        NameIndex.of(children));
  }

  /// The child of a name; null if there is none.
  public @Nullable Node child(String name) {
    return index == null ? children.get(name) : index.get(name, children);
  }

  /// The node at a path below this one; null if there is none.
  public @Nullable Node at(Path path) {
    Node node = this;
    for (int i = 0; i < path.depth(); i++) {
      node = node.child(path.name(i));
      if (node == null) {
        return null;
      }
    }
    return node;
  }

  /// The same with another payload, one version on, and no longer implied.
  public Node withPayload(@Nullable Payload other, long command) {
    return new Node(
        other,
        version + 1,
        childrenVersion,
        command,
        false,
        children,
        below,
        bytes - size(payload) + size(other),
        index);
  }

  /// The same, there for its own sake.
  public Node meant() {
    return implied
        ? new Node(payload, version, childrenVersion, changed, false, children, below, bytes, index)
        : this;
  }

  /// The same with a child put in place of one of its name, if there is one.
  public Node withChild(String name, Node child) {
    Node old = child(name);
    var more = children.plus(name, child);
    return new Node(
        payload,
        version,
        old == null ? childrenVersion + 1 : childrenVersion,
        changed,
        implied,
        more,
        below + 1 + child.below - (old == null ? 0 : 1 + old.below),
        bytes + child.bytes - (old == null ? 0 : old.bytes),
        index == null ? NameIndex.of(more) : index.with(name, child));
  }

  /// The same without some of its children.
  ///
  /// @param gone at least one, all of them children
  /// @param stay the others
  public Node without(TreePMap<String, Node> gone, TreePMap<String, Node> stay) {
    long nodes = 0;
    long size = 0;
    if (stay.isEmpty()) {
      nodes = below;
      size = bytes - size(payload);
    } else {
      for (Node one : gone.values()) {
        nodes += 1 + one.below;
        size += one.bytes;
      }
    }
    return new Node(
        payload,
        version,
        childrenVersion + gone.size(),
        changed,
        implied,
        stay,
        below - nodes,
        bytes - size,
        indexWithout(gone, stay));
  }

  private @Nullable NameIndex indexWithout(
      TreePMap<String, Node> gone, TreePMap<String, Node> stay) {
    if (index == null || stay.size() < NameIndex.WORTHWHILE || gone.size() > stay.size()) {
      return NameIndex.of(stay);
    }
    NameIndex left = index;
    for (String name : gone.keySet()) {
      left = left.without(name);
    }
    return left;
  }

  private static int size(@Nullable Payload payload) {
    return payload == null ? 0 : payload.size();
  }
}

package dev.seisei.tree.node;

import org.jspecify.annotations.Nullable;

/// A place that a condition is asked about, whether or not a node stands there.
public interface Candidate {

  /// The last name of its path; empty for the root.
  String name();

  /// Its path as text.
  String path();

  /// Null where there is no node.
  @Nullable Node node();

  /// The place at a path.
  static Candidate of(Path path, @Nullable Node node) {
    record Place(String name, String path, @Nullable Node node) implements Candidate {}
    return new Place(path.isRoot() ? "" : path.name(), path.toString(), node);
  }
}

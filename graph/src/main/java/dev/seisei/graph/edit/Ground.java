package dev.seisei.graph.edit;

/// The ground as the graph makes it, before any edit.
@FunctionalInterface
public interface Ground {
  /// Heights in metres at places.
  float[] at(float[] x, float[] z);
}

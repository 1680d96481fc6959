package dev.seisei.data;

import java.util.List;

/// A prop in several variants, each as meshes from fine to coarse.
///
/// @param name what a person calls it
/// @param leastScale scale of the smallest instance
/// @param largestScale scale of the largest instance
/// @param variants at least one
public record PropFamily(
    String name, float leastScale, float largestScale, List<Variant> variants) {
  public PropFamily {
    variants = List.copyOf(variants);
    if (variants.isEmpty()) {
      throw new IllegalArgumentException("variants: a prop needs at least one");
    }
    if (!(leastScale > 0 && largestScale >= leastScale)) {
      throw new IllegalArgumentException(
          "scale: must be above 0 and ascending, got " + leastScale + " to " + largestScale);
    }
  }

  /// One look of the prop.
  ///
  /// @param meshes finest first
  public record Variant(List<Detail> meshes) {
    public Variant {
      meshes = List.copyOf(meshes);
    }

    /// The mesh for chunks of a level: the first that is good up to there, else the coarsest.
    public Mesh at(int lod) {
      for (Detail detail : meshes) {
        if (lod <= detail.maxLevel()) {
          return detail.mesh();
        }
      }
      return meshes.getLast().mesh();
    }
  }

  /// One mesh of a variant and how far it is good for.
  ///
  /// @param mesh its origin stands on the ground
  /// @param maxLevel good for chunks up to this level
  public record Detail(Mesh mesh, int maxLevel) {}
}

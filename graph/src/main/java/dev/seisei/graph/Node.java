package dev.seisei.graph;

import dev.seisei.data.PropFamily;
import java.util.List;

/// What a node of a graph makes; the kind decides what it can be linked to.
public sealed interface Node {

  /// The kinds of links.
  enum Kind {
    FIELD,
    SURFACE,
    FAMILY,
    SCATTER;

    /// As errors and documentation call it.
    public String title() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /// The kind of link that this node's output is.
  default Kind kind() {
    return switch (this) {
      case Field _ -> Kind.FIELD;
      case Surface _ -> Kind.SURFACE;
      case Family _ -> Kind.FAMILY;
      case Scatter _ -> Kind.SCATTER;
    };
  }

  /// A number at every place of the world: a pure function of x and z.
  non-sealed interface Field extends Node {

    /// Computes the field.
    ///
    /// @param at where; its inputs are best taken from [Samples#of], which computes each field once
    /// @param out receives a value a sample
    void fill(Samples at, float[] out);

    /// Between which values the field stays.
    ///
    /// @param within how far out; ranges of its inputs are taken from [Reach#of]
    /// @throws IllegalArgumentException if the field cannot be computed that far out
    Range range(Reach within);

    /// Has the kernels compiled that this field, not those that it takes, uses; nothing but speed
    /// depends on it.
    default void warm() {}
  }

  /// What the ground is made of: the first layer lies everywhere, each next one over those before
  /// it.
  ///
  /// @param layers bottom first, at least one
  record Surface(List<Layer> layers) implements Node {
    public Surface {
      layers = List.copyOf(layers);
    }

    /// One layer of the ground.
    ///
    /// @param material index into the palette
    /// @param where how much of it, 0 to 1
    public record Layer(int material, Field where) {}
  }

  /// A prop in several variants.
  ///
  /// @param family the meshes, made once
  record Family(PropFamily family) implements Node {}

  /// Where instances of a prop stand.
  ///
  /// @param family what stands there
  /// @param seed chooses the places
  /// @param density share of the grid's points that are taken, 0 to 1
  /// @param spacing width of the grid's cells in metres
  /// @param jitter how far points leave the middle of their cells, 0 to 1
  /// @param sink how deep instances stand in the ground, metres
  /// @param fullLevel chunks up to this level hold every instance
  /// @param maxLevel chunks beyond this level hold none
  /// @param thin share that each level after `fullLevel` keeps of the one before
  record Scatter(
      Family family,
      int seed,
      Field density,
      float spacing,
      float jitter,
      float sink,
      int fullLevel,
      int maxLevel,
      float thin)
      implements Node {

    /// Share of the points that chunks of a level hold.
    public float keep(int lod) {
      if (lod > maxLevel) {
        return 0;
      }
      float keep = 1;
      for (int level = fullLevel; level < lod; level++) {
        keep *= thin;
      }
      return keep;
    }
  }
}

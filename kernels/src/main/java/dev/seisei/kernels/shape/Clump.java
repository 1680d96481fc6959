package dev.seisei.kernels.shape;

import dev.seisei.kernels.Hash;

/// A rounded mass of leaves: an ellipsoid with dents.
///
/// @param centre its middle
/// @param radii half its width, height and depth; the dents stay within
/// @param seed of the dents
/// @param warmth of its colour, see [Rgb#warmer]
record Clump(Vec centre, Vec radii, int seed, float warmth) {

  /// How deep the surface is dented at a vertex of [Sphere#MIDDLE], 0 to 1: tufts on broad lumps.
  float dent(int vertex) {
    float lumps = Lumps.at(seed, Sphere.MIDDLE.directions().get(vertex).times(1.8f));
    return 0.35f * lumps + 0.65f * Hash.unit(Hash.of(seed, vertex, 1));
  }

  /// Place of a vertex of [Sphere#MIDDLE].
  ///
  /// @param deepest share of the radius that the deepest dent takes away
  Vec surface(int vertex, float deepest) {
    Vec direction = Sphere.MIDDLE.directions().get(vertex);
    return centre.plus(direction.times(radii).times(1 - deepest * dent(vertex)));
  }

  /// How deep a point lies in it: 0 in the middle, 1 at the surface.
  float depth(Vec point) {
    return point.minus(centre).over(radii).length();
  }

  /// How far a ray from a point goes until it leaves this clump for good; 0 if it never meets it.
  float reach(Vec from, Vec direction) {
    Vec start = from.minus(centre).over(radii);
    Vec way = direction.over(radii);
    float a = way.dot(way);
    float b = start.dot(way);
    float c = start.dot(start) - 1;
    float inside = b * b - a * c;
    return inside < 0 ? 0 : Math.max(0, (-b + (float) Math.sqrt((double) inside)) / a);
  }

  Clump moved(Vec factors, Vec way) {
    return new Clump(centre.times(factors).plus(way), radii.times(factors), seed, warmth);
  }
}

package dev.seisei.kernels.shape;

import dev.seisei.kernels.Hash;

/// Value noise in space: random values at the whole points, blended smoothly between them.
///
/// Source: D. Ebert et al., "Texturing and Modeling: A Procedural Approach", 3rd ed., 2003, chapter
/// 2, value noise, with the blend `3t² - 2t³`.
final class Lumps {
  private Lumps() {}

  /// In `[0, 1)`.
  static float at(int seed, Vec place) {
    int i = floor(place.x());
    int j = floor(place.y());
    int k = floor(place.z());
    float u = blend(place.x() - i);
    float v = blend(place.y() - j);
    float w = blend(place.z() - k);
    return mix(
        mix(row(seed, i, j, k, u), row(seed, i, j + 1, k, u), v),
        mix(row(seed, i, j, k + 1, u), row(seed, i, j + 1, k + 1, u), v),
        w);
  }

  private static float row(int seed, int i, int j, int k, float u) {
    int plane = Hash.of(seed, j, k);
    return mix(Hash.unit(Hash.of(plane, i, 1)), Hash.unit(Hash.of(plane, i + 1, 1)), u);
  }

  private static int floor(float value) {
    int whole = (int) value;
    return value < whole ? whole - 1 : whole;
  }

  private static float blend(float t) {
    return t * t * (3 - 2 * t);
  }

  private static float mix(float a, float b, float t) {
    return a + t * (b - a);
  }
}

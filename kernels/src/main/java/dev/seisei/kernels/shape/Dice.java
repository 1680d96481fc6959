package dev.seisei.kernels.shape;

import dev.seisei.kernels.Hash;

/// A row of random numbers: throw `n` of a seed is always the same.
final class Dice {
  private final int seed;
  private int thrown;

  Dice(int seed) {
    this.seed = seed;
  }

  /// Dice for a part of the shape, so that more throws in one part do not change another.
  Dice part(int index) {
    return new Dice(Hash.of(seed, index, 0x70617274));
  }

  int bits() {
    return Hash.of(seed, thrown++, 0);
  }

  /// In `[0, 1)`.
  float unit() {
    return Hash.unit(bits());
  }

  float between(float least, float most) {
    return least + (most - least) * unit();
  }

  /// In `[-reach, reach)`.
  float about(float reach) {
    return between(-reach, reach);
  }

  /// Unit vector, spread evenly over the sphere (Archimedes: its height is uniform).
  Vec direction() {
    float y = about(1);
    float around = (float) Math.sqrt(Math.max(0.0, 1.0 - (double) y * y));
    Vec level = Vec.level(unit());
    return new Vec(around * level.x(), y, around * level.z());
  }
}

package dev.seisei.kernels.shape;

import dev.seisei.kernels.Turns;

/// A point or direction, Y up.
record Vec(float x, float y, float z) {
  static final Vec ZERO = new Vec(0, 0, 0);
  static final Vec UP = new Vec(0, 1, 0);

  /// Level unit vector at a turn about +Y, from +X on.
  static Vec level(float turn) {
    return new Vec(Turns.cos(turn), 0, -Turns.sin(turn));
  }

  Vec plus(Vec other) {
    return new Vec(x + other.x, y + other.y, z + other.z);
  }

  Vec plus(Vec other, float times) {
    return new Vec(x + times * other.x, y + times * other.y, z + times * other.z);
  }

  Vec minus(Vec other) {
    return new Vec(x - other.x, y - other.y, z - other.z);
  }

  Vec times(float factor) {
    return new Vec(factor * x, factor * y, factor * z);
  }

  /// Product of each coordinate with its own factor.
  Vec times(Vec factors) {
    return new Vec(factors.x * x, factors.y * y, factors.z * z);
  }

  /// Quotient of each coordinate and its own divisor.
  Vec over(Vec divisors) {
    return new Vec(x / divisors.x, y / divisors.y, z / divisors.z);
  }

  Vec towards(Vec other, float share) {
    return plus(other.minus(this), share);
  }

  float dot(Vec other) {
    return x * other.x + y * other.y + z * other.z;
  }

  Vec cross(Vec other) {
    return new Vec(y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x);
  }

  float length() {
    return (float) Math.sqrt((double) dot(this));
  }

  /// The direction; up, if this is too short to have one.
  Vec unit() {
    float length = length();
    return length > 1e-12f ? times(1 / length) : UP;
  }
}

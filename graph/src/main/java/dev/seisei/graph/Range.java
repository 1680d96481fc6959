package dev.seisei.graph;

/// Between which values a field stays.
///
/// @param least none is below
/// @param most none is above
public record Range(double least, double most) {
  public Range {
    if (!(least <= most)) {
      throw new IllegalArgumentException("range: must ascend, got " + least + " to " + most);
    }
  }

  /// The smallest range that holds some values.
  public static Range holding(double... values) {
    double least = values[0];
    double most = values[0];
    for (double value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return new Range(least, most);
  }

  /// How far from 0 it goes.
  public double magnitude() {
    return Math.max(-least, most);
  }

  /// The range with some room to both sides.
  public Range widened(double by) {
    return new Range(least - by, most + by);
  }
}

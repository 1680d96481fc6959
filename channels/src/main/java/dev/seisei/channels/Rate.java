package dev.seisei.channels;

/// How often something may happen.
///
/// @param perSecond in the long run, above 0
/// @param burst how many may come at once after a rest, at least 1
public record Rate(double perSecond, int burst) {
  public Rate {
    if (!(perSecond > 0 && perSecond <= 1e6)) {
      throw new IllegalArgumentException(
          "rate: must be above 0 and at most 1000000 a second, got " + perSecond);
    }
    if (burst < 1) {
      throw new IllegalArgumentException("burst: must be at least 1, got " + burst);
    }
  }
}

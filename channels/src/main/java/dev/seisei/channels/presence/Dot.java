package dev.seisei.channels.presence;

import java.util.Comparator;

/// Names one tracking for ever: which replica did it, and as its how manieth.
///
/// @param replica who
/// @param clock counts from 1
public record Dot(String replica, long clock) implements Comparable<Dot> {
  private static final Comparator<Dot> ORDER =
      Comparator.comparing(Dot::replica).thenComparingLong(Dot::clock);

  public Dot {
    if (replica.isEmpty() || clock < 1) {
      throw new IllegalArgumentException(
          "dot: needs a replica and a clock of at least 1, got " + replica + ", " + clock);
    }
  }

  @Override
  public int compareTo(Dot other) {
    return ORDER.compare(this, other);
  }

  /// As clients see it in `phx_ref`.
  @Override
  public String toString() {
    return replica + "-" + Long.toString(clock, 36);
  }
}

package dev.seisei.graph;

import dev.seisei.graph.Node.Field;
import java.util.IdentityHashMap;

/// How far from the origin fields are asked for, and between which values they stay there: the walk
/// of [Samples] over a graph, with ranges in place of numbers.
///
/// What it finds holds for every place at once, so a graph that leaves the range of `float`
/// somewhere is refused before anything is made of it. Ranges hold, but may be wider than what a
/// field really takes: a field less itself is not known to be 0.
///
/// Source: R. E. Moore, "Interval Analysis", 1966.
public final class Reach {
  // Squares of it are far from the end of `float`, and no world needs numbers that large.
  private static final double MOST = 1e12;
  // Of what a node answers; one that rounds more than its answer says so in its range.
  private static final double ROUNDING = 1e-5;

  private final double metres;
  // Only ever asked by key: its order decides nothing.
  private final IdentityHashMap<Field, Range> known = new IdentityHashMap<>();

  /// @param metres the farthest coordinate
  Reach(double metres) {
    this.metres = metres;
  }

  /// The reach of who asks for fields elsewhere.
  ///
  /// @param metres the farthest coordinate there
  public static Reach upTo(double metres) {
    return new Reach(metres);
  }

  /// The farthest coordinate at which fields are asked for.
  public double metres() {
    return metres;
  }

  /// The reach of who asks for fields somewhat off.
  ///
  /// @param by the most along each axis, in metres
  public Reach moved(double by) {
    return new Reach(metres + by);
  }

  /// The range of a field up to here.
  ///
  /// @throws Beyond if the field, or one that it takes, cannot be computed
  public Range of(Field field) {
    Range range = known.get(field);
    if (range == null) {
      range = found(field);
      known.put(field, range);
    }
    return range;
  }

  private Range found(Field field) {
    Range range;
    try {
      range = field.range(this);
    } catch (IllegalArgumentException e) {
      throw new Beyond(field, String.valueOf(e.getMessage()));
    }
    range =
        new Range(
            range.least() - ROUNDING * Math.abs(range.least()),
            range.most() + ROUNDING * Math.abs(range.most()));
    if (range.magnitude() > MOST) {
      throw new Beyond(field, rule(range, MOST, ""));
    }
    return range;
  }

  /// What is said of a field that goes too far.
  static String rule(Range range, double most, String unit) {
    return "must stay within ±"
        + Located.plain(most)
        + unit
        + ", but could reach "
        + Located.plain(Math.floor(range.least()))
        + " to "
        + Located.plain(Math.ceil(range.most()))
        + ". Make its amplitudes smaller, or cut it with `least` and `largest`.";
  }

  /// Thrown when a field cannot be computed.
  static final class Beyond extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Field field;

    Beyond(Field field, String rule) {
      super(rule);
      this.field = field;
    }

    Field field() {
      return field;
    }
  }
}

package dev.seisei.graph;

/// What samples cost before they are computed: the walk of [Samples] over a graph, with a single
/// place for all of them.
///
/// Counted are evaluations of ordinary fields. Tiles are made once for all that touch them, so a
/// tiled field costs by the ground that it has to cover, whoever asks.
final class Probe {
  private final double metres;
  private final double samples;
  private final boolean isCold;
  private final Budget budget;

  private Probe(double metres, double samples, boolean isCold, Budget budget) {
    this.metres = metres;
    this.samples = samples;
    this.isCold = isCold;
    this.budget = budget;
  }

  /// A probe of one sample among many, whose tiles serve all around.
  ///
  /// @param spacingMetres the sample's share of the ground, along a side
  /// @param limit evaluations
  static Probe ofSample(double spacingMetres, double limit) {
    return new Probe(spacingMetres, 1, false, new Budget(limit));
  }

  /// A probe of a window that has to make all tiles that it touches.
  ///
  /// @param limit evaluations
  static Probe ofWindow(double spacingMetres, int side, double limit) {
    return new Probe(spacingMetres * side, (double) side * side, true, new Budget(limit));
  }

  /// The probe of what a tiled field takes.
  Probe of(Tiled field) {
    int cell = field.cellMetres();
    double covered = metres + (isCold ? 2.0 * Tiled.CORE * cell : 0);
    double ratio = (Tiled.CORE + 3.0 + 2 * field.apron()) / Tiled.CORE;
    double across = covered / cell * ratio;
    double wide = covered + (isCold ? 2.0 * field.apron() * cell : 0);
    return new Probe(wide, across * across, isCold, budget);
  }

  /// Takes some evaluations for each sample off the limit.
  void spend(double evaluations) {
    budget.left -= evaluations * samples;
    if (!(budget.left >= 0)) {
      throw new TooExpensive();
    }
  }

  private static final class Budget {
    private double left;

    Budget(double limit) {
      left = limit;
    }
  }

  /// Thrown when a graph is too expensive.
  static final class TooExpensive extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooExpensive() {
      super("too many evaluations");
    }
  }
}

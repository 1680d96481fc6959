package dev.seisei.graph;

import dev.seisei.graph.Node.Field;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/// Places at which fields are evaluated, and what they turned out to be: each field is computed
/// once.
///
/// Used by one thread.
public final class Samples {
  private final float[] x;
  private final float[] z;
  private final Budget budget;
  private final @Nullable Overlay overlay;
  // Only ever asked by key: its order decides nothing.
  private final IdentityHashMap<Field, float[]> known = new IdentityHashMap<>();

  /// @param x metres, kept
  /// @param z metres, as many, kept
  public Samples(float[] x, float[] z) {
    this(x, z, new Budget(Integer.MAX_VALUE), null);
  }

  private Samples(float[] x, float[] z, Budget budget, @Nullable Overlay overlay) {
    if (x.length != z.length) {
      throw new IllegalArgumentException(
          "z: must be as many as x, " + x.length + ", got " + z.length);
    }
    this.x = x;
    this.z = z;
    this.budget = budget;
    this.overlay = overlay;
  }

  /// What lies over a field, as edits lie over the terrain.
  record Overlay(Field field, Change change) {
    /// Changes the field's values at places.
    @FunctionalInterface
    interface Change {
      void apply(float[] x, float[] z, float[] values);
    }
  }

  /// The same places, where a field has become another.
  Samples under(@Nullable Overlay over) {
    return new Samples(x, z, budget, over);
  }

  /// Samples on a square grid, row by row; places are exact products of whole numbers and the cell.
  ///
  /// @param column of the first sample, in cells from the origin
  /// @param row of the first sample, in cells from the origin
  /// @param side samples along a side
  /// @param cellMetres distance between samples
  public static Samples grid(int column, int row, int side, float cellMetres) {
    float[] x = new float[side * side];
    float[] z = new float[side * side];
    for (int j = 0, n = 0; j < side; j++) {
      for (int i = 0; i < side; i++, n++) {
        x[n] = (column + i) * cellMetres;
        z[n] = (row + j) * cellMetres;
      }
    }
    return new Samples(x, z);
  }

  /// One place, at which no more than `limit` fields may be evaluated; tells what a graph costs
  /// before it is used.
  static Samples probe(int limit) {
    return new Samples(new float[1], new float[1], new Budget(limit), null);
  }

  /// The same samples elsewhere; what is computed there is kept there.
  ///
  /// What lies over a field does not come along: it may be anywhere, and a chunk knows the edits
  /// around it only.
  public Samples moved(float[] x, float[] z) {
    return new Samples(x, z, budget, null);
  }

  /// The same samples, all moved by the same way in metres.
  public Samples shifted(float byX, float byZ) {
    int count = count();
    float[] movedX = new float[count];
    float[] movedZ = new float[count];
    for (int i = 0; i < count; i++) {
      movedX[i] = x[i] + byX;
      movedZ[i] = z[i] + byZ;
    }
    return new Samples(movedX, movedZ, budget, overlay);
  }

  public int count() {
    return x.length;
  }

  /// Metres towards east; not to be written.
  public float[] x() {
    return x;
  }

  /// Metres towards south; not to be written.
  public float[] z() {
    return z;
  }

  /// The values of a field here; not to be written.
  public float[] of(Field field) {
    float[] values = known.get(field);
    if (values == null) {
      budget.spend();
      values = new float[count()];
      field.fill(this, values);
      change(field, values);
      known.put(field, values);
    }
    return values;
  }

  @SuppressWarnings("ReferenceEquality") // that very node; equal ones may lie below it
  private void change(Field field, float[] values) {
    if (overlay != null && overlay.field == field) {
      overlay.change.apply(x, z, values);
    }
  }

  /// Thrown when a probe finds a graph too expensive.
  static final class TooExpensive extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooExpensive() {
      super("too many evaluations a sample");
    }
  }

  private static final class Budget {
    private int left;

    Budget(int limit) {
      left = limit;
    }

    void spend() {
      if (left-- <= 0) {
        throw new TooExpensive();
      }
    }
  }
}

package dev.seisei.graph;

import dev.seisei.graph.Node.Field;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Places at which fields are evaluated, and what they turned out to be: each field is computed
/// once.
///
/// Used by one thread.
public final class Samples {
  private final float[] x;
  private final float[] z;
  private final Work work;
  private final @Nullable Overlay overlay;
  // Only ever asked by key: their order decides nothing.
  private final IdentityHashMap<Field, float[]> known = new IdentityHashMap<>();
  private final Map<Way, Samples> shifted = new HashMap<>();
  // Of a probe: tiled fields whose tiles are made here or a small way off already.
  private final Set<String> covered;

  /// @param x metres, kept
  /// @param z metres, as many, kept
  public Samples(float[] x, float[] z) {
    this(x, z, Work.PLAIN, null, new HashSet<>());
  }

  private Samples(float[] x, float[] z, Work work, @Nullable Overlay overlay, Set<String> covered) {
    if (x.length != z.length) {
      throw new IllegalArgumentException(
          "z: must be as many as x, " + x.length + ", got " + z.length);
    }
    this.x = x;
    this.z = z;
    this.work = work;
    this.overlay = overlay;
    this.covered = covered;
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
    return new Samples(x, z, work, over, covered);
  }

  /// What all samples of one piece of work share.
  ///
  /// @param tiles where tiles are kept
  /// @param wanted whether someone still waits for it
  /// @param profile where time is noted, if it is
  /// @param probe what is asked of it, if it only tells what a graph costs
  record Work(
      Tiles tiles, BooleanSupplier wanted, @Nullable Profile profile, @Nullable Probe probe) {
    static final Work PLAIN = new Work(Tiles.SHARED, () -> true, null, null);
  }

  private record Way(float x, float z) {}

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

  /// One place that stands for a window of them; tells what a graph costs before it is used.
  static Samples probe(Probe probe) {
    return new Samples(new float[1], new float[1])
        .with(new Work(Tiles.SHARED, () -> true, null, probe));
  }

  /// The same places for another piece of work.
  Samples with(Work other) {
    return new Samples(x, z, other, overlay, covered);
  }

  /// Other places for this piece of work; what is computed there is kept there.
  ///
  /// What lies over a field does not come along: tiles are made of fields as the graph has them.
  Samples elsewhere(Samples other) {
    return new Samples(other.x, other.z, work, null, new HashSet<>());
  }

  /// The same samples elsewhere; what is computed there is kept there.
  ///
  /// What lies over a field does not come along: it may be anywhere, and a chunk knows the edits
  /// around it only.
  public Samples moved(float[] x, float[] z) {
    return new Samples(x, z, work, null, new HashSet<>());
  }

  /// The same samples, all moved by the same way in metres: the same for the same way, so that all
  /// who ask there share what is computed.
  public Samples shifted(float byX, float byZ) {
    var way = new Way(byX, byZ);
    Samples there = shifted.get(way);
    if (there == null) {
      int count = count();
      float[] movedX = new float[count];
      float[] movedZ = new float[count];
      for (int i = 0; i < count; i++) {
        movedX[i] = x[i] + byX;
        movedZ[i] = z[i] + byZ;
      }
      there = new Samples(movedX, movedZ, work, overlay, covered);
      shifted.put(way, there);
    }
    return there;
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
  ///
  /// @throws Abandoned if nobody waits for the answer any more
  public float[] of(Field field) {
    float[] values = known.get(field);
    if (values == null) {
      goOn();
      spend(1);
      values = new float[count()];
      Profile profile = work.profile();
      if (profile == null) {
        field.fill(this, values);
      } else {
        profile.begin(field);
        field.fill(this, values);
        profile.end(count());
      }
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

  /// What is asked of these samples, if they only tell what a graph costs.
  @Nullable Probe probe() {
    return work.probe();
  }

  /// Whether the tiles of a field have not been asked for here.
  boolean isFirst(Tiled field) {
    return covered.add(field.digest());
  }

  private void spend(double evaluations) {
    Probe probe = work.probe();
    if (probe != null) {
      probe.spend(evaluations);
    }
  }

  /// Ends work that nobody waits for.
  void goOn() {
    if (!work.wanted().getAsBoolean()) {
      throw new Abandoned();
    }
  }

  /// A tile of a field, kept, made or waited for.
  float[] tile(Tiles.Key key, Tiled field) {
    return work.tiles().get(key, () -> field.tile(this, key.x(), key.z()), work.wanted());
  }
}

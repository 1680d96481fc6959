package dev.seisei.graph.edit;

import dev.seisei.data.Instances;
import dev.seisei.data.MaterialWeights;
import java.util.List;
import java.util.function.ToIntFunction;

/// The operations that matter in one place, in their order, over what the graph makes there.
///
/// What becomes of a place depends on the place alone, not on the chunk or the level that it is
/// asked in: so chunks agree along their borders and levels with one another.
public final class EditLayer {
  private static final int WEIGHT_STEPS = 15;
  private static final int STEP = 255 / WEIGHT_STEPS;

  private final List<Step> steps;

  /// An operation with what it needs besides itself.
  ///
  /// @param number its place in the order of all
  /// @param surface what a smooth brings the ground towards, else nothing
  record Step(long number, Edit edit, Surface surface) {}

  /// Where smoothing goes to; asked only of [Edit.Smooth].
  @FunctionalInterface
  interface Surface {
    Lattice lattice();
  }

  EditLayer(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  public boolean isEmpty() {
    return steps.isEmpty();
  }

  /// The operations, in order.
  public List<Edit> edits() {
    return steps.stream().map(Step::edit).toList();
  }

  /// Changes heights as raising, lowering, smoothing and flattening do.
  ///
  /// @param x metres
  /// @param z metres, as many
  /// @param metres the ground there, as many; receives what it becomes
  public void sculpt(float[] x, float[] z, float[] metres) {
    for (Step step : steps) {
      switch (step.edit()) {
        case Edit.Raise(Brush brush, float by) -> {
          for (int i = 0; i < metres.length; i++) {
            float share = brush.at(x[i], z[i]);
            if (share > 0) {
              metres[i] = bounded(metres[i], metres[i] + by * share);
            }
          }
        }
        case Edit.Flatten(Brush brush, float to, float strength) -> {
          for (int i = 0; i < metres.length; i++) {
            float share = flat(brush.at(x[i], z[i]));
            if (share > 0) {
              metres[i] += (to - metres[i]) * (strength * share);
            }
          }
        }
        case Edit.Smooth(Brush brush, float strength) -> {
          for (int i = 0; i < metres.length; i++) {
            float share = brush.at(x[i], z[i]);
            if (share > 0) {
              float to = step.surface().lattice().at(x[i], z[i]);
              metres[i] += (to - metres[i]) * (strength * share);
            }
          }
        }
        case Edit.Paint _, Edit.Place _, Edit.Remove _ -> {}
      }
    }
  }

  /// Flattening is to be flat over much of the brush.
  private static float flat(float share) {
    float many = Math.min(1, 2.5f * share);
    return many * many * (3 - 2 * many);
  }

  private static float bounded(float before, float after) {
    return Math.min(
        Math.max(before, Edit.HIGHEST), Math.max(Math.min(before, -Edit.HIGHEST), after));
  }

  /// Changes what the ground is made of as painting does.
  ///
  /// @param ground what the graph made, in steps of 1/15; not written
  /// @param x of each sample in metres, `side²` of them
  /// @param z of each sample in metres
  /// @param material finds the layer of a name, below 0 where there is none
  public MaterialWeights paint(
      MaterialWeights ground, float[] x, float[] z, ToIntFunction<String> material) {
    int plane = ground.side() * ground.side();
    float[] weights = null;
    boolean[] touched = new boolean[plane];
    for (Step step : steps) {
      if (!(step.edit() instanceof Edit.Paint(Brush brush, String name, float strength))) {
        continue;
      }
      int layer = material.applyAsInt(name);
      if (layer < 0) {
        continue;
      }
      for (int n = 0; n < plane; n++) {
        float share = strength * flat(brush.at(x[n], z[n]));
        if (share <= 0) {
          continue;
        }
        if (weights == null) {
          weights = shares(ground.planes());
        }
        touched[n] = true;
        for (int other = n; other < weights.length; other += plane) {
          weights[other] *= 1 - share;
        }
        weights[layer * plane + n] += share;
      }
    }
    return weights == null
        ? ground
        : new MaterialWeights(
            ground.layers(), ground.side(), stepped(ground.planes(), weights, touched));
  }

  private static float[] shares(byte[] planes) {
    float[] shares = new float[planes.length];
    for (int i = 0; i < planes.length; i++) {
      shares[i] = (planes[i] & 0xff) / 255f;
    }
    return shares;
  }

  /// Samples that nothing was painted on keep their bits. A share of less than half a step of every
  /// layer cannot be: they sum up to about 1, and there are at most eight.
  private static byte[] stepped(byte[] before, float[] weights, boolean[] touched) {
    byte[] planes = before.clone();
    for (int i = 0; i < planes.length; i++) {
      if (touched[i % touched.length]) {
        int steps = Math.min(WEIGHT_STEPS, (int) (weights[i] * WEIGHT_STEPS + 0.5f));
        planes[i] = (byte) (steps * STEP);
      }
    }
    return planes;
  }

  /// Stands and takes away props.
  ///
  /// @param grown what the graph stood there, ascending by prop and variant
  /// @param place the chunk, and what may stand in it
  public List<Instances> stand(List<Instances> grown, Standing.Place place) {
    return Standing.after(steps.stream().map(Step::edit).toList(), grown, place);
  }
}

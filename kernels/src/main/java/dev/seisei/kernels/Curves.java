package dev.seisei.kernels;

/// Maps from number to number, applied to arrays. Pure; the same bits on every machine.
public final class Curves {
  private Curves() {}

  /// Rises smoothly from 0 at `from` to 1 at `to`; falls if `to` is below `from`. `out` may be
  /// `values`.
  ///
  /// Source: the cubic 3t² − 2t³.
  ///
  /// @throws IllegalArgumentException if `from` equals `to`
  public static void smoothStep(float[] values, int count, float from, float to, float[] out) {
    if (from == to) {
      throw new IllegalArgumentException("to: must differ from `from`, got " + to);
    }
    float scale = 1 / (to - from);
    for (int i = 0; i < count; i++) {
      float t = Math.min(1, Math.max(0, (values[i] - from) * scale));
      out[i] = t * t * (3 - 2 * t);
    }
  }

  /// The smaller of two, rounded off where they are within `width` of each other: there it is up to
  /// a quarter of `width` smaller than both. `out` may be `a` or `b`.
  ///
  /// Source: I. Quilez, "Smooth minimum", 2013 (quadratic polynomial).
  ///
  /// @param sign 1 for the smaller; -1 for the larger, which is then larger than both
  /// @param width above 0
  public static void smoothLeast(
      float[] a, float[] b, int count, float sign, float width, float[] out) {
    float perWidth = 1 / width;
    float quarter = 0.25f * width;
    for (int i = 0; i < count; i++) {
      float first = a[i] * sign;
      float second = b[i] * sign;
      float near = Math.max(0, 1 - Math.abs(first - second) * perWidth);
      out[i] = (Math.min(first, second) - near * near * quarter) * sign;
    }
  }

  /// Cuts values into terraces: flat over a share of each step, then smoothly up to the next. `out`
  /// may be `values`.
  ///
  /// @param step height of a terrace, above 0
  /// @param flat share of a step that is flat, 0 to 0.99
  public static void terrace(float[] values, int count, float step, float flat, float[] out) {
    float perStep = 1 / step;
    float steepness = 1 / (1 - flat);
    for (int i = 0; i < count; i++) {
      float steps = values[i] * perStep;
      float whole = (float) Math.floor(steps);
      float t = Math.min(1, Math.max(0, (steps - whole - flat) * steepness));
      out[i] = (whole + t * t * (3 - 2 * t)) * step;
    }
  }

  /// A smooth curve through given points, which never overshoots them; constant beyond the ends.
  ///
  /// Source: F. N. Fritsch, J. Butland, "A method for constructing local monotone piecewise cubic
  /// interpolants", SIAM J. Sci. Stat. Comput. 5(2), 1984.
  public static final class Spline {
    private final float[] at;
    private final float[] value;
    private final float[] slope;

    /// @param at ascending, at least two
    /// @param value as many
    /// @throws IllegalArgumentException if they are fewer than two, differ in number, or do not
    ///   ascend
    public Spline(float[] at, float[] value) {
      if (at.length < 2 || at.length != value.length) {
        throw new IllegalArgumentException(
            "points: need at least 2, got " + at.length + " and " + value.length);
      }
      for (int i = 1; i < at.length; i++) {
        if (!(at[i] > at[i - 1])) {
          throw new IllegalArgumentException(
              "points: must ascend, got " + at[i] + " after " + at[i - 1]);
        }
      }
      this.at = at.clone();
      this.value = value.clone();
      this.slope = slopes(at, value);
    }

    private static float[] slopes(float[] at, float[] value) {
      int last = at.length - 1;
      float[] slope = new float[at.length];
      float[] chord = new float[last];
      for (int i = 0; i < last; i++) {
        chord[i] = (value[i + 1] - value[i]) / (at[i + 1] - at[i]);
      }
      slope[0] = chord[0];
      slope[last] = chord[last - 1];
      for (int i = 1; i < last; i++) {
        float product = chord[i - 1] * chord[i];
        if (product > 0) {
          float left = at[i] - at[i - 1];
          float right = at[i + 1] - at[i];
          float share = (left + 2 * right) / (3 * (left + right));
          slope[i] = product / (share * chord[i] + (1 - share) * chord[i - 1]);
        }
      }
      return slope;
    }

    /// The smallest value that the curve takes.
    public float least() {
      float least = value[0];
      for (float each : value) {
        least = Math.min(least, each);
      }
      return least;
    }

    /// The largest value that the curve takes.
    public float most() {
      float most = value[0];
      for (float each : value) {
        most = Math.max(most, each);
      }
      return most;
    }

    /// Applies the curve to `count` values; `out` may be `values`.
    public void fill(float[] values, int count, float[] out) {
      int last = at.length - 1;
      for (int i = 0; i < count; i++) {
        float v = values[i];
        if (!(v > at[0])) {
          out[i] = value[0];
        } else if (v >= at[last]) {
          out[i] = value[last];
        } else {
          int k = 0;
          while (v >= at[k + 1]) {
            k++;
          }
          float width = at[k + 1] - at[k];
          float t = (v - at[k]) / width;
          float s = 1 - t;
          out[i] =
              s * s * ((1 + 2 * t) * value[k] + t * width * slope[k])
                  + t * t * ((1 + 2 * s) * value[k + 1] - s * width * slope[k + 1]);
        }
      }
    }
  }
}

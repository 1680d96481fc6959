package dev.seisei.kernels.terrain;

import dev.seisei.kernels.Hash;

/// Rain that carries ground downhill, in passes.
///
/// All drops of a pass run over the same, frozen heights, and what they dig and lay is added up in
/// the order of the samples they start from; so a pass does not depend on where its window begins
/// or ends, as long as a drop cannot travel in from outside: see [#apron].
///
/// Source: H. T. Beyer, "Implementation of a method for hydraulic erosion", TU München, 2015 (drops
/// with inertia, capacity and a brush); the frozen field in place of a changing one is ours.
public final class HydraulicErosion {
  // How fast a drop gains speed, and the least slope that lets it carry something.
  private static final float GRAVITY = 4;
  private static final float LEAST_SLOPE = 0.01f;
  private static final float FASTEST = 4;

  private HydraulicErosion() {}

  /// How rain falls and what it does. Heights and distances are in cells of the grid.
  ///
  /// @param steps how far a drop travels, 1 to 64
  /// @param radius of the brush that digs, 0 to 3
  /// @param share of the samples that send a drop in a pass, 0 to 1
  /// @param inertia how much a drop keeps its direction, 0 to 1
  /// @param capacity how much it can carry for its speed and slope
  /// @param digging share of its free capacity that it takes up a step, 0 to 1
  /// @param laying share of its excess that it drops a step, 0 to 1
  /// @param drying share of its water that it loses a step, 0 to 1
  public record Rain(
      int steps,
      int radius,
      float share,
      float inertia,
      float capacity,
      float digging,
      float laying,
      float drying) {
    public Rain {
      if (steps < 1 || steps > 64) {
        throw new IllegalArgumentException("steps: must be 1 to 64, got " + steps);
      }
      if (radius < 0 || radius > 3) {
        throw new IllegalArgumentException("radius: must be 0 to 3, got " + radius);
      }
    }
  }

  /// Samples beside one that a pass reads for it: a drop's way, its brush, the slope below it.
  public static int apron(Rain rain) {
    return rain.steps + rain.radius + 4;
  }

  /// One pass.
  ///
  /// A sample is kept within its old neighbours, so that many drops dig no pits and pile no spikes;
  /// but for that, what is dug is laid, to the last bit that sums lose. In a steep bowl about an
  /// eighth of what moves is lost to it.
  ///
  /// @param heights in cells, row-major, `[side][side]`; not changed
  /// @param column of the first sample, in cells from the origin
  /// @param row of the first sample, in cells from the origin
  /// @param seed chooses where drops fall; another one each pass
  /// @param change scratch, as many
  /// @param out receives the heights; right where [#apron] samples lie around
  public static void pass(
      Rain rain,
      float[] heights,
      int side,
      int column,
      int row,
      int seed,
      float[] change,
      float[] out) {
    java.util.Arrays.fill(change, 0, side * side, 0);
    float[] weights = brush(rain.radius);
    for (int j = 2; j < side - 2; j++) {
      for (int i = 2; i < side - 2; i++) {
        int hash = Hash.of(seed, column + i, row + j);
        if (Hash.unit(hash) < rain.share) {
          int where = Hash.mix(hash + 1);
          float u = (where >>> 16) * 0x1p-16f;
          float v = (where & 0xffff) * 0x1p-16f;
          fall(rain, heights, side, i, j, u, v, weights, change);
        }
      }
    }
    keepWithin(heights, side, change, out);
  }

  // Where a drop is, is kept as its cell and its place in it: a sum of both would be rounded as the
  // window's numbering of cells has it.
  private static void fall(
      Rain rain,
      float[] heights,
      int side,
      int startColumn,
      int startRow,
      float startU,
      float startV,
      float[] weights,
      float[] change) {
    int i = startColumn;
    int j = startRow;
    float u = startU;
    float v = startV;
    float wayX = 0;
    float wayZ = 0;
    float speed = 1;
    float water = 1;
    float load = 0;
    int least = rain.radius + 1;
    int most = side - rain.radius - 3;
    for (int step = 0; step < rain.steps; step++) {
      if (i < least || j < least || i > most || j > most) {
        return;
      }
      int at = j * side + i;
      float h00 = heights[at];
      float h10 = heights[at + 1];
      float h01 = heights[at + side];
      float h11 = heights[at + side + 1];
      float riseX = (h10 - h00) * (1 - v) + (h11 - h01) * v;
      float riseZ = (h01 - h00) * (1 - u) + (h11 - h10) * u;
      wayX = wayX * rain.inertia - riseX * (1 - rain.inertia);
      wayZ = wayZ * rain.inertia - riseZ * (1 - rain.inertia);
      float length = (float) Math.sqrt(wayX * wayX + wayZ * wayZ);
      if (!(length > 1e-6f)) {
        lay(change, at, side, u, v, load);
        return;
      }
      wayX /= length;
      wayZ /= length;
      float nextU = u + wayX;
      float nextV = v + wayZ;
      int right = (int) Math.floor(nextU);
      int down = (int) Math.floor(nextV);
      nextU -= right;
      nextV -= down;
      int next = at + down * side + right;
      float here = mean(h00, h10, h01, h11, u, v);
      float there =
          mean(
              heights[next],
              heights[next + 1],
              heights[next + side],
              heights[next + side + 1],
              nextU,
              nextV);
      float fall = here - there;
      if (fall <= 0) {
        // Into a hollow: fill it as far as the load goes, and end where it ends.
        float laid = Math.min(load, -fall);
        lay(change, at, side, u, v, laid);
        load -= laid;
        if (load <= 0) {
          return;
        }
        speed = 0;
      } else {
        float room = Math.max(fall, LEAST_SLOPE) * speed * water * rain.capacity - load;
        if (room < 0) {
          float laid = -room * rain.laying;
          lay(change, at, side, u, v, laid);
          load -= laid;
        } else {
          float dug = Math.min(room * rain.digging, fall);
          dig(change, at, side, rain.radius, weights, dug);
          load += dug;
        }
        speed = Math.min(FASTEST, (float) Math.sqrt(speed * speed + fall * GRAVITY));
      }
      water *= 1 - rain.drying;
      i += right;
      j += down;
      u = nextU;
      v = nextV;
    }
    if (i >= least && j >= least && i <= most && j <= most) {
      lay(change, j * side + i, side, u, v, load);
    }
  }

  private static float mean(float h00, float h10, float h01, float h11, float u, float v) {
    float top = h00 + u * (h10 - h00);
    float bottom = h01 + u * (h11 - h01);
    return top + v * (bottom - top);
  }

  private static void lay(float[] change, int at, int side, float u, float v, float amount) {
    change[at] += amount * (1 - u) * (1 - v);
    change[at + 1] += amount * u * (1 - v);
    change[at + side] += amount * (1 - u) * v;
    change[at + side + 1] += amount * u * v;
  }

  private static void dig(
      float[] change, int at, int side, int radius, float[] weights, float amount) {
    int n = 0;
    for (int dz = -radius; dz <= radius; dz++) {
      int line = at + dz * side;
      for (int dx = -radius; dx <= radius; dx++) {
        change[line + dx] -= amount * weights[n++];
      }
    }
  }

  /// Weights around a sample that fall with the distance and add up to 1.
  private static float[] brush(int radius) {
    int wide = 2 * radius + 1;
    float[] weights = new float[wide * wide];
    float sum = 0;
    for (int n = 0; n < weights.length; n++) {
      int dx = n % wide - radius;
      int dz = n / wide - radius;
      weights[n] = Math.max(0, radius + 1 - (float) Math.sqrt(dx * dx + dz * dz));
      sum += weights[n];
    }
    for (int n = 0; n < weights.length; n++) {
      weights[n] /= sum;
    }
    return weights;
  }

  private static void keepWithin(float[] heights, int side, float[] change, float[] out) {
    System.arraycopy(heights, 0, out, 0, side * side);
    for (int j = 1; j < side - 1; j++) {
      for (int i = 1; i < side - 1; i++) {
        int at = j * side + i;
        if (change[at] == 0) {
          continue;
        }
        int above = at - side;
        int below = at + side;
        float least =
            Math.min(
                Math.min(
                    Math.min(heights[above - 1], heights[above]),
                    Math.min(heights[above + 1], heights[at - 1])),
                Math.min(
                    Math.min(heights[at + 1], heights[below - 1]),
                    Math.min(heights[below], heights[below + 1])));
        float most =
            Math.max(
                Math.max(
                    Math.max(heights[above - 1], heights[above]),
                    Math.max(heights[above + 1], heights[at - 1])),
                Math.max(
                    Math.max(heights[at + 1], heights[below - 1]),
                    Math.max(heights[below], heights[below + 1])));
        out[at] = Math.min(most, Math.max(least, heights[at] + change[at]));
      }
    }
  }
}

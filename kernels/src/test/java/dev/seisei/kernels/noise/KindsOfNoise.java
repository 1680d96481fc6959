package dev.seisei.kernels.noise;

/// All kinds of noise that have two paths, for tests that hold them to the same.
enum KindsOfNoise {
  PERLIN(Perlin::fillScalar, VectorPerlin::fill, -1.01f, 0.02f),
  VALUE(ValueNoise::fillScalar, VectorValueNoise::fill, -1, 0.025f),
  SIMPLEX(Simplex::fillScalar, VectorSimplex::fill, -1.01f, 0.038f),
  SMOOTH_SIMPLEX(SmoothSimplex::fillScalar, VectorSmoothSimplex::fill, -1.01f, 0.026f),
  CELL_DISTANCE(Cellular.Measure.DISTANCE, 0, 0.006f),
  CELL_VALUE(Cellular.Measure.VALUE, -1, 2),
  CELL_EDGES(Cellular.Measure.EDGES, 0, 0.012f);

  @SuppressWarnings("ImmutableEnumChecker") // method references of static methods
  private final Scalar scalar;

  @SuppressWarnings("ImmutableEnumChecker")
  private final Vector vector;

  private final float least;
  private final float steepest;

  KindsOfNoise(Scalar scalar, Vector vector, float least, float steepest) {
    this.scalar = scalar;
    this.vector = vector;
    this.least = least;
    this.steepest = steepest;
  }

  KindsOfNoise(Cellular.Measure measure, float least, float steepest) {
    this(
        (x, z, from, to, frequency, seed, out) ->
            Cellular.fillScalar(measure, 0.9f, x, z, from, to, frequency, seed, out),
        (x, z, count, frequency, seed, out) ->
            VectorCellular.fill(measure, 0.9f, x, z, count, frequency, seed, out),
        least,
        steepest);
  }

  @FunctionalInterface
  interface Scalar {
    void fill(float[] x, float[] z, int from, int to, float frequency, int seed, float[] out);
  }

  @FunctionalInterface
  interface Vector {
    int fill(float[] x, float[] z, int count, float frequency, int seed, float[] out);
  }

  Scalar scalar() {
    return scalar;
  }

  Vector vector() {
    return vector;
  }

  /// The smallest value; the largest is 1, or 1.01 where the smallest is -1.01.
  float least() {
    return least;
  }

  float most() {
    return least < -1 ? -least : 1;
  }

  /// The most that it changes over 1/200 of a cell.
  float steepest() {
    return steepest;
  }
}

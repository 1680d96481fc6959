package dev.seisei.kernels.noise;

/// The kinds of noise that octaves can be made of.
public enum Basis implements Octave {
  /// [Perlin].
  PERLIN(Perlin::fill, Perlin::warm),
  /// [ValueNoise].
  VALUE(ValueNoise::fill, ValueNoise::warm),
  /// [Simplex].
  SIMPLEX(Simplex::fill, Simplex::warm),
  /// [SmoothSimplex].
  SMOOTH_SIMPLEX(SmoothSimplex::fill, SmoothSimplex::warm);

  @SuppressWarnings("ImmutableEnumChecker") // method references of static methods
  private final Octave octave;

  @SuppressWarnings("ImmutableEnumChecker")
  private final Runnable rehearsal;

  Basis(Octave octave, Runnable rehearsal) {
    this.octave = octave;
    this.rehearsal = rehearsal;
  }

  @Override
  public void fill(float[] x, float[] z, int count, float frequency, int seed, float[] out) {
    octave.fill(x, z, count, frequency, seed, out);
  }

  /// Compiles the vector kernel by use, as [Perlin#warm] does.
  public void warm() {
    rehearsal.run();
  }
}

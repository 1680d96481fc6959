package dev.seisei.kernels.noise;

import dev.seisei.kernels.Hash;

/// Sums of octaves of [Perlin] noise, each finer and weaker than the one before.
///
/// All write `count` values into `out` and use `octave`, at least as long, as scratch; neither may
/// be `x` or `z`. Pure, allocates nothing, and gives the same bits on every machine.
///
/// Source: F. K. Musgrave in D. S. Ebert et al., "Texturing and Modeling: A Procedural Approach",
/// 3rd ed., 2003, chapter 16.
public final class FractalNoise {
  private FractalNoise() {}

  /// How the octaves go on.
  ///
  /// @param wavelengthMetres of the first octave, above 0
  /// @param octaves 1 to 16
  /// @param lacunarity frequency of an octave over the one before, at least 1
  /// @param gain amplitude of an octave over the one before, 0 to 1
  public record Octaves(float wavelengthMetres, int octaves, float lacunarity, float gain) {
    public Octaves {
      if (!(wavelengthMetres > 0)) {
        throw new IllegalArgumentException(
            "wavelengthMetres: must be above 0, got " + wavelengthMetres);
      }
      if (octaves < 1 || octaves > 16) {
        throw new IllegalArgumentException("octaves: must be 1 to 16, got " + octaves);
      }
      if (!(lacunarity >= 1)) {
        throw new IllegalArgumentException("lacunarity: must be at least 1, got " + lacunarity);
      }
      if (!(gain >= 0 && gain <= 1)) {
        throw new IllegalArgumentException("gain: must be 0 to 1, got " + gain);
      }
    }

    /// What all amplitudes add up to.
    float total() {
      float total = 0;
      float amplitude = 1;
      for (int i = 0; i < octaves; i++) {
        total += amplitude;
        amplitude *= gain;
      }
      return total;
    }
  }

  /// Fractional Brownian motion: the plain sum, in `[-1, 1]`.
  public static void fbm(
      Octaves spec, int seed, float[] x, float[] z, int count, float[] octave, float[] out) {
    float frequency = 1 / spec.wavelengthMetres;
    float amplitude = 1 / spec.total();
    for (int o = 0; o < spec.octaves; o++) {
      Perlin.fill(x, z, count, frequency, Hash.of(seed, o, 1), octave);
      if (o == 0) {
        for (int i = 0; i < count; i++) {
          out[i] = octave[i] * amplitude;
        }
      } else {
        for (int i = 0; i < count; i++) {
          out[i] += octave[i] * amplitude;
        }
      }
      frequency *= spec.lacunarity;
      amplitude *= spec.gain;
    }
  }

  /// Billows: the sum of absolute octaves, `[0, 1]`: round hills between sharp valleys.
  public static void billow(
      Octaves spec, int seed, float[] x, float[] z, int count, float[] octave, float[] out) {
    float frequency = 1 / spec.wavelengthMetres;
    float amplitude = 1 / spec.total();
    for (int o = 0; o < spec.octaves; o++) {
      Perlin.fill(x, z, count, frequency, Hash.of(seed, o, 2), octave);
      if (o == 0) {
        for (int i = 0; i < count; i++) {
          out[i] = Math.abs(octave[i]) * amplitude;
        }
      } else {
        for (int i = 0; i < count; i++) {
          out[i] += Math.abs(octave[i]) * amplitude;
        }
      }
      frequency *= spec.lacunarity;
      amplitude *= spec.gain;
    }
  }

  /// Ridges: the squared complement of absolute octaves, in `[0, 1]`; each octave is strong only
  /// where the one before was, so that crests are rough and valleys smooth.
  ///
  /// @param weight scratch, at least `count`
  public static void ridged(
      Octaves spec,
      int seed,
      float[] x,
      float[] z,
      int count,
      float[] octave,
      float[] weight,
      float[] out) {
    float frequency = 1 / spec.wavelengthMetres;
    float amplitude = 1 / spec.total();
    for (int o = 0; o < spec.octaves; o++) {
      Perlin.fill(x, z, count, frequency, Hash.of(seed, o, 3), octave);
      if (o == 0) {
        for (int i = 0; i < count; i++) {
          float ridge = 1 - Math.abs(octave[i]);
          float signal = ridge * ridge;
          weight[i] = signal;
          out[i] = signal * amplitude;
        }
      } else {
        for (int i = 0; i < count; i++) {
          float ridge = 1 - Math.abs(octave[i]);
          float signal = ridge * ridge * weight[i];
          weight[i] = Math.min(1, 2 * signal);
          out[i] += signal * amplitude;
        }
      }
      frequency *= spec.lacunarity;
      amplitude *= spec.gain;
    }
  }
}

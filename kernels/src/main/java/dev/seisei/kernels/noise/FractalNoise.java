package dev.seisei.kernels.noise;

import dev.seisei.kernels.Hash;

/// Sums of octaves of noise, each finer and weaker than the one before.
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
      Octave basis,
      Octaves spec,
      int seed,
      float[] x,
      float[] z,
      int count,
      float[] octave,
      float[] out) {
    float frequency = 1 / spec.wavelengthMetres;
    float amplitude = 1 / spec.total();
    for (int o = 0; o < spec.octaves; o++) {
      basis.fill(x, z, count, frequency, Hash.of(seed, o, 1), octave);
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
      Octave basis,
      Octaves spec,
      int seed,
      float[] x,
      float[] z,
      int count,
      float[] octave,
      float[] out) {
    float frequency = 1 / spec.wavelengthMetres;
    float amplitude = 1 / spec.total();
    for (int o = 0; o < spec.octaves; o++) {
      basis.fill(x, z, count, frequency, Hash.of(seed, o, 2), octave);
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
      Octave basis,
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
      basis.fill(x, z, count, frequency, Hash.of(seed, o, 3), octave);
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

  /// Ping-pong: the sum of octaves that are each folded back and forth twice, in `[0, 1]`: terraces
  /// of rings, agate, wood.
  public static void pingPong(
      Octave basis,
      Octaves spec,
      int seed,
      float[] x,
      float[] z,
      int count,
      float[] octave,
      float[] out) {
    float frequency = 1 / spec.wavelengthMetres;
    float amplitude = 1 / spec.total();
    for (int o = 0; o < spec.octaves; o++) {
      basis.fill(x, z, count, frequency, Hash.of(seed, o, 4), octave);
      for (int i = 0; i < count; i++) {
        float there = (octave[i] + 1) * 2;
        float part = there - 2 * (float) Math.floor(there * 0.5f);
        float folded = (1 - Math.abs(part - 1)) * amplitude;
        out[i] = o == 0 ? folded : out[i] + folded;
      }
      frequency *= spec.lacunarity;
      amplitude *= spec.gain;
    }
  }

  /// A push along both axes, in `[-1, 1]` each, whose octaves are each looked up where those before
  /// have pushed to: eddies rather than bends.
  ///
  /// @param metres the farthest that all octaves push along an axis
  /// @param movedX scratch, at least `count`
  /// @param movedZ scratch, at least `count`
  /// @param outX receives where `x` has been pushed to, metres
  /// @param outZ receives where `z` has been pushed to, metres
  public static void progressiveWarp(
      Octave basis,
      Octaves spec,
      float metres,
      int seed,
      float[] x,
      float[] z,
      int count,
      float[] movedX,
      float[] movedZ,
      float[] outX,
      float[] outZ) {
    float frequency = 1 / spec.wavelengthMetres;
    float amplitude = metres / spec.total();
    System.arraycopy(x, 0, outX, 0, count);
    System.arraycopy(z, 0, outZ, 0, count);
    for (int o = 0; o < spec.octaves; o++) {
      basis.fill(outX, outZ, count, frequency, Hash.of(seed, o, 5), movedX);
      basis.fill(outX, outZ, count, frequency, Hash.of(seed, o, 6), movedZ);
      for (int i = 0; i < count; i++) {
        outX[i] += amplitude * movedX[i];
        outZ[i] += amplitude * movedZ[i];
      }
      frequency *= spec.lacunarity;
      amplitude *= spec.gain;
    }
  }
}

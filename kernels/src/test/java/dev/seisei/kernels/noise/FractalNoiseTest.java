package dev.seisei.kernels.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seisei.testkit.Digests;
import org.junit.jupiter.api.Test;

final class FractalNoiseTest {
  private static final int COUNT = 64 * 64;
  private static final FractalNoise.Octaves SPEC = new FractalNoise.Octaves(90, 6, 2.03f, 0.5f);

  private final float[] x = new float[COUNT];
  private final float[] z = new float[COUNT];
  private final float[] octave = new float[COUNT];
  private final float[] weight = new float[COUNT];
  private final float[] out = new float[COUNT];

  FractalNoiseTest() {
    for (int i = 0; i < COUNT; i++) {
      int row = i / 64;
      x[i] = (i % 64) * 5f - 100;
      z[i] = row * 5f - 77;
    }
  }

  @Test
  void fbm_has_its_golden_bits() {
    FractalNoise.fbm(Basis.PERLIN, SPEC, 8, x, z, COUNT, octave, out);
    assertThat(out).doesNotContain(Float.NaN);
    for (float value : out) {
      assertThat(value).isBetween(-1f, 1f);
    }
    assertThat(Digests.of(out)).isEqualTo("d15bfb526ecfe175");
  }

  @Test
  void billow_has_its_golden_bits() {
    FractalNoise.billow(Basis.PERLIN, SPEC, 8, x, z, COUNT, octave, out);
    for (float value : out) {
      assertThat(value).isBetween(0f, 1f);
    }
    assertThat(Digests.of(out)).isEqualTo("db9ab6d8114e4bb9");
  }

  @Test
  void ridged_has_its_golden_bits() {
    FractalNoise.ridged(Basis.PERLIN, SPEC, 8, x, z, COUNT, octave, weight, out);
    for (float value : out) {
      assertThat(value).isBetween(0f, 1f);
    }
    assertThat(Digests.of(out)).isEqualTo("7264380e72f890fe");
  }

  @Test
  void one_octave_is_plain_noise() {
    FractalNoise.fbm(
        Basis.PERLIN, new FractalNoise.Octaves(90, 1, 2, 0.5f), 8, x, z, COUNT, octave, out);
    assertThat(out).containsExactly(octave);
  }

  @Test
  void refuses_what_makes_no_sense() {
    assertThatThrownBy(() -> new FractalNoise.Octaves(0, 1, 2, 0.5f))
        .hasMessage("wavelengthMetres: must be above 0, got 0.0");
    assertThatThrownBy(() -> new FractalNoise.Octaves(1, 17, 2, 0.5f))
        .hasMessage("octaves: must be 1 to 16, got 17");
    assertThatThrownBy(() -> new FractalNoise.Octaves(1, 1, 0.5f, 0.5f))
        .hasMessage("lacunarity: must be at least 1, got 0.5");
    assertThatThrownBy(() -> new FractalNoise.Octaves(1, 1, 2, 1.5f))
        .hasMessage("gain: must be 0 to 1, got 1.5");
  }
}

package dev.seisei.graph.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.seisei.graph.Samples;
import dev.seisei.kernels.noise.Basis;
import dev.seisei.kernels.noise.FractalNoise;
import dev.seisei.testkit.Digests;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class NoiseTest {
  private static final FractalNoise.Octaves OCTAVES = new FractalNoise.Octaves(70, 4, 2.03f, 0.5f);
  private static final Samples PLACES = Samples.grid(-32, -32, 64, 3);

  @ParameterizedTest
  @CsvSource({"FBM, 4977cb4c5775b017", "RIDGED, 9becd2181b9152cd", "BILLOW, abbe6d299ecb0d29"})
  void the_bits_stay_the_same(Noise.Shape shape, String digest) {
    assertThat(Digests.of(PLACES.of(new Noise(shape, Basis.PERLIN, OCTAVES, 77, 1, 0))))
        .isEqualTo(digest);
  }

  @ParameterizedTest
  @EnumSource(Noise.Shape.class)
  void amplitude_and_offset_stretch_and_lift(Noise.Shape shape) {
    float[] plain = PLACES.of(new Noise(shape, Basis.PERLIN, OCTAVES, 77, 1, 0));
    float[] made = PLACES.of(new Noise(shape, Basis.PERLIN, OCTAVES, 77, -8, 100));
    for (int i = 0; i < plain.length; i++) {
      assertThat(made[i]).isCloseTo(100 - 8 * plain[i], within(1e-4f));
    }
  }

  @ParameterizedTest
  @EnumSource(Noise.Shape.class)
  void another_seed_is_other_noise(Noise.Shape shape) {
    assertThat(PLACES.of(new Noise(shape, Basis.PERLIN, OCTAVES, 1, 1, 0)))
        .isNotEqualTo(PLACES.of(new Noise(shape, Basis.PERLIN, OCTAVES, 2, 1, 0)));
  }
}

package dev.seisei.graph.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.graph.Samples;
import dev.seisei.kernels.noise.Basis;
import dev.seisei.kernels.noise.FractalNoise;
import org.junit.jupiter.api.Test;

final class DomainWarpTest {
  private static final FractalNoise.Octaves OCTAVES = new FractalNoise.Octaves(60, 3, 2.03f, 0.5f);
  private static final Samples PLACES = Samples.grid(-20, -20, 41, 5);

  @Test
  void zero_metres_change_nothing() {
    var noise = new Noise(Noise.Shape.RIDGED, Basis.PERLIN, OCTAVES, 5, 3, 1);
    assertThat(PLACES.of(new DomainWarp(noise, OCTAVES, 0, false, 8)))
        .containsExactly(PLACES.of(noise));
  }

  @Test
  void what_is_the_same_everywhere_stays_so() {
    assertThat(PLACES.of(new DomainWarp(new Constant(4), OCTAVES, 90, false, 8))).containsOnly(4f);
  }

  @Test
  void places_move_by_no_more_than_the_metres_and_each_axis_by_its_own() {
    float[] x = PLACES.of(new DomainWarp(Ramp.X, OCTAVES, 12, false, 8));
    float[] z = PLACES.of(new DomainWarp(Ramp.Z, OCTAVES, 12, false, 8));
    float mostX = 0;
    float mostZ = 0;
    float mostBetween = 0;
    for (int i = 0; i < PLACES.count(); i++) {
      float byX = x[i] - PLACES.x()[i];
      float byZ = z[i] - PLACES.z()[i];
      mostX = Math.max(mostX, Math.abs(byX));
      mostZ = Math.max(mostZ, Math.abs(byZ));
      mostBetween = Math.max(mostBetween, Math.abs(byX - byZ));
    }
    assertThat(mostX).isBetween(5f, 12.1f);
    assertThat(mostZ).isBetween(5f, 12.1f);
    assertThat(mostBetween).isGreaterThan(5);
  }

  @Test
  void another_seed_pushes_another_way() {
    assertThat(PLACES.of(new DomainWarp(Ramp.X, OCTAVES, 12, false, 8)))
        .isNotEqualTo(PLACES.of(new DomainWarp(Ramp.X, OCTAVES, 12, false, 9)));
  }
}

package dev.seisei.kernels.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seisei.kernels.Hash;
import dev.seisei.testkit.Digests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PerlinTest {
  private static final int COUNT = 4099;

  private static float[] places(int seed, float reach) {
    float[] places = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      places[i] = (Hash.unit(Hash.of(seed, i, 7)) - 0.5f) * 2 * reach;
    }
    return places;
  }

  @ParameterizedTest
  @ValueSource(floats = {0.5f, 100, 65536})
  void vector_and_scalar_paths_give_the_same_bits(float reach) {
    float[] x = places(1, reach);
    float[] z = places(2, reach);
    float[] scalar = new float[COUNT];
    float[] vector = new float[COUNT];
    Perlin.fillScalar(x, z, 0, COUNT, 0.37f, 99, scalar);
    int done = VectorPerlin.fill(x, z, COUNT, 0.37f, 99, vector);
    assertThat(done).isEqualTo(COUNT / 8 * 8);
    Perlin.fillScalar(x, z, done, COUNT, 0.37f, 99, vector);
    assertThat(vector).containsExactly(scalar);
  }

  @Test
  void results_do_not_depend_on_the_warm_up() {
    float[] x = places(3, 500);
    float[] z = places(4, 500);
    float[] cold = new float[COUNT];
    float[] hot = new float[COUNT];
    Perlin.fillScalar(x, z, 0, COUNT, 0.01f, 5, cold);
    Perlin.warm();
    Perlin.fill(x, z, COUNT, 0.01f, 5, hot);
    assertThat(hot).containsExactly(cold);
    assertThat(Digests.of(hot)).isEqualTo("5381b845317e2368");
  }

  @Test
  void stays_within_one_and_uses_most_of_it() {
    float[] x = places(5, 3000);
    float[] z = places(6, 3000);
    float[] out = new float[COUNT];
    Perlin.fill(x, z, COUNT, 1, 11, out);
    float least = 0;
    float most = 0;
    float sum = 0;
    for (float value : out) {
      least = Math.min(least, value);
      most = Math.max(most, value);
      sum += value;
    }
    assertThat(least).isBetween(-1.01f, -0.6f);
    assertThat(most).isBetween(0.6f, 1.01f);
    assertThat(sum / COUNT).isBetween(-0.03f, 0.03f);
  }

  @Test
  void is_continuous_across_lattice_lines() {
    int count = 4000;
    float[] x = new float[count];
    float[] z = new float[count];
    float[] out = new float[count];
    for (int i = 0; i < count; i++) {
      x[i] = i * 0.005f;
      z[i] = i * 0.003f;
    }
    Perlin.fill(x, z, count, 1, 3, out);
    for (int i = 1; i < count; i++) {
      assertThat(Math.abs(out[i] - out[i - 1])).isLessThan(0.03f);
    }
  }

  @Test
  void refuses_an_array_that_is_too_short() {
    assertThatThrownBy(() -> Perlin.fill(new float[4], new float[3], 4, 1, 0, new float[4]))
        .hasMessage("x, z, out: need 4 entries, got 4, 3, 4");
  }
}

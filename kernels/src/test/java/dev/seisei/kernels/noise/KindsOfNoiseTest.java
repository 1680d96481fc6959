package dev.seisei.kernels.noise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.kernels.Hash;
import dev.seisei.testkit.Digests;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class KindsOfNoiseTest {
  private static final int COUNT = 4099;

  private static float[] places(int seed, float reach) {
    float[] places = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      places[i] = (Hash.unit(Hash.of(seed, i, 7)) - 0.5f) * 2 * reach;
    }
    return places;
  }

  @ParameterizedTest
  @EnumSource
  void vector_and_scalar_paths_give_the_same_bits(KindsOfNoise kind) {
    for (float reach : new float[] {0.5f, 100, 65536, 2e6f}) {
      for (int seed : new int[] {0, 99, -7}) {
        float[] x = places(1 + seed, reach);
        float[] z = places(2 + seed, reach);
        float[] scalar = new float[COUNT];
        float[] vector = new float[COUNT];
        kind.scalar().fill(x, z, 0, COUNT, 0.37f, seed, scalar);
        int done = kind.vector().fill(x, z, COUNT, 0.37f, seed, vector);
        assertThat(done).isEqualTo(COUNT / 8 * 8);
        kind.scalar().fill(x, z, done, COUNT, 0.37f, seed, vector);
        assertThat(vector).containsExactly(scalar);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PERLIN, 5381b845317e2368",
    "VALUE, 4852125be01a427c",
    "SIMPLEX, bde1a65ce42227e4",
    "SMOOTH_SIMPLEX, 90c4ac0cb3bb4bf2",
    "CELL_DISTANCE, 97511fa052fec83b",
    "CELL_VALUE, 6fc9e77bb0ac7104",
    "CELL_EDGES, c6113ddabb43147f"
  })
  void the_bits_stay_the_same(KindsOfNoise kind, String digest) {
    float[] out = new float[COUNT];
    kind.scalar().fill(places(3, 500), places(4, 500), 0, COUNT, 0.01f, 5, out);
    assertThat(Digests.of(out)).isEqualTo(digest);
  }

  @ParameterizedTest
  @EnumSource
  void it_stays_within_its_range_and_uses_most_of_it(KindsOfNoise kind) {
    float least = Float.MAX_VALUE;
    float most = -Float.MAX_VALUE;
    float[] out = new float[COUNT];
    for (int seed = 0; seed < 20; seed++) {
      kind.scalar().fill(places(5 + seed, 3000), places(50 + seed, 3000), 0, COUNT, 1, seed, out);
      for (float value : out) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    float reach = kind.most() - kind.least();
    assertThat(least).isBetween(kind.least(), kind.least() + 0.2f * reach);
    assertThat(most).isBetween(kind.most() - 0.25f * reach, kind.most());
  }

  /// Lines that cross cells, also exactly along lattice lines.
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CELL_VALUE")
  void it_is_continuous(KindsOfNoise kind) {
    int count = 40_000;
    float[] x = new float[count];
    float[] z = new float[count];
    float[] out = new float[count];
    float[][] ways = {{1, 0}, {0, 1}, {0.6f, 0.8f}, {0.7071f, -0.7071f}, {0.2588f, 0.9659f}};
    for (int seed = 1; seed <= 3; seed++) {
      for (float[] way : ways) {
        for (int i = 0; i < count; i++) {
          x[i] = i * 0.005f * way[0];
          z[i] = i * 0.005f * way[1];
        }
        kind.scalar().fill(x, z, 0, count, 1, seed, out);
        for (int i = 1; i < count; i++) {
          assertThat(Math.abs(out[i] - out[i - 1])).isLessThan(kind.steepest());
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void its_mean_stays_the_same_wherever_one_looks(KindsOfNoise kind) {
    float[] out = new float[COUNT];
    double total = 0;
    double[] means = new double[8];
    for (int seed = 0; seed < means.length; seed++) {
      kind.scalar().fill(places(seed, 3000), places(90 + seed, 3000), 0, COUNT, 1, seed, out);
      for (float value : out) {
        means[seed] += value / COUNT;
      }
      total += means[seed] / means.length;
    }
    for (double mean : means) {
      assertThat(Math.abs(mean - total)).isLessThan(0.03);
    }
    if (kind.least() < 0) {
      assertThat(Math.abs(total)).isLessThan(0.02);
    }
  }
}

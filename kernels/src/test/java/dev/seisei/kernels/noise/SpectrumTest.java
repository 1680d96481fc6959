package dev.seisei.kernels.noise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How much of a noise's power lies in which direction: a lattice shows as directions that have
/// more than others.
final class SpectrumTest {
  private static final int SIDE = 256;
  private static final int SECTORS = 12;
  private static final float SAMPLES_A_CELL = 8;

  /// The strongest of twelve directions has at most so many times the power of the weakest, in the
  /// octave of frequencies around the lattice's own.
  @ParameterizedTest
  @CsvSource({
    "PERLIN, 1.8",
    "VALUE, 1.5",
    "SIMPLEX, 1.3",
    "SMOOTH_SIMPLEX, 1.3",
    "CELL_DISTANCE, 1.9",
    "CELL_EDGES, 2.8"
  })
  void no_direction_stands_out(KindsOfNoise kind, double most) {
    double[] power = new double[SECTORS];
    for (int seed = 0; seed < 6; seed++) {
      add(kind, seed, power);
    }
    double weakest = Double.MAX_VALUE;
    double strongest = 0;
    for (double each : power) {
      weakest = Math.min(weakest, each);
      strongest = Math.max(strongest, each);
    }
    assertThat(strongest / weakest).isLessThan(most);
  }

  private static void add(KindsOfNoise kind, int seed, double[] power) {
    int count = SIDE * SIDE;
    float[] x = new float[count];
    float[] z = new float[count];
    float[] noise = new float[count];
    for (int i = 0; i < count; i++) {
      int row = i / SIDE;
      x[i] = i % SIDE;
      z[i] = row;
    }
    kind.scalar().fill(x, z, 0, count, 1 / SAMPLES_A_CELL, seed, noise);
    double mean = 0;
    for (float value : noise) {
      mean += value / count;
    }
    double[] real = new double[count];
    double[] imaginary = new double[count];
    for (int i = 0; i < count; i++) {
      // A window that ends in 0, or the square's own border would be the strongest line of all.
      real[i] = (noise[i] - mean) * window(i % SIDE) * window(i / SIDE);
    }
    for (int line = 0; line < SIDE; line++) {
      transform(real, imaginary, line * SIDE, 1);
    }
    for (int line = 0; line < SIDE; line++) {
      transform(real, imaginary, line, SIDE);
    }
    double middle = SIDE / SAMPLES_A_CELL;
    for (int i = 0; i < count; i++) {
      double column = (i % SIDE + SIDE / 2) % SIDE - SIDE / 2;
      double row = (i / SIDE + SIDE / 2) % SIDE - SIDE / 2;
      double frequency = Math.hypot(column, row);
      if (frequency > middle / 2 && frequency < middle * 1.2) {
        double turn = (Math.atan2(row, column) / Math.PI + 1) % 1;
        // Sectors lie around the axes, not between them.
        int sector = (int) Math.round(turn * SECTORS) % SECTORS;
        power[sector] += real[i] * real[i] + imaginary[i] * imaginary[i];
      }
    }
  }

  private static double window(int i) {
    return 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / SIDE);
  }

  /// A discrete Fourier transform of one line, radix 2.
  private static void transform(double[] real, double[] imaginary, int from, int stride) {
    for (int i = 1, j = 0; i < SIDE; i++) {
      int bit = SIDE >> 1;
      for (; (j & bit) != 0; bit >>= 1) {
        j ^= bit;
      }
      j ^= bit;
      if (i < j) {
        swap(real, from + i * stride, from + j * stride);
        swap(imaginary, from + i * stride, from + j * stride);
      }
    }
    for (int span = 2; span <= SIDE; span *= 2) {
      for (int start = 0; start < SIDE; start += span) {
        for (int k = 0; k < span / 2; k++) {
          double angle = -2 * Math.PI * k / span;
          int a = from + (start + k) * stride;
          int b = a + span / 2 * stride;
          double re = real[b] * Math.cos(angle) - imaginary[b] * Math.sin(angle);
          double im = real[b] * Math.sin(angle) + imaginary[b] * Math.cos(angle);
          real[b] = real[a] - re;
          imaginary[b] = imaginary[a] - im;
          real[a] += re;
          imaginary[a] += im;
        }
      }
    }
  }

  private static void swap(double[] values, int a, int b) {
    double value = values[a];
    values[a] = values[b];
    values[b] = value;
  }
}

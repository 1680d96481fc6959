package dev.seisei.sidecar.bake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProgressTest {
  private final StringWriter written = new StringWriter();
  private final PrintWriter out = new PrintWriter(written);

  private List<String> lines() {
    return written.toString().lines().toList();
  }

  private static List<String> every(int step, int total) {
    return IntStream.rangeClosed(1, total / step)
        .mapToObj(line -> "Chunks: " + line * step + " of " + total)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 10})
  void few_steps_are_all_told(int total) {
    try (var progress = new Progress.Lines("Chunks", total, out)) {
      for (int i = 0; i < total; i++) {
        progress.step();
      }
    }
    assertThat(lines()).isEqualTo(every(1, total));
  }

  @Test
  void many_steps_are_told_every_tenth_as_they_come() {
    try (var progress = new Progress.Lines("Chunks", 1000, out)) {
      for (int i = 0; i < 99; i++) {
        progress.step();
      }
      assertThat(lines()).isEmpty();
      progress.step();
      assertThat(lines()).containsExactly("Chunks: 100 of 1000");
      for (int i = 0; i < 900; i++) {
        progress.step();
      }
    }
    assertThat(lines()).isEqualTo(every(100, 1000));
  }

  @Test
  void a_total_that_is_no_multiple_of_ten_ends_with_itself() {
    try (var progress = new Progress.Lines("Chunks", 37, out)) {
      for (int i = 0; i < 37; i++) {
        progress.step();
      }
    }
    assertThat(lines()).hasSize(10).startsWith("Chunks: 4 of 37").endsWith("Chunks: 37 of 37");
  }

  @Test
  void any_thread_may_step() {
    try (var progress = new Progress.Lines("Chunks", 5000, out)) {
      IntStream.range(0, 5000).parallel().forEach(_ -> progress.step());
    }
    assertThat(lines()).isEqualTo(every(500, 5000));
  }
}

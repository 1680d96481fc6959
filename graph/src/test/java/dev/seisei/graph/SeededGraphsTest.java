package dev.seisei.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.testkit.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What chance makes of the nodes stays the same, everywhere and ever since.
final class SeededGraphsTest {
  /// Written anew with `-Dseisei.write=graphs`; whoever changes a line on purpose counts up
  /// [GraphFile#GENERATION].
  static final Path GOLDEN = Repository.path("graph/src/test/resources/seeded-graphs.txt");

  static List<String> golden() {
    try {
      return Files.readAllLines(GOLDEN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void graphs_have_their_golden_bits() throws IOException {
    List<String> lines =
        IntStream.range(0, SeededGraphs.COUNT).mapToObj(SeededGraphs::line).toList();
    if ("graphs".equals(System.getProperty("seisei.write"))) {
      Files.write(GOLDEN, lines);
    }
    assertThat(lines).containsExactlyElementsOf(golden());
    assertThat(new HashSet<>(lines.stream().map(line -> line.split(" ", 2)[1]).toList()))
        .hasSizeGreaterThan(SeededGraphs.COUNT * 9 / 10);
  }

  /// Also where one window has the place in a whole vector and the other in its rest.
  @ParameterizedTest
  @ValueSource(ints = {0, 40, 80, 120, 160})
  void windows_agree_where_they_overlap(int from) {
    for (int seed = from; seed < from + 40; seed++) {
      World world = SeededGraphs.world(seed);
      for (int i = 0; i < SeededGraphs.nodes(); i++) {
        Node.Field field = SeededGraphs.field(world, i);
        float[] wide = Samples.grid(-5, -6, 13, 2).of(field);
        float[] narrow = Samples.grid(-1, -3, 7, 2).of(field);
        for (int row = 0; row < 7; row++) {
          for (int column = 0; column < 7; column++) {
            assertThat(narrow[row * 7 + column])
                .as("node %d of seed %d", i, seed)
                .isEqualTo(wide[(row + 3) * 13 + column + 4]);
          }
        }
      }
    }
  }

  /// What is told of a field before it is computed holds, also in the world's corners.
  @ParameterizedTest
  @ValueSource(ints = {0, 40, 80, 120, 160})
  void fields_stay_in_their_ranges(int from) {
    for (int seed = from; seed < from + 40; seed++) {
      World world = SeededGraphs.world(seed);
      int extent = world.grid().extentMetres();
      for (int i = 0; i < SeededGraphs.nodes(); i++) {
        Node.Field field = SeededGraphs.field(world, i);
        Range range = new Reach(extent + 8).of(field);
        for (int corner : new int[] {-extent, -3, extent - 6}) {
          for (float value : Samples.grid(corner, -corner, 7, 1).of(field)) {
            assertThat((double) value)
                .as("node %d of seed %d: %s", i, seed, field)
                .isBetween(range.least(), range.most());
          }
        }
      }
    }
  }
}

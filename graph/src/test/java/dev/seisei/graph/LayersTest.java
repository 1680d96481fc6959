package dev.seisei.graph;

import static dev.seisei.graph.Worlds.small;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.data.ChunkKey;
import dev.seisei.data.MaterialWeights;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What layers make of the ground: weights in steps of 1/15, so of 17.
final class LayersTest {
  private static final String ONE = "{\"name\": \"stone\", \"colour\": \"#808080\"}";

  private static String materials(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"name\": \"m" + i + "\", \"colour\": \"#808080\"}")
        .collect(Collectors.joining(", "));
  }

  private static MaterialWeights weights(int materials, String layers) {
    World world =
        Worlds.parse(small(ONE, materials(materials), "{\"material\": \"stone\"}", layers));
    return world.chunk(ChunkKey.terrain(0, 0, 0)).materials();
  }

  private static String layer(int material, Object where) {
    return "{\"material\": \"m" + material + "\", \"where\": " + where + "}";
  }

  private static int[] at(MaterialWeights weights, int column, int row) {
    return IntStream.range(0, weights.layers())
        .map(layer -> weights.at(layer, column, row))
        .toArray();
  }

  @Test
  void the_first_layer_lies_everywhere() {
    assertThat(at(weights(2, "{\"material\": \"m1\"}"), 3, 4)).containsExactly(0, 255);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.2", "-7", "1e6"})
  void the_first_layer_lies_everywhere_whatever_its_mask_says(String mask) {
    assertThat(at(weights(2, layer(0, mask)), 8, 8)).containsExactly(255, 0);
  }

  @Test
  void a_layer_covers_those_below_as_much_as_its_mask_says() {
    String below = "{\"material\": \"m0\"}, ";
    assertThat(at(weights(2, below + layer(1, 0)), 0, 0)).containsExactly(255, 0);
    assertThat(at(weights(2, below + layer(1, 0.4)), 0, 0)).containsExactly(9 * 17, 6 * 17);
    assertThat(at(weights(2, below + layer(1, 1)), 0, 0)).containsExactly(0, 255);
    assertThat(at(weights(3, below + layer(1, 0.6) + ", " + layer(2, 0.5)), 0, 0))
        .containsExactly(3 * 17, 5 * 17, 8 * 17);
  }

  @Test
  void masks_beyond_0_and_1_cover_nothing_and_all() {
    String below = "{\"material\": \"m0\"}, ";
    assertThat(at(weights(2, below + layer(1, -3)), 0, 0)).containsExactly(255, 0);
    assertThat(at(weights(2, below + layer(1, 40)), 0, 0)).containsExactly(0, 255);
  }

  @Test
  void a_material_may_lie_in_two_layers() {
    assertThat(
            at(weights(2, "{\"material\": \"m0\"}, " + layer(1, 0.5) + ", " + layer(0, 0.2)), 0, 0))
        .containsExactly(9 * 17, 6 * 17);
  }

  /// The most layers there can be, each too thin to be told alone, or all alike.
  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.02, 0.033, 0.05, 0.125, 0.5, 0.9})
  void thin_layers_always_leave_something_to_divide_by(double share) {
    String layers =
        IntStream.range(0, 8).mapToObj(i -> layer(i, share)).collect(Collectors.joining(", "));
    String equal =
        IntStream.range(0, 8)
            .mapToObj(i -> layer(i, 1.0 / (i + 1)))
            .collect(Collectors.joining(", "));
    // Each of the eight is rounded by up to half a step.
    assertThat(IntStream.of(at(weights(8, layers), 5, 5)).sum()).isBetween(11 * 17, 19 * 17);
    assertThat(at(weights(8, equal), 5, 5)).containsOnly(2 * 17);
  }
}

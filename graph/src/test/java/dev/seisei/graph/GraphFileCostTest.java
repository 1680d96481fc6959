package dev.seisei.graph;

import static dev.seisei.graph.Worlds.grown;
import static dev.seisei.graph.Worlds.small;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.seisei.data.ChunkKey;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Graphs that would take too long, too much memory or too deep a stack.
final class GraphFileCostTest {

  /// Nodes in a line, each linked to the one before; the first is linked to `start`.
  private static String chain(int nodes, String node, String start) {
    return IntStream.range(0, nodes)
        .mapToObj(i -> "\"n" + i + "\": " + node.formatted(i == 0 ? start : "n" + (i - 1)))
        .collect(Collectors.joining(",\n"));
  }

  @Test
  void nested_slopes_are_refused() {
    String slope = "{\"node\": \"slope\", \"of\": \"%s\"}";
    assertThat(Worlds.parse(grown(chain(5, slope, "hills"), "n4")).id()).isEqualTo("small");
    String told =
        "bad.json: out: one sample takes more than 4096 evaluations of fields. Every slope takes"
            + " its input four times and every domain-warp once more: nest fewer of them."
            + " [graph.cost]";
    assertThat(Refusal.message(grown(chain(6, slope, "hills"), "n5"))).isEqualTo(told);
    assertThat(Refusal.message(grown(chain(200, slope, "hills"), "n199"))).isEqualTo(told);
  }

  @Test
  void warps_of_warps_are_refused() {
    String warp =
        "{\"node\": \"add\", \"a\": \"%1$s\", \"b\": \"w%1$s\"}, \"w%1$s\":"
            + " {\"node\": \"domain-warp\", \"of\": \"%1$s\", \"wavelength\": 90, \"metres\": 1}";
    assertThat(Refusal.message(grown(chain(100, warp, "hills"), "n99"))).endsWith("[graph.cost]");
  }

  @Test
  void a_cost_that_only_masks_and_densities_have_is_refused_too() {
    String slopes = chain(8, "{\"node\": \"slope\", \"of\": \"%s\"}", "hills");
    String deep = grown(slopes, "ground");
    assertThat(Worlds.parse(deep).id()).isEqualTo("small");
    assertThat(Refusal.message(Worlds.replaced(deep, "\"density\": 0.5", "\"density\": \"n7\"")))
        .endsWith("[graph.cost]");
    assertThat(
            Refusal.message(
                Worlds.replaced(
                    deep,
                    "{\"material\": \"stone\"}",
                    "{\"material\": \"stone\", \"where\": \"n7\"}")))
        .endsWith("[graph.cost]");
  }

  @ParameterizedTest
  @ValueSource(ints = {257, 10_000, 15_000})
  void more_nodes_than_a_graph_may_have_are_refused(int nodes) {
    String add = "{\"node\": \"add\", \"a\": \"%s\", \"b\": 1}";
    assertThat(Refusal.message(grown(chain(nodes - 5, add, "hills"), "n" + (nodes - 6))))
        .isEqualTo("bad.json: nodes: must be at most 256, got " + nodes + " [graph.size]");
  }

  @Test
  void the_longest_chain_and_the_longest_cycle_are_walked() {
    String add = "{\"node\": \"add\", \"a\": \"%s\", \"b\": 1}";
    World world = Worlds.parse(grown(chain(251, add, "hills"), "n250"));
    float[] hills =
        Worlds.parse(small("\"b\": 1", "\"b\": 0")).heights(ChunkKey.terrain(0, 0, 0)).metres();
    float[] raised = world.heights(ChunkKey.terrain(0, 0, 0)).metres();
    for (int i = 0; i < hills.length; i++) {
      assertThat(raised[i]).isCloseTo(hills[i] + 251, within(1e-2f));
    }
    assertThat(Refusal.message(grown(chain(251, add, "n250"), "n250")))
        .contains("must not depend on itself, but n0 → n250 → n249", "n1 → n0. Take")
        .endsWith("[graph.cycle]");
  }

  @Test
  void props_are_counted_over_all_scatters() {
    String scatter =
        "\"rocks\": {\"node\": \"scatter\", \"prop\": \"rock\", \"density\": 0.5, \"spacing\": 4}";
    String two = scatter.replace("\"rocks\"", "\"%s\"").replace("4}", "1, \"maxLevel\": 0}");
    String grid = "\"cellMetres\": 1, \"levels\": 2";
    String wide = "\"cellMetres\": 4, \"levels\": 2";
    String one = small(scatter, two.formatted("rocks"), grid, wide);
    assertThat(Worlds.parse(one).props()).hasSize(1);
    String four =
        small(
            scatter,
            List.of("a", "b", "c", "rocks").stream()
                .map(two::formatted)
                .collect(Collectors.joining(", ")),
            grid,
            wide,
            "[\"rocks\"]",
            "[\"rocks\", \"a\", \"b\", \"c\"]");
    assertThat(Refusal.message(four))
        .startsWith("bad.json: out: props: a chunk of level 0 could hold 4356 instances");
  }
}

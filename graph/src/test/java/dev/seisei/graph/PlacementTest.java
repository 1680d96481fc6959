package dev.seisei.graph;

import static dev.seisei.graph.Worlds.small;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.data.ChunkKey;
import dev.seisei.data.Instances;
import org.junit.jupiter.api.Test;

/// Props at the borders of what a chunk can hold.
final class PlacementTest {
  private static final String ROCKS = "\"density\": 0.5, \"spacing\": 4";

  /// This seed has one a ten millionth of a metre before 0; seen from the chunk's corner that is 8
  /// m in `float`.
  @Test
  void an_instance_a_hair_before_the_border_stays_inside() {
    World world =
        Worlds.parse(
            small(ROCKS, "\"density\": 1, \"spacing\": 1, \"jitter\": 1, \"seed\": 123396"));
    ChunkKey key = ChunkKey.terrain(0, -1, -3);
    Instances rocks = world.chunk(key).instances().getFirst();
    assertThat(rocks.x()).contains(Math.nextDown(8f));
    for (int i = 0; i < rocks.count(); i++) {
      assertThat(rocks.x()[i]).isGreaterThanOrEqualTo(0).isLessThan(8);
      assertThat(rocks.z()[i]).isGreaterThanOrEqualTo(0).isLessThan(8);
    }
  }

  private static String thinned(double thin) {
    return small(
        "\"cellMetres\": 1, \"levels\": 2, \"extentMetres\": 64",
        "\"cellMetres\": 4, \"levels\": 3, \"extentMetres\": 1024",
        ROCKS,
        "\"density\": 1, \"spacing\": 1, \"fullLevel\": 0, \"maxLevel\": 2, \"thin\": " + thin);
  }

  /// Which points a coarser chunk keeps is left to chance, which is not always average.
  @Test
  void thinned_props_are_counted_with_what_chance_may_add() {
    assertThat(Refusal.message(thinned(0.496)))
        .isEqualTo(
            "bad.json: out: props: a chunk of level 2 could hold 4538 instances, more than 4096."
                + " Make spacing wider, thin or maxLevel smaller. [graph.instances]");
    World world = Worlds.parse(thinned(0.469));
    int most = 0;
    for (int z = -8; z < 8; z++) {
      for (int x = -8; x < 8; x++) {
        int count =
            world.chunk(ChunkKey.terrain(2, x, z)).instances().stream()
                .mapToInt(Instances::count)
                .sum();
        most = Math.max(most, count);
      }
    }
    assertThat(most).isBetween(3604, Instances.MOST_A_CHUNK);
  }

  @Test
  void without_jitter_props_stand_in_the_middle_of_their_squares() {
    World world = Worlds.parse(small(ROCKS, "\"density\": 1, \"spacing\": 4, \"jitter\": 0"));
    Instances rocks = world.chunk(ChunkKey.terrain(0, -1, 2)).instances().getFirst();
    assertThat(rocks.x()).containsExactly(2, 6, 2, 6);
    assertThat(rocks.z()).containsExactly(2, 2, 6, 6);
  }

  @Test
  void density_is_the_share_of_places_that_are_taken() {
    ChunkKey wide = ChunkKey.terrain(1, -2, 1);
    String dense = "\"spacing\": 1, \"jitter\": 0, \"density\": ";
    assertThat(Worlds.parse(small(ROCKS, dense + 0)).chunk(wide).instances()).isEmpty();
    assertThat(Worlds.parse(small(ROCKS, dense + -1)).chunk(wide).instances()).isEmpty();
    assertThat(count(small(ROCKS, dense + 0.25), wide)).isBetween(45, 85);
    assertThat(count(small(ROCKS, dense + 1), wide)).isEqualTo(256);
    assertThat(count(small(ROCKS, dense + 7), wide)).isEqualTo(256);
  }

  @Test
  void levels_beyond_the_last_hold_none() {
    String json = small(ROCKS, "\"density\": 1, \"spacing\": 1, \"maxLevel\": 0");
    assertThat(count(json, ChunkKey.terrain(0, 0, 0))).isGreaterThan(50);
    assertThat(Worlds.parse(json).chunk(ChunkKey.terrain(1, 0, 0)).instances()).isEmpty();
  }

  private static int count(String json, ChunkKey key) {
    return Worlds.parse(json).chunk(key).instances().stream().mapToInt(Instances::count).sum();
  }
}

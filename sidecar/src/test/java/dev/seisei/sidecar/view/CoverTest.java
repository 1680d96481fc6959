package dev.seisei.sidecar.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.seisei.data.ChunkGrid;
import dev.seisei.data.ChunkKey;
import dev.seisei.sidecar.Archipelago;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CoverTest {
  private static final ChunkGrid GRID = Archipelago.WORLD.grid();
  private static final View STILL = new View(10, 30, -20, 0, 0, 400, 1.5);

  /// Views anywhere in and a little around the world, of all sizes.
  static Stream<View> views() {
    var random = new SplittableRandom(20);
    var views = new ArrayList<View>();
    for (int i = 0; i < 60; i++) {
      double reach = i % 3 == 0 ? 1.02 * GRID.extentMetres() : 2000;
      views.add(
          new View(
              random.nextDouble(-reach, reach),
              i % 4 == 0 ? random.nextDouble(0, 3000) : 30,
              random.nextDouble(-reach, reach),
              random.nextDouble(-50, 50),
              random.nextDouble(-50, 50),
              i % 5 == 0 ? View.LEAST_RADIUS : random.nextDouble(32, 1500),
              random.nextDouble(View.LEAST_DETAIL, View.LARGEST_DETAIL)));
    }
    // On corners of the world and of chunks of every level.
    views.add(new View(0, 0, 0, 0, 0, 500, 1));
    views.add(new View(GRID.extentMetres(), 0, -GRID.extentMetres(), 0, 0, 700, 1.5));
    return views.stream();
  }

  @ParameterizedTest
  @MethodSource("views")
  void chunks_do_not_overlap_and_are_all_of_the_world(View view) {
    Set<ChunkKey> cover = new HashSet<>(Cover.of(GRID, view, 0));
    assertThat(cover).hasSameSizeAs(Cover.of(GRID, view, 0));
    for (ChunkKey key : cover) {
      assertThat(GRID.contains(key)).as("%s is in the world", key).isTrue();
      for (ChunkKey above = key; above.lod() < GRID.levels() - 1; ) {
        above = above.parent();
        assertThat(cover).doesNotContain(above);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("views")
  void every_place_of_the_circle_that_is_in_the_world_is_covered(View view) {
    Set<ChunkKey> cover = new HashSet<>(Cover.of(GRID, view, 0));
    var random = new SplittableRandom(5);
    int extent = GRID.extentMetres();
    int inside = 0;
    for (int i = 0; i < 400; i++) {
      // The rim, where gaps would be, as often as the inside.
      double far = i % 2 == 0 ? 0.9999 * view.radius() : view.radius() * random.nextDouble();
      double turn = random.nextDouble(2 * Math.PI);
      double x = view.x() + far * Math.cos(turn);
      double z = view.z() + far * Math.sin(turn);
      if (Math.abs(x) < extent && Math.abs(z) < extent) {
        inside++;
        assertThat(covering(cover, x, z)).as("%s, %s", x, z).isEqualTo(1);
      }
    }
    if (inside == 0) {
      assertThat(cover).isEmpty();
    }
  }

  private static long covering(Set<ChunkKey> cover, double x, double z) {
    long found = 0;
    for (int lod = 0; lod < GRID.levels(); lod++) {
      double span = GRID.span(lod);
      ChunkKey key = ChunkKey.terrain(lod, (int) Math.floor(x / span), (int) Math.floor(z / span));
      found += cover.contains(key) ? 1 : 0;
    }
    return found;
  }

  @ParameterizedTest
  @MethodSource("views")
  void nothing_is_wanted_that_does_not_reach_into_the_circle(View view) {
    assertThat(Cover.of(GRID, view, 0))
        .allSatisfy(key -> assertThat(distance(key, view)).isLessThanOrEqualTo(view.radius()));
  }

  private static double distance(ChunkKey key, View view) {
    double dx = Math.clamp(view.x(), GRID.minX(key), GRID.minX(key) + GRID.span(key.lod()));
    double dz = Math.clamp(view.z(), GRID.minZ(key), GRID.minZ(key) + GRID.span(key.lod()));
    return Math.hypot(dx - view.x(), dz - view.z());
  }

  @ParameterizedTest
  @MethodSource("views")
  void neighbours_are_one_level_apart_at_most(View view) {
    var fine =
        new View(view.x(), view.y(), view.z(), 0, 0, view.radius(), Math.max(1, view.detail()));
    Set<ChunkKey> cover = new HashSet<>(Cover.of(GRID, fine, 0));
    for (ChunkKey key : cover) {
      for (ChunkKey beside : beside(key)) {
        int above = 0;
        for (ChunkKey at = beside; at.lod() < GRID.levels(); at = at.parent()) {
          if (cover.contains(at)) {
            above = at.lod() - key.lod();
          }
          if (at.lod() == GRID.levels() - 1) {
            break;
          }
        }
        assertThat(above).as("levels from %s to what lies beside it", key).isLessThanOrEqualTo(1);
      }
    }
  }

  private static List<ChunkKey> beside(ChunkKey key) {
    return List.of(
        ChunkKey.terrain(key.lod(), key.x() - 1, key.z()),
        ChunkKey.terrain(key.lod(), key.x() + 1, key.z()),
        ChunkKey.terrain(key.lod(), key.x(), key.z() - 1),
        ChunkKey.terrain(key.lod(), key.x(), key.z() + 1));
  }

  @Test
  void who_stands_still_gets_the_nearest_first() {
    List<ChunkKey> cover = Cover.of(GRID, STILL, 30);
    assertThat(cover.getFirst()).isEqualTo(ChunkKey.terrain(0, 0, -1));
    assertThat(cover)
        .hasSizeGreaterThan(100)
        .isSortedAccordingTo(Comparator.comparingDouble(key -> distance(key, STILL)));
  }

  @Test
  void velocity_pulls_what_lies_ahead_forward() {
    var running = new View(10, 30, -20, 60, 0, 400, 1.5);
    List<ChunkKey> cover = Cover.of(GRID, running, 30);
    assertThat(cover).containsExactlyInAnyOrderElementsOf(Cover.of(GRID, STILL, 30));
    // As far ahead as behind, and in the way of the runner.
    ChunkKey ahead = ChunkKey.terrain(0, 3, -1);
    ChunkKey behind = ChunkKey.terrain(0, -3, -1);
    assertThat(cover).contains(ahead, behind);
    assertThat(cover.indexOf(ahead)).isLessThan(cover.indexOf(behind) / 2);
    assertThat(cover.subList(0, 5)).allSatisfy(key -> assertThat(key.x()).isNotNegative());
  }

  @Test
  void who_flies_high_wants_coarser_chunks() {
    List<ChunkKey> low = Cover.of(GRID, new View(0, 100, 0, 0, 0, 1000, 1.5), 100);
    List<ChunkKey> high = Cover.of(GRID, new View(0, 400, 0, 0, 0, 1000, 1.5), 100);
    assertThat(low).anyMatch(key -> key.lod() == 0);
    assertThat(high).noneMatch(key -> key.lod() < 2).anyMatch(key -> key.lod() == 2);
    // Under the ground is as near as on it.
    assertThat(Cover.of(GRID, new View(0, 0, 0, 0, 0, 1000, 1.5), 100)).isEqualTo(low);
  }

  @Test
  void outside_the_world_there_is_nothing() {
    assertThat(Cover.of(GRID, new View(1e7, 0, -1e7, 0, 0, 4096, 4), 0)).isEmpty();
  }

  @Test
  void the_largest_view_of_the_archipelago_is_far_from_the_bound() {
    var largest = new View(13, 0, 7, 1000, 1000, View.LARGEST_RADIUS, View.LARGEST_DETAIL);
    assertThat(Cover.of(GRID, largest, 0)).hasSizeBetween(900, 1200);
  }

  @Test
  void a_view_of_more_chunks_than_may_be_is_refused() {
    var tiny = new ChunkGrid(9, 0.125f, 1, 1 << 20);
    var near = new View(0, 0, 0, 0, 0, 60, 1);
    assertThat(Cover.of(tiny, near, 0)).hasSizeBetween(11_000, Cover.MOST_CHUNKS);
    var far = new View(0, 0, 0, 0, 0, View.LARGEST_RADIUS, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cover.of(tiny, far, 0))
        .withMessage(
            "radius: the view would have more than 16384 chunks of this world, got 4096.0 m;"
                + " take a smaller radius or less detail");
  }
}

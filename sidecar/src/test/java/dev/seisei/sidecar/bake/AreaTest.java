package dev.seisei.sidecar.bake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.seisei.data.ChunkGrid;
import dev.seisei.data.ChunkKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AreaTest {
  // Chunks of 32 m, 64 m and 128 m; 2,048 m wide.
  private static final ChunkGrid GRID = new ChunkGrid(33, 1, 3, 1024);

  @Test
  void an_area_is_read_from_four_numbers() {
    assertThat(Area.parse("-256, -1.5,2e2,.5")).isEqualTo(new Area(-256, -1.5, 200, 0.5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "0,0,128",
        "0,0,128,128,",
        "0,0,x,128",
        "0,,1,1",
        "0,0,NaN,1",
        "0,0,Infinity,1",
        "0;0;1;1"
      })
  void what_is_no_area_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Area.parse(text))
        .withMessage("area: must be x0,z0,x1,z1 in metres, got `" + text + "`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,0,1,2", "2,0,1,2", "0,3,1,3", "0,4,1,3"})
  void an_area_without_ground_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Area.parse(text))
        .withMessageContaining("x0 must be less than x1 and z0 less than z1, got ");
  }

  @Test
  void an_area_of_whole_chunks_is_covered_by_them_row_by_row() {
    assertThat(new Area(-32, 0, 32, 64).chunks(GRID, 0))
        .containsExactly(
            ChunkKey.terrain(0, -1, 0),
            ChunkKey.terrain(0, 0, 0),
            ChunkKey.terrain(0, -1, 1),
            ChunkKey.terrain(0, 0, 1));
  }

  @Test
  void an_area_grows_to_whole_chunks() {
    assertThat(new Area(0.5, 0.5, 1, 1).chunks(GRID, 0)).containsExactly(ChunkKey.terrain(0, 0, 0));
    assertThat(new Area(-0.5, -64.5, 0.5, -63.5).chunks(GRID, 1))
        .containsExactly(
            ChunkKey.terrain(1, -1, -2),
            ChunkKey.terrain(1, 0, -2),
            ChunkKey.terrain(1, -1, -1),
            ChunkKey.terrain(1, 0, -1));
  }

  @Test
  void the_whole_world_is_made_of_its_own_chunks() {
    assertThat(new Area(-1024, -1024, 1024, 1024).chunks(GRID, 0))
        .hasSize(4096)
        .allMatch(GRID::contains);
    assertThat(new Area(-1024, -1024, 1024, 1024).chunks(GRID, 2)).hasSize(256);
  }

  @ParameterizedTest
  @CsvSource({
    "-1024.1, 0, 0, 1",
    "0, -1e9, 1, 0",
    "0, 0, 1024.5, 1",
    "0, 0, 1, 1e300",
  })
  void an_area_beyond_the_world_is_refused(double x0, double z0, double x1, double z1) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Area(x0, z0, x1, z1).chunks(GRID, 0))
        .withMessageStartingWith("area: the world reaches from -1024 to 1024 m, got " + x0);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 3, Integer.MAX_VALUE})
  void a_level_that_the_world_has_not_is_refused(int lod) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Area(0, 0, 1, 1).chunks(GRID, lod))
        .withMessage("lod: must be 0 to 2, got " + lod);
  }

  @Test
  void more_chunks_than_fit_into_a_file_are_refused() {
    var wide = new ChunkGrid(33, 1, 3, 1 << 20);
    assertThat(new Area(0, 0, 2048, 2048).chunks(wide, 0)).hasSize(4096);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Area(0, 0, 2048, 2048.5).chunks(wide, 0))
        .withMessage(
            "area: has 4160 chunks of level 0, more than 4096."
                + " Take a smaller area or a coarser level.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Area(-1 << 20, -1 << 20, 1 << 20, 1 << 20).chunks(wide, 0))
        .withMessageContaining("has 4294967296 chunks");
  }
}

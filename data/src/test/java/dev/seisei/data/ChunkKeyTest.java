package dev.seisei.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ChunkKeyTest {
  @Test
  void children_and_parents_agree_on_both_sides_of_zero() {
    for (int x = -3; x <= 3; x++) {
      var key = ChunkKey.terrain(2, x, -x);
      for (int i = 0; i < 4; i++) {
        assertThat(key.child(i).parent()).isEqualTo(key);
        assertThat(key.child(i).overlaps(key)).isTrue();
        assertThat(key.overlaps(key.child(i))).isTrue();
      }
    }
  }

  @Test
  void neighbours_do_not_overlap() {
    assertThat(ChunkKey.terrain(1, -1, 0).overlaps(ChunkKey.terrain(0, 0, 0))).isFalse();
    assertThat(ChunkKey.terrain(0, 0, 0).overlaps(ChunkKey.terrain(0, 1, 0))).isFalse();
  }

  @Test
  void refuses_a_level_that_no_world_has() {
    assertThatThrownBy(() -> ChunkKey.terrain(16, 0, 0)).hasMessage("lod: must be 0 to 15, got 16");
  }
}

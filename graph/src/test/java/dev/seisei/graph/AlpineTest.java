package dev.seisei.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.data.Chunk;
import dev.seisei.data.ChunkGrid;
import dev.seisei.data.ChunkKey;
import dev.seisei.data.HeightField;
import dev.seisei.graph.edit.EditBook;
import dev.seisei.testkit.Repository;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// The mountains, chunk by chunk: eroded, with rivers and lakes.
final class AlpineTest {
  private static final World WORLD = GraphFile.read(Repository.path("worlds/alpine.json"));
  private static final ChunkGrid GRID = WORLD.grid();
  private static final int APRON = ChunkGrid.APRON;

  /// A lake's shore, a wooded side, and the same from afar.
  static final List<String> GOLDEN =
      """
      0/18/0/46 87856c4050416127 939272468f67319f e3b0c44298fc1c14
      1/-2/0/15 91f449122100c533 e60750377d28c2bc e4078df4f6a06cdc
      4/0/0/2 ca34deb9364dbc5b 2509621645a1b434 4410ee14bdb818ee
      """
          .lines()
          .toList();

  @ParameterizedTest
  @FieldSource("GOLDEN")
  void chunks_have_their_golden_bits_and_are_sound(String golden) {
    Chunk chunk = WORLD.chunk(ChunkDigests.key(golden));
    SoundChunk.check(WORLD, chunk);
    assertThat(ChunkDigests.line(chunk)).isEqualTo(golden);
  }

  /// Erosion knows no chunks: the last line of one is the first of the next, aprons and all; here
  /// between two tiles of the finer erosion as well.
  @Test
  void neighbours_share_their_border() {
    SharedBorders.check(WORLD, ChunkKey.terrain(0, -1, 46), new EditBook());
  }

  @Test
  void a_parent_has_the_heights_of_its_children() {
    ChunkKey key = ChunkKey.terrain(2, 4, 11);
    HeightField coarse = WORLD.heights(key);
    HeightField fine = WORLD.heights(key.child(0));
    int half = (GRID.samples() - 1) / 2;
    for (int row = 0; row <= half; row++) {
      for (int column = 0; column <= half; column++) {
        assertThat(coarse.at(column + APRON, row + APRON))
            .isEqualTo(fine.at(2 * column + APRON, 2 * row + APRON));
      }
    }
  }

  /// Within a wide view: lakes and peaks, and all that the ground can be made of.
  @Test
  void it_has_what_mountains_have() {
    float least = Float.MAX_VALUE;
    float most = -Float.MAX_VALUE;
    boolean[] found = new boolean[WORLD.materials().size()];
    int trees = 0;
    for (int z = -1; z <= 1; z++) {
      for (int x = -2; x <= 1; x++) {
        Chunk chunk = WORLD.chunk(ChunkKey.terrain(5, x, z));
        for (float height : chunk.heights().metres()) {
          least = Math.min(least, height);
          most = Math.max(most, height);
        }
        for (int layer = 0; layer < found.length; layer++) {
          for (int i = 0; i < GRID.samples(); i++) {
            for (int j = 0; j < GRID.samples(); j++) {
              found[layer] |= chunk.materials().at(layer, i, j) > 127;
            }
          }
        }
        trees += chunk.instances().stream().mapToInt(group -> group.count()).sum();
      }
    }
    assertThat(least).isLessThan(-10);
    assertThat(most).isGreaterThan(700);
    assertThat(found).containsOnly(true);
    assertThat(trees).isGreaterThan(100);
  }
}

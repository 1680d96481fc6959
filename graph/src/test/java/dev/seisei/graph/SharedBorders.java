package dev.seisei.graph;

import static dev.seisei.data.ChunkGrid.APRON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.data.Chunk;
import dev.seisei.data.ChunkKey;
import dev.seisei.graph.edit.EditBook;

/// That a chunk and its neighbours have the same bits where they meet: heights with their aprons,
/// and the weights of materials.
final class SharedBorders {
  private SharedBorders() {}

  static void check(World world, ChunkKey key, EditBook book) {
    Chunk here = world.chunk(key, book);
    Chunk east = world.chunk(ChunkKey.terrain(key.lod(), key.x() + 1, key.z()), book);
    Chunk south = world.chunk(ChunkKey.terrain(key.lod(), key.x(), key.z() + 1), book);
    int cells = world.grid().samples() - 1;
    for (int line = 0; line <= 2 * APRON; line++) {
      for (int along = 0; along < world.grid().side(); along++) {
        assertThat(here.heights().at(cells + line, along))
            .isEqualTo(east.heights().at(line, along));
        assertThat(here.heights().at(along, cells + line))
            .isEqualTo(south.heights().at(along, line));
      }
    }
    for (int layer = 0; layer < here.materials().layers(); layer++) {
      for (int along = 0; along <= cells; along++) {
        assertThat(here.materials().at(layer, cells, along))
            .isEqualTo(east.materials().at(layer, 0, along));
        assertThat(here.materials().at(layer, along, cells))
            .isEqualTo(south.materials().at(layer, along, 0));
      }
    }
  }
}

package dev.seisei.sidecar.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.data.ChunkKey;
import dev.seisei.pipeline.Source;
import dev.seisei.sidecar.chunk.ChunkStore;
import dev.seisei.sidecar.chunk.HandMaker;
import dev.seisei.testkit.flow.SpatialContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class WorldGraphTest implements SpatialContract {
  private final HandMaker maker = new HandMaker();
  private final ChunkStore store = new ChunkStore(maker, 1, 1 << 20);

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  public Source source() {
    return new WorldGraph(_ -> store, "world");
  }

  @Override
  public ChunkKey key() {
    return ChunkKey.terrain(0, 0, 0);
  }

  @Test
  void its_name_and_its_pads_are_what_files_say() {
    assertThat(source().type()).isEqualTo("world-graph");
    assertThat(source().pads().getFirst().accepts()).containsExactly(WorldGraph.CHUNKS);
  }
}

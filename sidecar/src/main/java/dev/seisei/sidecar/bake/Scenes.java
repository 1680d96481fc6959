package dev.seisei.sidecar.bake;

import dev.seisei.data.ChunkKey;
import dev.seisei.graph.World;

/// Temporary.
public final class Scenes {
  private Scenes() {}

  public static byte[] ofChunk(World world, ChunkKey key) {
    if (key.lod() >= 0) throw new UnsupportedOperationException(world.id() + key);
    return new byte[0];
  }
}

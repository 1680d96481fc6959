package dev.seisei.sidecar.bake;

import dev.seisei.data.Chunk;
import dev.seisei.gltf.ChunkScene;
import dev.seisei.gltf.GlbScene;
import dev.seisei.graph.World;
import java.util.List;

/// Chunks of a world as glTF scenes that tell where they are from.
public final class Scenes {
  private Scenes() {}

  /// Puts chunks into one scene.
  public static GlbScene of(World world, List<Chunk> chunks, ChunkScene.Options options) {
    GlbScene scene =
        ChunkScene.of(
            world.grid(), chunks, world.materials(), world.props(), world.waterMetres(), options);
    scene.addExtra("world", world.id());
    scene.addExtra("graph", world.digest());
    return scene;
  }

  /// One chunk as a GLB, its props instanced.
  public static byte[] ofChunk(World world, Chunk chunk) {
    return of(world, List.of(chunk), ChunkScene.Options.INSTANCED).toBytes();
  }
}

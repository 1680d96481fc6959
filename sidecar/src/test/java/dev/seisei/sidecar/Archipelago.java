package dev.seisei.sidecar;

import dev.seisei.data.ChunkKey;
import dev.seisei.graph.GraphFile;
import dev.seisei.graph.World;
import dev.seisei.testkit.Repository;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// The world that everyone starts with, for tests that want a real one.
public final class Archipelago {
  public static final World WORLD = GraphFile.read(Repository.path("worlds/archipelago.json"));

  private Archipelago() {}

  /// Keys of a level anywhere in the world, the same for the same seed.
  public static List<ChunkKey> keys(long seed, int lod, int count) {
    var random = new SplittableRandom(seed);
    int reach = (int) (WORLD.grid().extentMetres() / WORLD.grid().span(lod));
    var keys = new ArrayList<ChunkKey>();
    for (int i = 0; i < count; i++) {
      keys.add(ChunkKey.terrain(lod, random.nextInt(-reach, reach), random.nextInt(-reach, reach)));
    }
    return keys;
  }
}

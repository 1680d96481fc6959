package dev.seisei.graph;

import dev.seisei.data.Chunk;
import dev.seisei.data.ChunkKey;
import dev.seisei.data.Instances;
import dev.seisei.kernels.noise.Perlin;
import dev.seisei.testkit.Digests;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/// Digests of chunks of the archipelago, a line a chunk: key, heights, weights, instances.
///
/// Also a program that prints them, so that other Java processes can be asked for the same.
final class ChunkDigests {

  /// What these chunks have been ever since: a mountain, coasts, hills, wide views, both ends of
  /// the world. Whoever changes one on purpose counts up [GraphFile#GENERATION].
  static final List<String> GOLDEN =
      """
      0/0/0/0 414ca9e9c89cf5ce b00e6724c88ed246 e3b0c44298fc1c14
      0/-75/0/-20 506086f7e4979df1 c89b740b2c5e3b10 ade11af558523d58
      0/-2048/0/-2048 9cf50687408de9e6 b00e6724c88ed246 e3b0c44298fc1c14
      1/-22/0/-15 8b0185786cbe89fd 6ac1d7db0cb8693e a763d5bfa64bbdbe
      1/-15/0/-35 cb7299a27a563f38 0462febf3c406eb5 c62b21a964b4185c
      2/17/0/-8 85beb5eb96f50275 794b1fc3153e9825 5ee3b3add582bc67
      4/5/0/5 4847776e19e75c59 c7e44765ed22612d bd076b5cbb0614c9
      6/-2/0/-1 78670e6a7ce15dd0 06474940dbfbecef e3b0c44298fc1c14
      6/31/0/31 3d20437293c83bfd a5306fb142591b1c e3b0c44298fc1c14
      """
          .lines()
          .toList();

  private ChunkDigests() {}

  static ChunkKey key(String line) {
    int[] parts =
        Arrays.stream(line.split(" ", 2)[0].split("/", 4)).mapToInt(Integer::parseInt).toArray();
    return new ChunkKey(parts[0], parts[1], parts[2], parts[3]);
  }

  static String line(Chunk chunk) {
    return String.join(
        " ",
        chunk.key().toString(),
        Digests.of(chunk.heights().metres()),
        Digests.of(chunk.materials().planes()),
        Digests.of(bytes(chunk.instances())));
  }

  private static byte[] bytes(List<Instances> groups) {
    int size = groups.stream().mapToInt(group -> 12 + 15 * group.count()).sum();
    var bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    for (Instances group : groups) {
      bytes.putInt(group.prop()).putInt(group.variant()).putInt(group.count());
      for (float[] column : List.of(group.x(), group.y(), group.z())) {
        for (float value : column) {
          bytes.putInt(Float.floatToRawIntBits(value));
        }
      }
      bytes.put(group.yaw()).put(group.scale()).put(group.tint());
    }
    return bytes.array();
  }

  /// Prints whether vectors are used, then a line a chunk.
  public static void main(String[] keys) {
    Perlin.warm();
    System.out.println("vectors: " + Perlin.isVectorised());
    World world = GraphFile.read(Worlds.ARCHIPELAGO);
    for (String key : keys) {
      System.out.println(line(world.chunk(key(key))));
    }
  }
}

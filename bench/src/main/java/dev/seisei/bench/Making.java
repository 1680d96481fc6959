package dev.seisei.bench;

import dev.seisei.data.Chunk;
import dev.seisei.data.ChunkKey;
import dev.seisei.data.HeightField;
import dev.seisei.graph.GraphFile;
import dev.seisei.graph.World;
import dev.seisei.sidecar.chunk.ChunkCodec;
import dev.seisei.sidecar.chunk.EncodedChunk;
import dev.seisei.testkit.Repository;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Chunks a second on one thread, over level 0 chunks around what the spawn of archipelago looks
/// at: land, coast and sea as a walker meets them.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
public class Making {
  private static final int ACROSS = 12;

  private World world = world();
  private final List<ChunkKey> keys = keys(world);
  private final List<Chunk> chunks = keys.stream().map(world::chunk).toList();
  private int turn;

  static World world() {
    return GraphFile.read(Repository.path("worlds/archipelago.json"));
  }

  static List<ChunkKey> keys(World world) {
    float span = world.grid().span(0);
    int left = (int) (world.spawn().to().x() / span) - ACROSS / 2;
    int top = (int) (world.spawn().to().z() / span) - ACROSS / 2;
    return IntStream.range(0, ACROSS * ACROSS)
        .mapToObj(i -> ChunkKey.terrain(0, left + i % ACROSS, top + i / ACROSS))
        .toList();
  }

  /// As `run` does once it serves.
  @Setup
  public void warm() {
    world.warm();
  }

  private int next() {
    turn = (turn + 1) % keys.size();
    return turn;
  }

  @Benchmark
  public HeightField heights() {
    return world.heights(keys.get(next()));
  }

  @Benchmark
  public Chunk chunk() {
    return world.chunk(keys.get(next()));
  }

  @Benchmark
  public EncodedChunk encoding() {
    return ChunkCodec.encode(chunks.get(next()), world.grid());
  }

  @Benchmark
  public EncodedChunk chunkAndEncoding() {
    return ChunkCodec.encode(world.chunk(keys.get(next())), world.grid());
  }
}

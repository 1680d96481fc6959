package dev.seisei.data;

import java.util.List;

/// What a world holds in one place at one level of detail: a pure function of graph, seed and key.
///
/// @param key where
/// @param heights the ground, with an apron of [ChunkGrid#APRON] samples around the chunk
/// @param materials what the ground is made of, at the chunk's own samples
/// @param instances what stands on it, at most one entry a prop and variant, in ascending order of
///   both
public record Chunk(
    ChunkKey key, HeightField heights, MaterialWeights materials, List<Instances> instances) {
  public Chunk {
    instances = List.copyOf(instances);
  }
}

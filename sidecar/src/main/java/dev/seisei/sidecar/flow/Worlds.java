package dev.seisei.sidecar.flow;

import dev.seisei.pipeline.PipelineException;
import dev.seisei.sidecar.chunk.ChunkStore;

/// The worlds that are served here, for elements that make their chunks.
@FunctionalInterface
public interface Worlds {

  /// What makes and keeps the chunks of a world.
  ///
  /// @throws PipelineException `world.unknown` if it is not served here
  ChunkStore chunks(String world);
}

package dev.seisei.sidecar.chunk;

import dev.seisei.data.ChunkKey;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/// Where whoever shows or carries chunks asks for them. Thread-safe.
public interface Chunks {

  /// Asks for a chunk.
  ///
  /// @param rank how many others are wanted more by the same one who asks, at least 0
  /// @throws CancellationException if it is closed
  Ticket want(ChunkKey key, int rank);

  /// Someone's request for one chunk.
  interface Ticket {

    /// The chunk, when it is there. Fails with what its making threw, with [TimeoutException] if it
    /// has not come in time, or with [CancellationException] when nobody makes any more.
    CompletableFuture<EncodedChunk> chunk();

    /// Says that it is no longer wanted; work not yet begun for nobody else is dropped.
    void cancel();
  }
}

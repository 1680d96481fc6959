package dev.seisei.sidecar.view;

import dev.seisei.data.ChunkKey;
import dev.seisei.sidecar.chunk.ChunkStore;
import dev.seisei.sidecar.chunk.Chunks;
import dev.seisei.sidecar.flow.Desk;
import dev.seisei.sidecar.flow.Pipelines;
import dev.seisei.testkit.flow.Until;
import java.util.Map;

/// The ways on which a viewer can be brought its chunks: what it promises holds on each.
enum Way {
  /// From the store at once.
  STRAIGHT {
    @Override
    Open open(ChunkStore store) {
      return new Open() {
        @Override
        public Ticket want(ChunkKey key, int rank) {
          return store.want(key);
        }

        @Override
        public void settle() {}

        @Override
        public void close() {}
      };
    }
  },

  /// As the sidecar does.
  PIPELINE {
    @Override
    Open open(ChunkStore store) {
      var pipelines = new Pipelines();
      var desk = new Desk();
      pipelines.serve(_ -> store, "world", Map.of("viewers", desk));
      return new Open() {
        @Override
        public Ticket want(ChunkKey key, int rank) {
          return desk.want(key, rank);
        }

        @Override
        public void settle() {
          Until.so(() -> "does not rest", pipelines::isResting);
        }

        @Override
        public void close() {
          desk.close();
          pipelines.close();
        }
      };
    }
  };

  abstract Open open(ChunkStore store);

  /// One that is open.
  interface Open extends Chunks, AutoCloseable {
    /// Waits until what was asked for, and taken back, is known to the store.
    void settle();

    @Override
    void close();
  }
}

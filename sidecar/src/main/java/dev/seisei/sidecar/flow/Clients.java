package dev.seisei.sidecar.flow;

import dev.seisei.data.ChunkKey;
import dev.seisei.pipeline.Buffer;
import dev.seisei.pipeline.Context;
import dev.seisei.pipeline.Output;
import dev.seisei.pipeline.Pad;
import dev.seisei.pipeline.PipelineException;
import dev.seisei.pipeline.Sink;
import dev.seisei.pipeline.Want;
import dev.seisei.pipeline.Work;
import dev.seisei.sidecar.chunk.EncodedChunk;
import java.time.Duration;
import java.util.List;

/// Brings chunks to whoever asks at its desk: one element for any number of them, so that a
/// connection costs the pipeline nothing but what it waits for.
///
/// Its wants are what all of them together wait for, each chunk once. The one that a client wants
/// most is due first; of those, the one that has waited longest. What has not come after
/// [#PATIENCE] is taken back, and who waits for it is told.
///
/// @param desk where they ask
public record Clients(Desk desk) implements Sink {

  /// How long anybody waits for a chunk.
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final long NANOS_A_RANK = Duration.ofMillis(10).toNanos();
  private static final String IN = "in";

  @Override
  public List<Pad> pads() {
    return List.of(Pad.in(IN).formats(WorldGraph.CHUNKS).flow(Pad.Flow.SPATIAL));
  }

  @Override
  public boolean isQuick() {
    return true;
  }

  @Override
  public Work open(Context context) {
    return new Work() {
      @Override
      public void start(Output out) {
        desk.opened(context).forEach((key, rank) -> want(key, rank, out));
      }

      @Override
      public void woken(Output out) {
        for (Desk.News news = desk.news(); news != null; news = desk.news()) {
          if (news.isWanted()) {
            want(news.key(), news.rank(), out);
          } else {
            out.unwant(IN, news.key());
          }
        }
      }

      private void want(ChunkKey key, int rank, Output out) {
        long due = out.nanos() + PATIENCE.toNanos() + rank * NANOS_A_RANK;
        try {
          out.want(IN, new Want(key, 0, due, 0));
        } catch (PipelineException e) {
          // Too many are wanted: who asked is told, everybody else goes on.
          desk.miss(key, e);
        }
      }

      @Override
      public void buffer(String pad, Buffer buffer, Output out) {
        desk.bring(buffer.payload(EncodedChunk.class));
      }

      @Override
      public void missed(String pad, ChunkKey key, Throwable why, Output out) {
        desk.miss(key, why);
      }

      @Override
      public void close() {
        desk.left(context);
      }
    };
  }
}

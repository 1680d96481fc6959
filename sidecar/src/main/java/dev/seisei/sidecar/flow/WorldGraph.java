package dev.seisei.sidecar.flow;

import dev.seisei.data.ChunkKey;
import dev.seisei.pipeline.Buffer;
import dev.seisei.pipeline.Context;
import dev.seisei.pipeline.Demand;
import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.Output;
import dev.seisei.pipeline.Pad;
import dev.seisei.pipeline.PipelineException;
import dev.seisei.pipeline.Source;
import dev.seisei.pipeline.Work;
import dev.seisei.sidecar.chunk.ChunkStore;
import dev.seisei.sidecar.chunk.EncodedChunk;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// Makes the chunks of a world that are wanted by key, each once for all who want it: wants in,
/// encoded chunks out, those due first begun first. One that is taken back before it is begun is
/// not made.
///
/// It makes nothing on its own thread: the world's [ChunkStore] does, and keeps what it made.
///
/// @param worlds where the world is found
/// @param world its id
public record WorldGraph(Worlds worlds, String world) implements Source {

  /// Encoded chunks: payloads are [EncodedChunk], as `docs/protocol.md` lays them out.
  public static final Format CHUNKS = Format.of("encoded-chunk");

  private static final int MOST_LINKS = 16;

  @Override
  public List<Pad> pads() {
    return List.of(Pad.out("out").formats(CHUNKS).flow(Pad.Flow.SPATIAL).onRequest(MOST_LINKS));
  }

  @Override
  public boolean isQuick() {
    return true;
  }

  @Override
  public Work open(Context context) {
    return new Making(context, worlds.chunks(world));
  }

  private record Place(String pad, ChunkKey key) {}

  private record Made(
      Place place,
      ChunkStore.Ticket ticket,
      @Nullable EncodedChunk chunk,
      @Nullable Throwable failure) {}

  private static final class Making implements Work {
    private final Context context;
    private final ChunkStore store;
    private final Map<Place, ChunkStore.Ticket> begun = new HashMap<>();

    /// Bounded by what is begun.
    private final ConcurrentLinkedQueue<Made> made = new ConcurrentLinkedQueue<>();

    Making(Context context, ChunkStore store) {
      this.context = context;
      this.store = store;
    }

    @Override
    public void demand(String pad, Demand demand, Output out) {
      if (!(demand instanceof Demand.Spatial wants)) {
        return;
      }
      for (var wanted = wants.next(); wanted != null; wanted = wants.next()) {
        if (wanted.want().apron() > 0) {
          out.miss(pad, wanted.want().key(), apron(wanted.want().apron()));
          continue;
        }
        var place = new Place(pad, wanted.want().key());
        ChunkStore.Ticket ticket = store.want(place.key, wanted.want().deadlineNanos());
        if (ticket.chunk().isDone() && !ticket.chunk().isCompletedExceptionally()) {
          out.send(pad, buffer(ticket.chunk().join()));
          continue;
        }
        begun.put(place, ticket);
        var _ =
            ticket
                .chunk()
                .whenComplete((chunk, failure) -> {
                  made.add(new Made(place, ticket, chunk, failure));
                  context.wake();
                });
      }
    }

    /// Encoded chunks stand alone: their borders agree without a look at the neighbours.
    private static PipelineException apron(int samples) {
      return new PipelineException(
          "want.apron",
          "world-graph: encoded chunks have no apron, and "
              + samples
              + " samples around one are wanted. Take the filter that needs them away.");
    }

    @Override
    public void woken(Output out) {
      for (Made one = made.poll(); one != null; one = made.poll()) {
        if (begun.remove(one.place, one.ticket)) {
          if (one.chunk != null) {
            out.send(one.place.pad, buffer(one.chunk));
          } else if (one.failure != null) {
            out.miss(one.place.pad, one.place.key, one.failure);
          }
        }
      }
    }

    private static Buffer buffer(EncodedChunk chunk) {
      return new Buffer(chunk, chunk.bytes().length, 0, chunk.key(), Map.of());
    }

    @Override
    public void unwanted(String pad, ChunkKey key, Output out) {
      cancel(begun.remove(new Place(pad, key)));
    }

    @Override
    public void unlinked(String pad, Output out) {
      begun
          .entrySet()
          .removeIf(one -> {
            boolean isOfPad = one.getKey().pad.equals(pad);
            if (isOfPad) {
              cancel(one.getValue());
            }
            return isOfPad;
          });
    }

    private static void cancel(ChunkStore.@Nullable Ticket ticket) {
      if (ticket != null) {
        ticket.cancel();
      }
    }

    @Override
    public void close() {
      begun.values().forEach(ChunkStore.Ticket::cancel);
      begun.clear();
    }
  }
}

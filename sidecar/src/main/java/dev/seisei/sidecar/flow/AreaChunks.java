package dev.seisei.sidecar.flow;

import dev.seisei.data.ChunkKey;
import dev.seisei.pipeline.Buffer;
import dev.seisei.pipeline.Context;
import dev.seisei.pipeline.Demand;
import dev.seisei.pipeline.Endpoint;
import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.Output;
import dev.seisei.pipeline.Pad;
import dev.seisei.pipeline.PipelineException;
import dev.seisei.pipeline.Want;
import dev.seisei.pipeline.Work;
import dev.seisei.pipeline.element.DirectorySink;
import dev.seisei.sidecar.chunk.EncodedChunk;
import java.util.List;
import java.util.Map;

/// Wants every chunk of a rectangle of one level, as many at a time as are asked for below, and
/// sends each as bytes named `lod_x_y_z.chunk`, in the order in which they come. Ends the pipeline
/// when all have come; one that cannot be made is a crash, `area.missed`.
///
/// @param lod level of the chunks
/// @param minX first column, in chunks of that level
/// @param minZ first row
/// @param maxX last column
/// @param maxZ last row; at most 16,384 chunks in all
public record AreaChunks(int lod, int minX, int minZ, int maxX, int maxZ) implements Endpoint {
  private static final int MOST = 16_384;
  private static final String IN = "in";

  public AreaChunks {
    long count = (maxX - (long) minX + 1) * (maxZ - (long) minZ + 1);
    if (maxX < minX || maxZ < minZ || count > MOST) {
      throw new IllegalArgumentException(
          "area: must be of 1 to " + MOST + " chunks, from the least to the most, got " + count);
    }
  }

  @Override
  public List<Pad> pads() {
    return List.of(
        Pad.in(IN).formats(WorldGraph.CHUNKS).flow(Pad.Flow.SPATIAL),
        Pad.out("out").formats(Format.BYTES).flow(Pad.Flow.MANUAL));
  }

  private int count() {
    return (maxX - minX + 1) * (maxZ - minZ + 1);
  }

  private ChunkKey key(int number) {
    int width = maxX - minX + 1;
    return ChunkKey.terrain(lod, minX + number % width, minZ + number / width);
  }

  @Override
  public Work open(Context context) {
    return new Work() {
      private int wanted;
      private int came;

      @Override
      public void demand(String pad, Demand demand, Output out) {
        if (demand instanceof Demand.Counted counted) {
          long end = Math.min(count(), came + counted.buffers());
          for (; wanted < end; wanted++) {
            out.want(IN, Want.of(key(wanted)));
          }
        }
      }

      @Override
      public void buffer(String pad, Buffer buffer, Output out) {
        EncodedChunk chunk = buffer.payload(EncodedChunk.class);
        ChunkKey key = chunk.key();
        String name = key.lod() + "_" + key.x() + "_" + key.y() + "_" + key.z() + ".chunk";
        out.send(
            new Buffer(
                chunk.bytes(), chunk.bytes().length, 0, key, Map.of(DirectorySink.NAME, name)));
        came++;
        if (came == count()) {
          out.end();
          out.tell(new Finished());
        }
      }

      @Override
      public void format(String pad, Format format, Output out) {}

      @Override
      public void missed(String pad, ChunkKey key, Throwable why, Output out) {
        throw new PipelineException(
            "area.missed", "Chunk " + key + " could not be made: " + why.getMessage(), why);
      }
    };
  }
}

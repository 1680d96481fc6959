package dev.seisei.pipeline.element;

import dev.seisei.pipeline.Buffer;
import dev.seisei.pipeline.Context;
import dev.seisei.pipeline.Filter;
import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.Output;
import dev.seisei.pipeline.Pad;
import dev.seisei.pipeline.Work;
import java.util.List;

/// Lets everything pass and tells whoever plays the pipeline of every so many-th buffer.
///
/// @param every 1 for each, up to 1,000,000,000
public record Tap(@Default("1000") int every) implements Filter {
  public Tap {
    if (every < 1 || every > 1_000_000_000) {
      throw new IllegalArgumentException("every: must be 1 to 1000000000, got " + every);
    }
  }

  /// What it tells.
  ///
  /// @param count buffers so far
  /// @param bytes so far
  /// @param newest the buffer that was seen last
  public record Seen(long count, long bytes, Format format, Buffer newest) {}

  @Override
  public List<Pad> pads() {
    return List.of(Pad.in("in"), Pad.out("out").formats(Format.SAME));
  }

  @Override
  public Work open(Context context) {
    return new Work() {
      private Format current = Format.ANY;
      private long count;
      private long bytes;

      @Override
      public void format(String pad, Format format, Output out) {
        current = format;
        out.format(format);
      }

      @Override
      public void buffer(String pad, Buffer buffer, Output out) {
        count++;
        bytes += buffer.bytes();
        if (count % every == 0) {
          out.tell(new Seen(count, bytes, current, buffer));
        }
        out.send(buffer);
      }
    };
  }
}

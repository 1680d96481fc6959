package dev.seisei.pipeline.element;

import dev.seisei.pipeline.Buffer;
import dev.seisei.pipeline.Context;
import dev.seisei.pipeline.Filter;
import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.Output;
import dev.seisei.pipeline.Pad;
import dev.seisei.pipeline.Work;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Sends what comes over any input, each input's in its order, in turns. Ends when all that are
/// linked have ended. Where the inputs differ in format, each change is said.
public record Funnel() implements Filter {
  @Override
  public List<Pad> pads() {
    return List.of(Pad.in("in").onRequest(Pad.MOST_LINKS), Pad.out("out").formats(Format.SAME));
  }

  @Override
  public Work open(Context context) {
    return new Work() {
      private final Map<String, Format> formats = new HashMap<>();

      @Override
      public void format(String pad, Format format, Output out) {
        formats.put(pad, format);
      }

      @Override
      public void unlinked(String pad, Output out) {
        formats.remove(pad);
      }

      @Override
      public void buffer(String pad, Buffer buffer, Output out) {
        Format format = formats.get(pad);
        if (format != null) {
          out.format(format);
        }
        out.send(buffer);
      }
    };
  }
}

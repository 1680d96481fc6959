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

/// Sends what comes over one input; what comes over the others waits. Told the reference of another
/// input, it takes that from then on.
///
/// Ends when the one that it takes has ended.
///
/// @param first reference of the input that it takes at first
public record Selector(String first) implements Filter {
  public Selector {
    if (!first.matches("[a-z0-9-]{1,64}")) {
      throw new IllegalArgumentException("first: must be of a-z, 0-9 and -, got `" + first + "`");
    }
  }

  @Override
  public List<Pad> pads() {
    return List.of(Pad.in("in").onRequest(64), Pad.out("out").formats(Format.SAME));
  }

  @Override
  public Work open(Context context) {
    return new Work() {
      private final Map<String, Format> formats = new HashMap<>();
      private final Map<String, Boolean> ended = new HashMap<>();
      private String taken = "in:" + first;

      @Override
      public void linked(String pad, Map<String, String> options, Output out) {
        if (pad.startsWith("in:") && !pad.equals(taken)) {
          out.pause(pad);
        }
      }

      @Override
      public void unlinked(String pad, Output out) {
        formats.remove(pad);
        ended.remove(pad);
      }

      @Override
      public void told(Object note, Output out) {
        if (out.linked().contains(taken)) {
          out.pause(taken);
        }
        taken = "in:" + note;
        Format format = formats.get(taken);
        if (format != null) {
          out.format(format);
        }
        if (out.linked().contains(taken)) {
          out.resume(taken);
        }
        if (ended.containsKey(taken)) {
          out.end();
        }
      }

      @Override
      public void format(String pad, Format format, Output out) {
        formats.put(pad, format);
        if (pad.equals(taken)) {
          out.format(format);
        }
      }

      @Override
      public void buffer(String pad, Buffer buffer, Output out) {
        out.send(buffer);
      }

      @Override
      public void end(String pad, Output out) {
        ended.put(pad, true);
        if (pad.equals(taken)) {
          out.end();
        }
      }
    };
  }
}

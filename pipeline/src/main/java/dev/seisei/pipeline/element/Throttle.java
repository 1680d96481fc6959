package dev.seisei.pipeline.element;

import dev.seisei.pipeline.Buffer;
import dev.seisei.pipeline.Context;
import dev.seisei.pipeline.Filter;
import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.Output;
import dev.seisei.pipeline.Pad;
import dev.seisei.pipeline.Work;
import java.time.Duration;
import java.util.List;

/// Lets so many buffers a second through, evenly, and makes the others wait where they come from.
///
/// @param perSecond 0.001 to 1,000,000
public record Throttle(double perSecond) implements Filter {
  public Throttle {
    if (!(perSecond >= 0.001 && perSecond <= 1e6)) {
      throw new IllegalArgumentException("perSecond: must be 0.001 to 1000000, got " + perSecond);
    }
  }

  @Override
  public List<Pad> pads() {
    return List.of(Pad.in("in"), Pad.out("out").formats(Format.SAME));
  }

  @Override
  public Work open(Context context) {
    long interval = (long) (1e9 / perSecond);
    return new Work() {
      private long next = Long.MIN_VALUE;

      @Override
      public void buffer(String pad, Buffer buffer, Output out) {
        out.send(buffer);
        long now = out.nanos();
        next = next == Long.MIN_VALUE ? now + interval : Math.max(next + interval, now);
        if (next > now) {
          out.pause("in");
          out.after("next", Duration.ofNanos(next - now));
        }
      }

      @Override
      public void timer(String timer, Output out) {
        out.resume("in");
      }
    };
  }
}

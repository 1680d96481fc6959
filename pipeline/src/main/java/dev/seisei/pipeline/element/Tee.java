package dev.seisei.pipeline.element;

import dev.seisei.pipeline.Context;
import dev.seisei.pipeline.Filter;
import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.Pad;
import dev.seisei.pipeline.Work;
import java.util.List;

/// Sends everything to every output.
///
/// The slowest output holds up all, unless its link drops. Outputs come and go while it plays; one
/// that comes gets what comes after it. With none, everything is dropped.
public record Tee() implements Filter {
  @Override
  public List<Pad> pads() {
    return List.of(Pad.in("in"), Pad.out("out").formats(Format.SAME).onRequest(Pad.MOST_LINKS));
  }

  @Override
  public Work open(Context context) {
    return new Work() {};
  }
}

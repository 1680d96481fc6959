package dev.seisei.pipeline;

import dev.seisei.pipeline.Pipeline.Child;
import dev.seisei.pipeline.Pipeline.Link;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Whether what flows out of one end of a link may flow into the other, seen through elements that
/// pass on what they receive.
///
/// @param known pads of elements that could stand between, by type
record FormatCheck(Map<String, Child> leaves, List<Link> links, Map<String, List<Pad>> known) {

  /// A format and who makes it.
  private record Made(String by, Format format) {}

  void all() {
    var made = new HashMap<String, List<Made>>();
    for (Link link : links) {
      Pad in = Wiring.pad(child(link.to()), link.to().pad());
      for (Made one : made(link.from(), made)) {
        if (in.accepts().stream().noneMatch(one.format()::overlaps)) {
          throw mismatch(link, one, in);
        }
      }
    }
  }

  private Child child(End end) {
    return Objects.requireNonNull(leaves.get(end.child()));
  }

  private List<Made> made(End from, Map<String, List<Made>> memory) {
    String key = from.child() + "." + from.pad();
    List<Made> earlier = memory.get(key);
    if (earlier != null) {
      return earlier;
    }
    var all = new ArrayList<Made>();
    for (Format format : Wiring.pad(child(from), from.pad()).accepts()) {
      if (!format.equals(Format.SAME)) {
        all.add(new Made(from.child(), format));
        continue;
      }
      for (Link link : links) {
        if (link.to().child().equals(from.child())) {
          all.addAll(made(link.from(), memory));
        }
      }
    }
    memory.put(key, all);
    return all;
  }

  private PipelineException mismatch(Link link, Made made, Pad in) {
    String maker = made.by();
    String taker = link.to().child();
    String through =
        maker.equals(link.from().child()) ? "" : " (through " + link.from().child() + ")";
    var between = new TreeSet<String>();
    known.forEach((type, pads) -> {
      boolean takes = pads.stream().anyMatch(pad -> isPad(pad, Pad.Direction.IN, made.format()));
      boolean makes =
          in.accepts().stream()
              .anyMatch(
                  format -> pads.stream().anyMatch(pad -> isPad(pad, Pad.Direction.OUT, format)));
      if (takes && makes) {
        between.add(type);
      }
    });
    String way =
        between.isEmpty()
            ? "No element that is known turns the one into the other."
            : "Put one of these between them: " + String.join(", ", between) + ".";
    return new PipelineException(
        "link.mismatch",
        "Cannot link "
            + maker
            + " to "
            + taker
            + through
            + ": "
            + maker
            + " makes "
            + made.format()
            + ", but "
            + taker
            + " takes "
            + in.accepts().stream().map(Format::toString).collect(Collectors.joining(" or "))
            + ". "
            + way);
  }

  private static boolean isPad(Pad pad, Pad.Direction direction, Format format) {
    return pad.direction() == direction
        && pad.accepts().stream()
            .anyMatch(accepted -> accepted.isConcrete() && accepted.overlaps(format));
  }
}

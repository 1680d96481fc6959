package dev.seisei.pipeline.engine;

import dev.seisei.data.ChunkKey;
import dev.seisei.pipeline.Event;
import dev.seisei.pipeline.Filter;
import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.PipelineException;
import java.util.stream.Collectors;

/// What an element hears besides buffers.
final class MailReading {
  private static final int MOST_IN_ROW = 64;

  private MailReading() {}

  /// Reads what came past the streams.
  static void read(Node node) {
    for (int i = 0; i < MOST_IN_ROW && node.state == Node.State.PLAYING; i++) {
      switch (node.mail.next()) {
        case Mail.Told(Object note) -> node.call(work -> work.told(note, node.output));
        case Mail.Finish() -> node.call(work -> work.finish(node.output));
        case Mail.Missed(String pad, ChunkKey key, Throwable why) ->
            node.call(work -> work.missed(pad, key, why, node.output));
        case Mail.FromBelow(String pad, Event event) -> {
          node.call(work -> work.event(pad, event, node.output));
          if (node.leaf instanceof Filter) {
            for (Link in : node.ins) {
              in.from.mail.event(in.fromPad, event);
            }
          }
        }
        case null -> {
          return;
        }
      }
    }
    if (!node.mail.isEmpty()) {
      node.task.wake();
    }
  }

  /// Hands over a format, an event or the end that came down a link.
  static void say(Node node, Link link, Object item) {
    switch (item) {
      case Format format -> {
        link.received = format;
        node.call(work -> {
          if (!link.in.accepts(format)) {
            throw new PipelineException(
                "format.refused",
                link.from.path
                    + " sends "
                    + format
                    + " to "
                    + node.path
                    + ", which takes "
                    + link.in.accepts().stream()
                        .map(Format::toString)
                        .collect(Collectors.joining(" or "))
                    + ".");
          }
          work.format(link.toPad, format, node.output);
        });
        if (node.state == Node.State.BYPASSED) {
          node.output.format(format);
        }
      }
      case Event event -> node.event(link, event);
      default -> {
        link.isOver = true;
        node.call(work -> work.end(link.toPad, node.output));
        if (node.state == Node.State.BYPASSED && node.output.hasEnded()) {
          node.output.end();
        }
      }
    }
  }
}

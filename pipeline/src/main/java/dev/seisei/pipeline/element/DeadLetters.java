package dev.seisei.pipeline.element;

import dev.seisei.pipeline.Buffer;
import dev.seisei.pipeline.Context;
import dev.seisei.pipeline.DeadLetter;
import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.Output;
import dev.seisei.pipeline.Pad;
import dev.seisei.pipeline.Sink;
import dev.seisei.pipeline.Work;
import java.util.ArrayDeque;
import java.util.List;

/// Keeps the buffers that killed an element, the newest ones, and tells whoever plays the pipeline
/// of each. Told `list`, it tells the whole list.
///
/// @param most how many it keeps, 1 to 1024
public record DeadLetters(@Default("64") int most) implements Sink {
  public DeadLetters {
    if (most < 1 || most > 1024) {
      throw new IllegalArgumentException("most: must be 1 to 1024, got " + most);
    }
  }

  @Override
  public List<Pad> pads() {
    return List.of(Pad.in("in").formats(Format.of("dead-letter")).onRequest(Pad.MOST_LINKS));
  }

  @Override
  public Work open(Context context) {
    return new Work() {
      private final ArrayDeque<DeadLetter> kept = new ArrayDeque<>();

      @Override
      public void buffer(String pad, Buffer buffer, Output out) {
        if (kept.size() == most) {
          kept.removeFirst();
        }
        DeadLetter letter = buffer.payload(DeadLetter.class);
        kept.addLast(letter);
        out.tell(letter);
      }

      @Override
      public void told(Object note, Output out) {
        if (note.equals("list")) {
          out.tell(List.copyOf(kept));
        }
      }
    };
  }
}

package dev.seisei.testkit.flow;

import dev.seisei.pipeline.Buffer;
import dev.seisei.pipeline.DeadLetter;
import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.Sink;
import dev.seisei.pipeline.Wiring;
import dev.seisei.pipeline.element.DeadLetters;
import java.util.List;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class DeadLettersTest implements SinkContract {
  @Override
  public Sink sink() {
    return new DeadLetters(2);
  }

  @Override
  public Format format() {
    return Format.of(Wiring.DEAD_LETTER);
  }

  @Override
  public List<Buffer> input() {
    var killer = Buffer.of(new byte[] {1});
    var letter = new DeadLetter("weak", "in", killer, "element.crash", "a mood");
    return List.of(Buffer.of(letter, 1), Buffer.of(letter, 1), Buffer.of(letter, 1));
  }
}

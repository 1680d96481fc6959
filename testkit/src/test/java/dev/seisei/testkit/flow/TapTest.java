package dev.seisei.testkit.flow;

import dev.seisei.pipeline.Buffer;
import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.element.Tap;
import java.util.List;
import org.junit.jupiter.api.Timeout;

/// A filter that keeps something passes the contract too.
@Timeout(60)
final class TapTest implements FilterContract {
  @Override
  public Tap filter() {
    return new Tap(1);
  }

  @Override
  public Format format() {
    return Format.BYTES;
  }

  @Override
  public List<Buffer> input() {
    return List.of(TestSource.numbered(1), TestSource.numbered(2));
  }
}

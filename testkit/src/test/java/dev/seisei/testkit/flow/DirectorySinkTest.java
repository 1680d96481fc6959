package dev.seisei.testkit.flow;

import dev.seisei.pipeline.Buffer;
import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.Sink;
import dev.seisei.pipeline.element.DirectorySink;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class DirectorySinkTest implements SinkContract {
  @TempDir private Path folder;

  @Override
  public Sink sink() {
    return new DirectorySink(folder, 100);
  }

  @Override
  public Format format() {
    return Format.BYTES;
  }

  @Override
  public List<Buffer> input() {
    return List.of(Buffer.of(new byte[] {1, 2}), Buffer.of(new byte[0]), Buffer.of(new byte[9]));
  }
}

package dev.seisei.pipeline.element;

import dev.seisei.pipeline.Context;
import dev.seisei.pipeline.Demand;
import dev.seisei.pipeline.Output;
import dev.seisei.pipeline.Pad;
import dev.seisei.pipeline.Source;
import dev.seisei.pipeline.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Sends one file as one buffer, and ends. A `.glb` is checked to be one.
///
/// The buffer's metadata has the file's `name` and `sha256`.
///
/// @param path the file
/// @param mostBytes the most that it may hold, up to 1 GiB
public record FileSource(Path path, @Default("67108864") long mostBytes) implements Source {
  public FileSource {
    ByteFiles.requireBytes(mostBytes);
  }

  @Override
  public List<Pad> pads() {
    return List.of(Pad.out("out").formats(ByteFiles.format(path)).flow(Pad.Flow.MANUAL));
  }

  @Override
  public boolean isBlocking() {
    return true;
  }

  @Override
  public Work open(Context context) {
    return new Work() {
      @Override
      public void demand(String pad, Demand demand, Output out) throws IOException {
        out.send(ByteFiles.read(path, mostBytes));
        out.end();
      }
    };
  }
}

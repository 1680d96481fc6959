package dev.seisei.pipeline.element;

import dev.seisei.pipeline.Buffer;
import dev.seisei.pipeline.Context;
import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.Output;
import dev.seisei.pipeline.PipelineException;
import dev.seisei.pipeline.Work;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/// Writes what it gets into one file, which is there when the stream has ended, whole, or not at
/// all. Raw bytes are put one after the other; of GLB the last buffer is the file.
///
/// @param path the file; its folder must be there
/// @param mostBytes the most that it may hold, up to 1 GiB
public record FileSink(Path path, @Default("67108864") long mostBytes) implements ByteSink {
  public FileSink {
    ByteFiles.requireBytes(mostBytes);
  }

  @Override
  public Work open(Context context) {
    return new Work() {
      private final ByteArrayOutputStream content = new ByteArrayOutputStream();
      private boolean replaces;

      @Override
      public void format(String pad, Format format, Output out) {
        replaces = format.type().equals(Format.GLB.type());
      }

      @Override
      public void buffer(String pad, Buffer buffer, Output out) {
        byte[] bytes = buffer.payload(byte[].class);
        if (replaces) {
          content.reset();
        }
        if ((long) content.size() + bytes.length > mostBytes) {
          throw new PipelineException(
              "file.size", path + ": would hold more than " + mostBytes + " bytes.");
        }
        content.writeBytes(bytes);
      }

      @Override
      public void end(String pad, Output out) throws IOException {
        ByteFiles.write(path, content.toByteArray());
      }
    };
  }
}

package dev.seisei.pipeline.element;

import dev.seisei.pipeline.Buffer;
import dev.seisei.pipeline.Context;
import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.Output;
import dev.seisei.pipeline.PipelineException;
import dev.seisei.pipeline.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/// Writes each buffer as a file of its own, whole or not at all. It is called what its `name` in
/// the metadata says, else by its number: `000001.glb`. A file of that name is replaced.
///
/// @param path the folder, which must be there
/// @param mostFiles the most that it writes, up to 1,000,000
public record DirectorySink(Path path, @Default("10000") int mostFiles) implements ByteSink {
  public DirectorySink {
    if (mostFiles < 1 || mostFiles > 1_000_000) {
      throw new IllegalArgumentException("mostFiles: must be 1 to 1000000, got " + mostFiles);
    }
  }

  /// Under which name a file's name stands in [Buffer#meta].
  public static final String NAME = ByteFiles.NAME;

  @Override
  public Work open(Context context) {
    return new Work() {
      private String extension = "bin";
      private int count;

      @Override
      public void format(String pad, Format format, Output out) {
        extension = format.type().equals(Format.GLB.type()) ? "glb" : "bin";
      }

      @Override
      public void buffer(String pad, Buffer buffer, Output out) throws IOException {
        if (count == mostFiles) {
          throw new PipelineException(
              "file.most", path + ": would get more than " + mostFiles + " files.");
        }
        count++;
        Object said = buffer.meta().get(ByteFiles.NAME);
        String name =
            said == null
                ? String.format(Locale.ROOT, "%06d.%s", count, extension)
                : said.toString();
        // A name comes with the data: it must not lead out of the folder.
        if (!name.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,199}")) {
          throw new PipelineException(
              "file.name", "`" + name + "` is no name for a file: letters, digits, . _ and -");
        }
        ByteFiles.write(path.resolve(name), buffer.payload(byte[].class));
      }
    };
  }
}

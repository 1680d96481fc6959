package dev.seisei.pipeline.element;

import dev.seisei.pipeline.Context;
import dev.seisei.pipeline.Demand;
import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.Output;
import dev.seisei.pipeline.Pad;
import dev.seisei.pipeline.PipelineException;
import dev.seisei.pipeline.Source;
import dev.seisei.pipeline.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/// Sends every file of a folder as one buffer, in the order of their names, and ends. Folders in
/// it, links and names that begin with a dot are left out.
///
/// @param path the folder
/// @param glb whether it is `.glb` files that are sent, each checked to be one; else all, as bytes
/// @param mostFiles the most that there may be, up to 1,000,000
/// @param mostBytes the most that each may hold, up to 1 GiB
public record DirectorySource(
    Path path,
    @Default("false") boolean glb,
    @Default("10000") int mostFiles,
    @Default("67108864") long mostBytes)
    implements Source {
  public DirectorySource {
    ByteFiles.requireBytes(mostBytes);
    if (mostFiles < 1 || mostFiles > 1_000_000) {
      throw new IllegalArgumentException("mostFiles: must be 1 to 1000000, got " + mostFiles);
    }
  }

  @Override
  public List<Pad> pads() {
    return List.of(Pad.out("out").formats(glb ? Format.GLB : Format.BYTES).flow(Pad.Flow.MANUAL));
  }

  @Override
  public boolean isBlocking() {
    return true;
  }

  @Override
  public Work open(Context context) throws IOException {
    List<Path> files = files();
    return new Work() {
      private int next;

      @Override
      public void demand(String pad, Demand demand, Output out) throws IOException {
        if (next < files.size()) {
          out.send(ByteFiles.read(files.get(next), mostBytes));
          next++;
        }
        if (next == files.size()) {
          out.end();
        }
      }
    };
  }

  private List<Path> files() throws IOException {
    try (var all = Files.list(path)) {
      List<Path> files =
          all.filter(file -> !file.getFileName().toString().startsWith("."))
              .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
              .filter(file -> !glb || ByteFiles.format(file).equals(Format.GLB))
              .limit(mostFiles + 1L)
              .sorted()
              .toList();
      if (files.size() > mostFiles) {
        throw new PipelineException(
            "file.most", path + ": holds more than " + mostFiles + " files; raise mostFiles.");
      }
      return files;
    }
  }
}

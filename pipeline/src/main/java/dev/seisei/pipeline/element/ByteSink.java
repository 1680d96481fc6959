package dev.seisei.pipeline.element;

import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.Pad;
import dev.seisei.pipeline.Sink;
import java.util.List;

/// Takes bytes or GLB and writes them to a disk, which may be slow.
sealed interface ByteSink extends Sink permits DirectorySink, FileSink {
  @Override
  default List<Pad> pads() {
    return List.of(Pad.in("in").formats(Format.BYTES, Format.GLB));
  }

  @Override
  default boolean isBlocking() {
    return true;
  }
}

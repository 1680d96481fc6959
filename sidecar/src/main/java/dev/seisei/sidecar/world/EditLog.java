package dev.seisei.sidecar.world;

import dev.seisei.graph.edit.Entry;
import java.util.List;

/// Where a world's edits are kept.
interface EditLog extends AutoCloseable {

  /// Keeps some more entries; they are safe when this returns.
  ///
  /// @throws java.io.UncheckedIOException if they could not be kept; none of them is then
  void append(List<Entry> entries);

  @Override
  void close();
}

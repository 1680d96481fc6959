package dev.seisei.tree.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// A state that is the same wherever the same commands were applied in the same order.
///
/// One thread at a time calls it.
public interface Replica {

  /// Applies one command.
  ///
  /// Deterministic: looks at no clock, no chance, no order of hashes.
  ///
  /// @param index of the command in the log, above that of the command before
  /// @return the answer to whoever proposed it
  /// @throws IllegalArgumentException if the command is corrupt, and for nothing else
  byte[] apply(long index, byte[] command);

  /// Freezes the state as it is now, in the applying thread and in little time.
  ///
  /// @return what writes that state later, in another thread, while commands go on being applied
  SnapshotWriter freeze();

  /// Replaces all state by what a snapshot holds.
  ///
  /// @throws IOException if it can not be read or is not whole; the state stays what it was
  void load(InputStream snapshot) throws IOException;

  /// Writes a frozen state.
  @FunctionalInterface
  interface SnapshotWriter {
    /// Writes all of it; neither flushes nor closes.
    void write(OutputStream out) throws IOException;
  }
}

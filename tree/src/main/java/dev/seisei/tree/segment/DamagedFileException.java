package dev.seisei.tree.segment;

import java.io.IOException;
import java.nio.file.Path;

/// A file is not what was written, and what was acknowledged may be in what is wrong: nobody but an
/// operator can say what to do.
public final class DamagedFileException extends IOException {
  private static final long serialVersionUID = 1;

  private final String file;
  private final long offset;

  public DamagedFileException(Path file, long offset, String what) {
    super(
        file
            + " is damaged at byte "
            + offset
            + ": "
            + what
            + "; take the folder from a copy, or a new folder and import the last export"
            + " [log.corrupt]");
    this.file = file.toString();
    this.offset = offset;
  }

  public Path file() {
    return Path.of(file);
  }

  /// Where what is wrong begins.
  public long offset() {
    return offset;
  }
}

package dev.seisei.tree.segment;

import java.io.IOException;

/// There was no room; nothing was written, and another try may succeed.
public final class DiskFullException extends IOException {
  private static final long serialVersionUID = 1;

  public DiskFullException(IOException cause) {
    super(cause.getMessage(), cause);
  }
}

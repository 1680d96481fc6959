package dev.seisei.tree.blob;

import java.io.IOException;

/// A blob is not there, or not what it was, or has no room.
public final class BlobException extends IOException {
  private static final long serialVersionUID = 1;
  private final String code;

  BlobException(String code, String message) {
    super(message + " [" + code + "]");
    this.code = code;
  }

  /// `blob.missing`, `blob.damaged` or `blob.too-large`.
  public String code() {
    return code;
  }
}

package dev.seisei.channels;

/// A frame that is no Phoenix message; the connection it came on is closed.
public final class MalformedFrame extends Exception {
  private static final long serialVersionUID = 1;

  MalformedFrame(String message) {
    super(message);
  }
}

package dev.seisei.graph;

/// Thrown out of work that nobody waits for any more.
public final class Abandoned extends RuntimeException {
  private static final long serialVersionUID = 1;

  Abandoned() {
    super("nobody waits for it any more", null, false, false);
  }
}

package dev.seisei.graph;

/// A graph file was refused: nothing of it runs.
public final class GraphException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String code;

  /// @param code stable, `graph.cycle`
  /// @param message file, node, rule, value and way out
  public GraphException(String code, String message) {
    super(message + " [" + code + "]");
    this.code = code;
  }

  /// A stable name of what was wrong.
  public String code() {
    return code;
  }
}

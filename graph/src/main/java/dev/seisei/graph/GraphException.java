package dev.seisei.graph;

/// A graph file was refused: nothing of it runs.
public final class GraphException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String code;

  /// @param code stable, `graph.cycle`
  /// @param message file, node, rule, value and way out
  public GraphException(String code, String message) {
    super(printable(message) + " [" + code + "]");
    this.code = code;
  }

  /// Messages quote files, and are shown in terminals and logs, which obey control characters.
  private static String printable(String message) {
    return message.replaceAll("\\p{Cc}", "\ufffd");
  }

  /// A stable name of what was wrong.
  public String code() {
    return code;
  }
}

package dev.seisei.pipeline;

/// A pipeline, or a change of one, was refused; or an element broke a rule of the engine.
public final class PipelineException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String code;

  /// @param code stable, `link.mismatch`
  /// @param message who, what, why and the way out
  public PipelineException(String code, String message) {
    super(printable(message) + " [" + code + "]");
    this.code = code;
  }

  /// @param cause what an element threw
  public PipelineException(String code, String message, Throwable cause) {
    super(printable(message) + " [" + code + "]", cause);
    this.code = code;
  }

  /// Messages quote files and payloads, and are shown in terminals and logs.
  private static String printable(String message) {
    return message.replaceAll("\\p{Cc}", "\ufffd");
  }

  /// A stable name of what was wrong.
  public String code() {
    return code;
  }
}

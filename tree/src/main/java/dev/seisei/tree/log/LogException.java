package dev.seisei.tree.log;

/// A log could not do what it was asked.
public final class LogException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// What became of the call.
  public enum Code {
    /// Not done, and never will be; another try may succeed.
    NO_LEADER("log.no-leader"),
    /// Not done: more waits than the log's bound.
    BUSY("log.busy"),
    /// Not done: the disk has no room; reads are served.
    DISK_FULL("log.disk-full"),
    /// Not done: larger than [ReplicatedLog#MAX_COMMAND_BYTES].
    TOO_LARGE("log.too-large"),
    /// Not done: the member is not part of the cluster, or is already.
    MEMBER("log.member"),
    /// Not done: the log is closed.
    CLOSED("log.closed"),
    /// Done or not: the leader changed or the time was up before that was known.
    UNKNOWN("log.unknown"),
    /// The log or its disk is damaged; this member does nothing more until an operator looks.
    CORRUPT("log.corrupt");

    private final String text;

    Code(String text) {
      this.text = text;
    }

    /// As it stands in messages and on the wire.
    public String text() {
      return text;
    }
  }

  private final Code code;

  public LogException(Code code, String message) {
    super(message + " [" + code.text() + "]");
    this.code = code;
  }

  public LogException(Code code, String message, Throwable cause) {
    super(message + " [" + code.text() + "]", cause);
    this.code = code;
  }

  public Code code() {
    return code;
  }
}

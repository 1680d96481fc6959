package dev.seisei.pipeline;

/// What a link does with a buffer for which its queue has no room.
public enum WhenFull {
  /// Its sender is not run until there is room: nothing is lost, and whoever feeds the sender waits
  /// too.
  THROTTLE,
  /// Sending fails: a crash of the sender, `link.overflow`.
  FAIL,
  /// The oldest buffer in the queue goes.
  DROP_OLDEST,
  /// The new buffer goes.
  DROP_NEWEST,
  /// The queue holds the newest buffer and no other.
  LATEST
}

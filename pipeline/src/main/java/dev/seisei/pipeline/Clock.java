package dev.seisei.pipeline;

/// The time of a pipeline, which tests drive.
public interface Clock {

  /// Nanoseconds since some moment; never less than before.
  long nanos();

  /// Runs something at a time, or at once when that has passed.
  ///
  /// @param action must be quick and throw nothing
  /// @return undoes it; does nothing when it has run
  Alarm at(long nanos, Runnable action);

  /// Something that will happen.
  interface Alarm {
    void cancel();
  }
}

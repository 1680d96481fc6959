package dev.seisei.pipeline;

import org.jspecify.annotations.Nullable;

/// What those downstream ask for and have not got yet.
public sealed interface Demand {

  /// So much more.
  ///
  /// @param buffers how many buffers there is room for, at least 1
  /// @param amount in the input's own unit, the same as `buffers` where that counts them; for
  ///   [Pad.Unit#NANOS] the time up to which buffers are asked for
  record Counted(long buffers, long amount) implements Demand {}

  /// These chunks, most urgent first.
  non-sealed interface Spatial extends Demand {

    /// Takes the most urgent want that nobody has taken; null when there is none, or no room for
    /// what would answer it. Wants whose deadline has passed are not among them.
    @Nullable Wanted next();

    /// How many are not answered, taken or not.
    int outstanding();
  }

  /// A want that somebody has begun to answer.
  interface Wanted {
    Want want();

    /// Whether it was taken back or came too late: the work for it should stop. May be asked from
    /// any thread, as often as one likes.
    boolean isCancelled();
  }
}

package dev.seisei.pipeline;

import dev.seisei.data.ChunkKey;

/// A chunk that somebody waits for.
///
/// @param key which
/// @param priority higher is made first
/// @param deadlineNanos on the pipeline's clock: from then on nobody waits any more
/// @param apron samples beyond its border that must be there too
public record Want(ChunkKey key, int priority, long deadlineNanos, int apron) {

  /// A deadline that does not come.
  public static final long NEVER = Long.MAX_VALUE;

  public Want {
    if (apron < 0 || apron > 64) {
      throw new IllegalArgumentException("apron: must be 0 to 64, got " + apron);
    }
  }

  public static Want of(ChunkKey key) {
    return new Want(key, 0, NEVER, 0);
  }

  /// With more around it.
  public Want widened(int samples) {
    return samples == 0 ? this : new Want(key, priority, deadlineNanos, apron + samples);
  }

  /// What satisfies both of two wants of one chunk.
  public Want and(Want other) {
    return new Want(
        key,
        Math.max(priority, other.priority),
        Math.max(deadlineNanos, other.deadlineNanos),
        Math.max(apron, other.apron));
  }
}

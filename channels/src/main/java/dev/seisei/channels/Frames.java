package dev.seisei.channels;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Frames that many clients get at once, and what a transport makes of them, once for all of them.
///
/// Used by one thread.
public final class Frames implements AutoCloseable {
  private final List<Frame> all;
  private @Nullable AutoCloseable made;

  Frames(List<Frame> all) {
    this.all = all;
  }

  /// The frames, in order.
  public List<Frame> all() {
    return all;
  }

  /// What a transport makes of them: made for the first client, and closed after the last. All
  /// transports of one thread must be of one kind, or make the same.
  public <T extends AutoCloseable> T made(Class<T> kind, Function<List<Frame>, T> maker) {
    if (made == null) {
      made = maker.apply(all);
    }
    return kind.cast(made);
  }

  @Override
  public void close() {
    if (made != null) {
      try {
        made.close();
      } catch (Exception e) {
        throw new IllegalStateException("what was made of frames cannot be closed", e);
      }
      made = null;
    }
  }
}

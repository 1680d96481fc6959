package dev.seisei.channels;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is known of a connection's client besides its frames: one value a type.
///
/// Filled by whoever lets the client in, read by its channels. Belongs to the connection's thread.
public final class Assigns {
  private final Map<Class<?>, Object> values = new HashMap<>();

  /// Keeps a value, in place of one of that type.
  public <T> Assigns put(Class<T> type, T value) {
    values.put(type, value);
    return this;
  }

  /// The value of a type.
  ///
  /// @return null if there is none
  public <T> @Nullable T get(Class<T> type) {
    return type.cast(values.get(type));
  }
}

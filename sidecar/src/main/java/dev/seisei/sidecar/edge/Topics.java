package dev.seisei.sidecar.edge;

import dev.seisei.channels.Channel;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Makes channels for topics.
@FunctionalInterface
interface Topics {
  /// Makes a channel.
  ///
  /// @param thread the connection's own
  /// @return null if nothing answers to this topic
  @Nullable Channel open(String topic, Executor thread);
}

package dev.seisei.sidecar.edge;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How the edge listens.
///
/// @param host address to listen at
/// @param port to listen at, 0 for any that is free
/// @param heartbeat a connection that is silent for this long is taken to be gone
/// @param studio folder of the web app, or null where there is none
public record Settings(String host, int port, Duration heartbeat, @Nullable Path studio) {
  private static final Duration LEAST_HEARTBEAT = Duration.ofMillis(300);
  private static final Duration LONGEST_HEARTBEAT = Duration.ofHours(1);

  public Settings {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port: must be 0 to 65535, got " + port);
    }
    if (heartbeat.compareTo(LEAST_HEARTBEAT) < 0 || heartbeat.compareTo(LONGEST_HEARTBEAT) > 0) {
      throw new IllegalArgumentException(
          "heartbeat: must be 0.3 to 3600 s, got " + heartbeat.toMillis() / 1000.0 + " s");
    }
  }
}

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
  public Settings {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port: must be 0 to 65535, got " + port);
    }
    if (heartbeat.toMillis() < 300) {
      throw new IllegalArgumentException(
          "heartbeat: must be at least 0.3 s, got " + heartbeat.toMillis() + " ms");
    }
  }
}

package dev.seisei.sidecar.edge;

import dev.seisei.channels.Limits;
import dev.seisei.sidecar.participants.Authentication;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the edge listens.
///
/// @param host address to listen at
/// @param port to listen at, 0 for any that is free
/// @param tls what it shows, or null to speak without
/// @param heartbeat a connection that is silent for this long is taken to be gone
/// @param limits what one client may take
/// @param authentication how it finds out who someone is
/// @param allowedOrigins whose pages may come besides the usual, as [Origins] reads them
/// @param accessLog file for a line a request, or null for none
/// @param studio folder of the web app, or null where there is none
public record Settings(
    String host,
    int port,
    @Nullable Tls tls,
    Duration heartbeat,
    Limits limits,
    Authentication authentication,
    List<String> allowedOrigins,
    @Nullable Path accessLog,
    @Nullable Path studio) {
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
    allowedOrigins = List.copyOf(allowedOrigins);
  }
}

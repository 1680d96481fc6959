package dev.seisei.sidecar.edge;

import dev.seisei.channels.Limits;
import dev.seisei.sidecar.participants.Authentication;
import dev.seisei.sidecar.participants.LoopbackOnly;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Servers that listen at this machine on any port that is free.
final class Here {
  private Here() {}

  /// Without TLS, log and studio.
  static Settings with(Limits limits, Authentication authentication) {
    return with(limits, authentication, null, null, null);
  }

  /// With what it shows, or without TLS.
  static Settings with(@Nullable Tls tls) {
    return with(Limits.USUAL, new LoopbackOnly(), tls, null, null);
  }

  /// With an access log and a studio.
  static Settings with(Path accessLog, Path studio) {
    return with(Limits.USUAL, new LoopbackOnly(), null, accessLog, studio);
  }

  private static Settings with(
      Limits limits,
      Authentication authentication,
      @Nullable Tls tls,
      @Nullable Path accessLog,
      @Nullable Path studio) {
    // Clients that are silent on purpose are to stay for as long as a slow machine takes.
    var heartbeat = Duration.ofMinutes(2);
    return new Settings(
        "127.0.0.1", 0, tls, heartbeat, limits, authentication, List.of(), accessLog, studio);
  }
}

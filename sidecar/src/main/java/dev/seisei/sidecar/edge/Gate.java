package dev.seisei.sidecar.edge;

import dev.seisei.channels.Assigns;
import dev.seisei.channels.Connection;
import dev.seisei.channels.Limits;
import dev.seisei.channels.Serializer;
import dev.seisei.channels.Transport;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// What every client passes before it has a connection, whatever transport it chose; shared by all
/// event loops.
final class Gate {
  private final Topics topics;
  private final Limits limits;
  private final Duration heartbeat;
  private final Origins origins;
  private final Addresses addresses;
  private final Guests guests = new Guests();

  /// @throws IllegalArgumentException if a pattern of an origin is none
  Gate(Topics topics, Settings settings) {
    this.topics = topics;
    this.limits = settings.limits();
    this.heartbeat = settings.heartbeat();
    this.origins = new Origins(settings.host(), settings.allowedOrigins());
    this.addresses = new Addresses(limits.connectionsPerAddress());
  }

  Limits limits() {
    return limits;
  }

  Duration heartbeat() {
    return heartbeat;
  }

  Guests guests() {
    return guests;
  }

  /// The answer to one that asks for a connection.
  sealed interface Answer {}

  /// It may not have one.
  record Refused(Problem problem) implements Answer {}

  /// It may, until it gives this back.
  final class Pass implements Answer {
    private final Serializer serializer;
    private final String address;
    private final AtomicBoolean back = new AtomicBoolean();

    Pass(Serializer serializer, String address) {
      this.serializer = serializer;
      this.address = address;
    }

    /// The connection that it has with this.
    Connection connection(Transport transport, Context loop) {
      Executor thread = task -> loop.runOnContext(_ -> task.run());
      return new Connection(
          topic -> topics.open(topic, thread),
          transport,
          serializer,
          limits,
          System::nanoTime,
          new Assigns());
    }

    /// The connection is gone. May be called more than once.
    void giveBack() {
      if (!back.getAndSet(true)) {
        addresses.leave(address);
      }
    }
  }

  /// Whether the page that a request comes from may ask at all.
  @Nullable Problem wrongOrigin(HttpServerRequest request) {
    HostAndPort asked = request.authority();
    String origin = request.getHeader("Origin");
    return origins.admits(origin, asked == null ? null : asked.host())
        ? null
        : new Problem(
            403,
            "socket.origin",
            "Pages of " + origin + " may not connect here; --allow-origin lets them.");
  }

  /// Asks for a connection.
  Answer enter(HttpServerRequest request) {
    Problem wrongOrigin = wrongOrigin(request);
    if (wrongOrigin != null) {
      return new Refused(wrongOrigin);
    }
    String version = request.getParam("vsn", Serializer.DEFAULT_VERSION);
    Serializer serializer = Serializer.ofVersion(version);
    if (serializer == null) {
      return refused(403, "socket.version", "vsn must be 2.0.0 or 1.0.0, got " + version + ".");
    }
    if (guests.isClosing()) {
      return refused(503, "socket.closing", "The server is stopping; come back in a moment.");
    }
    String address = request.remoteAddress().hostAddress();
    if (!addresses.enter(address == null ? "" : address)) {
      return refused(
          429,
          "socket.address",
          "Your address has "
              + limits.connectionsPerAddress()
              + " connections, which is the most.");
    }
    return new Pass(serializer, address == null ? "" : address);
  }

  private static Refused refused(int status, String code, String detail) {
    return new Refused(new Problem(status, code, detail));
  }
}

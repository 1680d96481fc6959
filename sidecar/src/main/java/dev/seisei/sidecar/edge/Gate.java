package dev.seisei.sidecar.edge;

import dev.seisei.channels.Assigns;
import dev.seisei.channels.Channel;
import dev.seisei.channels.Connection;
import dev.seisei.channels.Limits;
import dev.seisei.channels.PubSub;
import dev.seisei.channels.Serializer;
import dev.seisei.channels.Transport;
import dev.seisei.sidecar.participants.Access;
import dev.seisei.sidecar.participants.Admission;
import dev.seisei.sidecar.participants.Authentication;
import dev.seisei.sidecar.participants.Participant;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.HostAndPort;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// What every client passes before it has a connection, whatever transport it chose; shared by all
/// event loops.
final class Gate {
  private final Topics topics;
  private final Limits limits;
  private final Duration heartbeat;
  private final Authentication authentication;
  private final Origins origins;
  private final Addresses addresses;
  private final Guests guests = new Guests();
  private final PubSub pubSub;
  private final Map<Context, Executor> threads = new ConcurrentHashMap<>();

  /// @throws IllegalArgumentException if a pattern of an origin is none
  Gate(Topics topics, PubSub pubSub, Settings settings) {
    this.topics = topics;
    this.pubSub = pubSub;
    this.limits = settings.limits();
    this.heartbeat = settings.heartbeat();
    this.authentication = settings.authentication();
    this.origins = new Origins(settings.host(), settings.allowedOrigins());
    this.addresses = new Addresses(limits.connectionsPerAddress());
  }

  /// The event loop of a connection as an executor, the same for all of the loop.
  private Executor thread(Context connection) {
    Context loop = ((ContextInternal) connection).unwrap();
    return threads.computeIfAbsent(loop, known -> task -> known.runOnContext(_ -> task.run()));
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

  Authentication authentication() {
    return authentication;
  }

  /// The answer to one that asks for a connection.
  sealed interface Answer {}

  /// It may not have one.
  record Refused(Problem problem) implements Answer {}

  /// It may, until it gives this back.
  final class Pass implements Answer {
    private final Serializer serializer;
    private final Admission.Admitted admitted;
    private final String address;
    private final AtomicBoolean back = new AtomicBoolean();

    Pass(Serializer serializer, Admission.Admitted admitted, String address) {
      this.serializer = serializer;
      this.admitted = admitted;
      this.address = address;
    }

    /// The connection that it has with this.
    Connection connection(Transport transport, Context loop) {
      Executor thread = thread(loop);
      return new Connection(
          new Guarded(thread, admitted.participant()),
          transport,
          serializer,
          limits,
          System::nanoTime,
          new Assigns().put(Participant.class, admitted.participant()),
          pubSub,
          thread);
    }

    Participant participant() {
      return admitted.participant();
    }

    /// What it was let in by, or null where nothing is needed.
    Admission.@Nullable Validity token() {
      return admitted.token();
    }

    /// The connection is gone. May be called more than once.
    void giveBack() {
      if (!back.getAndSet(true)) {
        addresses.leave(address);
      }
    }
  }

  /// Opens channels for one participant, and asks first whether they may.
  private final class Guarded implements Channel.Router {
    private final Executor thread;
    private final Participant participant;

    Guarded(Executor thread, Participant participant) {
      this.thread = thread;
      this.participant = participant;
    }

    @Override
    public @Nullable Channel open(String topic) {
      return topics.open(topic, thread);
    }

    @Override
    public Channel.@Nullable Reply refusal(String topic, String event) {
      return switch (Access.refusal(participant, topic, event)) {
        case null -> null;
        case Access.Refusal(String code, String reason) -> Channel.Reply.refused(code, reason);
      };
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
    Problem closed = guests.closed();
    if (closed != null) {
      return new Refused(closed);
    }
    return switch (authentication.admit(Newcomer.ofSocket(request))) {
      case Admission.Denied(String code, String reason) -> refused(403, code, reason);
      case Admission.Admitted admitted -> enter(request, serializer, admitted);
    };
  }

  private Answer enter(
      HttpServerRequest request, Serializer serializer, Admission.Admitted admitted) {
    String address = request.remoteAddress().hostAddress();
    if (!addresses.enter(address == null ? "" : address)) {
      return refused(
          429,
          "socket.address",
          "Your address has "
              + limits.connectionsPerAddress()
              + " connections, which is the most.");
    }
    return new Pass(serializer, admitted, address == null ? "" : address);
  }

  private static Refused refused(int status, String code, String detail) {
    return new Refused(new Problem(status, code, detail));
  }
}

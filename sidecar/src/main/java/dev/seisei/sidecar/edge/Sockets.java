package dev.seisei.sidecar.edge;

import dev.seisei.channels.Connection;
import dev.seisei.channels.Transport;
import dev.seisei.sidecar.participants.Admission.Validity;
import dev.seisei.sidecar.participants.Participant;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Phoenix Channels over WebSockets.
final class Sockets {
  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int GOING_AWAY = 1001;
  private static final int POLICY_VIOLATION = 1008;
  private static final int SERVICE_RESTART = 1012;
  private static final int TRY_AGAIN_LATER = 1013;
  private static final int MOST_REASON = 120;

  private final Gate gate;
  private final @Nullable AccessLog accessLog;

  Sockets(Gate gate) {
    this(gate, null);
  }

  /// @param accessLog what hears of those who come, or null for none
  Sockets(Gate gate, @Nullable AccessLog accessLog) {
    this.gate = gate;
    this.accessLog = accessLog;
  }

  void route(Router router) {
    router.route("/socket/websocket").handler(this::upgrade);
  }

  private void upgrade(RoutingContext context) {
    HttpServerRequest request = context.request();
    long begun = System.nanoTime();
    if (!request.method().equals(HttpMethod.GET)
        || !"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
      refuse(
          request,
          begun,
          new Problem(400, "socket.upgrade", "This path takes WebSocket upgrades only."));
      return;
    }
    switch (gate.enter(request)) {
      case Gate.Refused refused -> refuse(request, begun, refused.problem());
      case Gate.Pass pass ->
          request
              .toWebSocket()
              .onSuccess(socket -> {
                new Socket(context.vertx(), socket, pass);
                log(request, pass.participant(), SWITCHING_PROTOCOLS, begun);
              })
              .onFailure(failure -> {
                pass.giveBack();
                refuse(
                    request,
                    begun,
                    new Problem(400, "socket.handshake", String.valueOf(failure.getMessage())));
              });
    }
  }

  private void refuse(HttpServerRequest request, long begun, Problem why) {
    why.answer(request)
        .onComplete(done ->
            log(
                request,
                null,
                done.succeeded() ? request.response().getStatusCode() : AccessLog.NOBODY_WAITED,
                begun));
  }

  /// Of what came in over a socket no more is told.
  private void log(
      HttpServerRequest request, @Nullable Participant participant, int status, long begun) {
    if (accessLog != null) {
      accessLog.add(request, participant, status, System.nanoTime() - begun);
    }
  }

  /// One connection on its event loop.
  private final class Socket implements Transport, Guests.Guest, Incoming.Taker {
    private final Vertx vertx;
    private final Context loop;
    private final ServerWebSocket socket;
    private final Gate.Pass pass;
    private final Connection connection;
    private final long pulse;
    private long heard = System.nanoTime();
    private boolean resting;
    private boolean gone;

    Socket(Vertx vertx, ServerWebSocket socket, Gate.Pass pass) {
      this.vertx = vertx;
      this.socket = socket;
      this.pass = pass;
      loop = vertx.getOrCreateContext();
      connection = pass.connection(this, loop);
      gate.guests().add(this);
      socket.setWriteQueueMaxSize(gate.limits().queueBytes());
      var incoming = new Incoming(gate.limits().frameBytes(), this);
      socket.frameHandler(frame -> {
        heard = System.nanoTime();
        incoming.take(frame);
      });
      socket.pongHandler(_ -> heard = System.nanoTime());
      socket.drainHandler(_ -> {
        readOn();
        connection.drained();
      });
      socket.exceptionHandler(failure -> refuse(status(failure)));
      socket.closeHandler(_ -> leave());
      pulse = vertx.setPeriodic(gate.heartbeat().toMillis() / 3, _ -> beat());
    }

    private static WebSocketCloseStatus status(Throwable failure) {
      return switch (failure) {
        case CorruptedWebSocketFrameException broken -> broken.closeStatus();
        default -> WebSocketCloseStatus.INTERNAL_SERVER_ERROR;
      };
    }

    @Override
    public void said(String text) {
      connection.text(text);
      waitIfNeeded();
    }

    @Override
    public void said(byte[] bytes) {
      connection.binary(bytes);
      waitIfNeeded();
    }

    @Override
    public void refuse(WebSocketCloseStatus why) {
      leave();
      socket.close((short) why.code(), why.reasonText());
    }

    /// Who does not read its answers is not read either, nor who sends too much for a while: its
    /// requests wait in its own machine.
    private void waitIfNeeded() {
      long rest = connection.restNanos();
      if (rest > 0 && !resting && !gone) {
        resting = true;
        vertx.setTimer(
            Math.max(1, Duration.ofNanos(rest).toMillis()),
            _ -> {
              resting = false;
              readOn();
            });
      }
      if (resting || socket.writeQueueFull()) {
        socket.pause();
      }
    }

    private void readOn() {
      if (!resting && !gone && !socket.writeQueueFull()) {
        socket.resume();
      }
    }

    private void beat() {
      Duration heartbeat = gate.heartbeat();
      if (System.nanoTime() - heard > heartbeat.toNanos()) {
        leave();
        // Nobody is there to answer a close: the connection is cut.
        socket.close((short) GOING_AWAY, "silent for " + heartbeat.toSeconds() + " s");
      } else {
        socket.writePing(Buffer.buffer());
      }
    }

    private void leave() {
      if (!gone) {
        gone = true;
        vertx.cancelTimer(pulse);
        connection.closed();
        pass.giveBack();
        gate.guests().remove(this);
      }
    }

    @Override
    public void sendAway(String reason) {
      loop.runOnContext(_ -> {
        connection.closed();
        socket.close((short) TRY_AGAIN_LATER, within(reason));
      });
    }

    /// As much of a reason as a close frame holds.
    private static String within(String reason) {
      return reason.length() <= MOST_REASON ? reason : reason.substring(0, MOST_REASON);
    }

    @Override
    public void drain() {
      loop.runOnContext(_ -> {
        connection.closed();
        // It is gone when its client has answered.
        socket.close((short) SERVICE_RESTART, "the server restarts");
      });
    }

    @Override
    public @Nullable Validity token() {
      return pass.token();
    }

    @Override
    public void expel(String reason) {
      loop.runOnContext(_ -> {
        connection.closed();
        socket.close((short) POLICY_VIOLATION, reason);
      });
    }

    @Override
    public void text(String frame) {
      if (!gone) {
        socket.writeTextMessage(frame);
      }
    }

    @Override
    public void binary(byte[] frame) {
      if (!gone) {
        socket.writeBinaryMessage(Buffer.buffer(frame));
      }
    }

    @Override
    public void close(int code, String reason) {
      socket.close((short) code, reason);
    }

    @Override
    public boolean isFull() {
      return socket.writeQueueFull();
    }
  }
}

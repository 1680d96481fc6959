package dev.seisei.sidecar.edge;

import dev.seisei.channels.Connection;
import dev.seisei.channels.Transport;
import dev.seisei.sidecar.participants.Admission.Validity;
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
  private static final int GOING_AWAY = 1001;
  private static final int POLICY_VIOLATION = 1008;
  private static final int SERVICE_RESTART = 1012;

  private final Gate gate;

  Sockets(Gate gate) {
    this.gate = gate;
  }

  void route(Router router) {
    router.route("/socket/websocket").handler(this::upgrade);
  }

  private void upgrade(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (!request.method().equals(HttpMethod.GET)
        || !"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
      new Problem(400, "socket.upgrade", "This path takes WebSocket upgrades only.")
          .answer(context);
      return;
    }
    switch (gate.enter(request)) {
      case Gate.Refused refused -> refused.problem().answer(context);
      case Gate.Pass pass -> {
        Door.letIn(context, pass.participant());
        request
            .toWebSocket()
            .onSuccess(socket -> {
              new Socket(context.vertx(), socket, pass);
              AccessLog.upgraded(context);
            })
            .onFailure(failure -> {
              pass.giveBack();
              new Problem(400, "socket.handshake", String.valueOf(failure.getMessage()))
                  .answer(context);
            });
      }
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

package dev.seisei.sidecar.edge;

import dev.seisei.channels.Channel;
import dev.seisei.channels.Connection;
import dev.seisei.channels.Transport;
import dev.seisei.sidecar.world.HostedWorld;
import dev.seisei.sidecar.world.WorldChannel;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/// Phoenix Channels over WebSockets.
final class Sockets {
  private static final int WRITE_QUEUE_BYTES = 512 * 1024;
  private static final int GOING_AWAY = 1001;

  private final HostedWorld hosted;
  private final Duration heartbeat;
  private final AtomicInteger open = new AtomicInteger();

  Sockets(HostedWorld hosted, Duration heartbeat) {
    this.hosted = hosted;
    this.heartbeat = heartbeat;
  }

  int open() {
    return open.get();
  }

  void route(Router router) {
    router.get("/socket/websocket").handler(this::upgrade);
  }

  private void upgrade(RoutingContext context) {
    String version = context.request().getParam("vsn", "1.0.0");
    if (!version.startsWith("2.")) {
      new Problem(
              403,
              "socket.version",
              "vsn must be 2.0.0, got " + version + ". Phoenix clients since 1.4 speak it.")
          .answer(context);
      return;
    }
    if (!"websocket".equalsIgnoreCase(context.request().getHeader("Upgrade"))) {
      new Problem(400, "socket.upgrade", "This path takes WebSocket upgrades only.")
          .answer(context);
      return;
    }
    context
        .request()
        .toWebSocket()
        .onSuccess(socket -> new Socket(context.vertx(), socket))
        .onFailure(failure ->
            new Problem(400, "socket.handshake", String.valueOf(failure.getMessage()))
                .answer(context));
  }

  /// One connection on its event loop.
  private final class Socket implements Transport {
    private final Vertx vertx;
    private final ServerWebSocket socket;
    private final Connection connection;
    private final long pulse;
    private long heard = System.nanoTime();
    private boolean gone;

    Socket(Vertx vertx, ServerWebSocket socket) {
      this.vertx = vertx;
      this.socket = socket;
      Context loop = vertx.getOrCreateContext();
      Executor thread = task -> loop.runOnContext(_ -> task.run());
      Channel.Router topics =
          topic -> topic.equals(hosted.topic()) ? new WorldChannel(hosted, thread) : null;
      connection = new Connection(topics, this);
      open.incrementAndGet();
      socket.setWriteQueueMaxSize(WRITE_QUEUE_BYTES);
      socket.frameHandler(_ -> heard = System.nanoTime());
      socket.pongHandler(_ -> heard = System.nanoTime());
      socket.textMessageHandler(text -> {
        connection.text(text);
        waitWhileFull();
      });
      socket.binaryMessageHandler(buffer -> {
        connection.binary(buffer.getBytes());
        waitWhileFull();
      });
      socket.drainHandler(_ -> {
        socket.resume();
        connection.drained();
      });
      socket.exceptionHandler(failure -> {
        leave();
        WebSocketCloseStatus why = status(failure);
        socket.close((short) why.code(), why.reasonText());
      });
      socket.closeHandler(_ -> leave());
      pulse = vertx.setPeriodic(heartbeat.toMillis() / 3, _ -> beat());
    }

    private static WebSocketCloseStatus status(Throwable failure) {
      return switch (failure) {
        case CorruptedWebSocketFrameException broken -> broken.closeStatus();
        // What Vert.x says of a message whose frames add up to too much.
        case IllegalStateException _ -> WebSocketCloseStatus.MESSAGE_TOO_BIG;
        default -> WebSocketCloseStatus.INTERNAL_SERVER_ERROR;
      };
    }

    /// Who does not read its answers is not read either: its requests wait in its own machine.
    private void waitWhileFull() {
      if (socket.writeQueueFull()) {
        socket.pause();
      }
    }

    private void beat() {
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
        open.decrementAndGet();
        vertx.cancelTimer(pulse);
        connection.closed();
      }
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

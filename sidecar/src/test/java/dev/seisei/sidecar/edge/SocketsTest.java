package dev.seisei.sidecar.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What `e2e/phoenix.test.mjs` cannot see from outside, or has no hand for.
@Timeout(120)
@SuppressWarnings("NullAway.Init") // opened before all
final class SocketsTest {
  private static final String PATH = "/socket/websocket?vsn=2.0.0";

  private static Served served;

  @BeforeAll
  static void open(@TempDir Path folder) {
    served = new Served(folder);
  }

  @AfterEach
  void nobody_stays() {
    Served.until("all are gone", () -> served.edge.connections() == 0);
  }

  @AfterAll
  static void close() {
    served.close();
  }

  /// Tells how its connection was closed.
  private static final class Closed implements WebSocket.Listener {
    private final CompletableFuture<Integer> code = new CompletableFuture<>();

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int closed, String reason) {
      code.complete(closed);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable failure) {
      code.completeExceptionally(failure);
    }

    int code() throws Exception {
      return code.get(20, TimeUnit.SECONDS);
    }
  }

  private WebSocket connect(WebSocket.Listener listener) throws Exception {
    return served
        .client
        .newWebSocketBuilder()
        .buildAsync(served.uri("ws", PATH), listener)
        .get(20, TimeUnit.SECONDS);
  }

  @Test
  void a_text_of_many_frames_that_is_too_large_closes_the_socket() throws Exception {
    var closed = new Closed();
    WebSocket socket = connect(closed);
    String part = "x".repeat(40_000);
    socket.sendText(part, false).get(20, TimeUnit.SECONDS);
    socket.sendText(part, true).get(20, TimeUnit.SECONDS);
    assertThat(closed.code()).isEqualTo(1009);
    assertThat(served.complaints()).isEmpty();
  }

  @Test
  void bytes_of_many_frames_that_are_too_many_close_the_socket() throws Exception {
    var closed = new Closed();
    WebSocket socket = connect(closed);
    socket.sendBinary(ByteBuffer.allocate(60_000), false).get(20, TimeUnit.SECONDS);
    socket.sendBinary(ByteBuffer.allocate(60_000), true).get(20, TimeUnit.SECONDS);
    assertThat(closed.code()).isEqualTo(1009);
  }

  @Test
  void a_text_of_many_frames_that_is_not_too_large_is_heard() throws Exception {
    var heard = new CompletableFuture<CharSequence>();
    WebSocket socket =
        connect(
            new WebSocket.Listener() {
              @Override
              public @Nullable CompletionStage<?> onText(
                  WebSocket from, CharSequence text, boolean last) {
                heard.complete(text);
                return null;
              }
            });
    String padding = " ".repeat(30_000);
    socket.sendText("[null,\"1\"," + padding, false).get(20, TimeUnit.SECONDS);
    socket.sendText("\"phoenix\",\"heartbeat\",{}]" + padding, true).get(20, TimeUnit.SECONDS);
    assertThat(heard.get(20, TimeUnit.SECONDS))
        .hasToString("[null,\"1\",\"phoenix\",\"phx_reply\",{\"status\":\"ok\",\"response\":{}}]");
    socket.abort();
  }

  @Test
  void who_vanishes_in_the_middle_of_a_view_leaves_nothing_waiting() throws Exception {
    WebSocket socket = connect(new Closed());
    for (String said :
        new String[] {
          "[\"1\",\"1\",\"world:archipelago\",\"phx_join\",{}]",
          "[\"1\",\"2\",\"world:archipelago\",\"credit\",{\"bytes\":1}]",
          "[\"1\",\"3\",\"world:archipelago\",\"view\","
              + "{\"position\":[9000,10,9000],\"radius\":4096,\"detail\":4}]",
        }) {
      socket.sendText(said, true).get(20, TimeUnit.SECONDS);
    }
    Served.until("it wants chunks", () -> served.hosted.chunks().made() > 0);
    assertThat(served.edge.connections()).isEqualTo(1);
    socket.abort();
    Served.until("nobody waits", () -> served.hosted.chunks().waiting() == 0);
    assertThat(served.complaints()).isEmpty();
  }

  @Test
  void a_handshake_without_its_key_is_refused_and_nothing_to_complain_about() throws Exception {
    try (Socket socket =
        served.says(
            "GET "
                + PATH
                + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")) {
      byte[] answer = socket.getInputStream().readNBytes(12);
      assertThat(new String(answer, StandardCharsets.ISO_8859_1)).isEqualTo("HTTP/1.1 400");
    }
    assertThat(served.get("/health/live").statusCode()).isEqualTo(200);
    assertThat(served.complaints()).isEmpty();
  }
}

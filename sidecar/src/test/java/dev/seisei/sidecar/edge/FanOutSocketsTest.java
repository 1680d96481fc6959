package dev.seisei.sidecar.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.channels.Broadcast;
import dev.seisei.channels.Payload;
import dev.seisei.channels.WhenFull;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

/// Clients that never read beside clients that do, over real sockets.
@Timeout(180)
@SuppressWarnings("NullAway.Init") // opened before all
final class FanOutSocketsTest {
  private static final String TOPIC = "world:archipelago";
  private static final String JOIN = "[\"1\",\"1\",\"" + TOPIC + "\",\"phx_join\",{}]";
  private static final int STALLED = 10;
  private static final int READING = 4;
  private static final int MESSAGES = 3000;
  private static final String PADDING = "x".repeat(8000);

  private static Served served;

  @BeforeAll
  static void open(@TempDir Path folder) {
    served = new Served(folder);
  }

  @AfterAll
  static void close() {
    served.close();
  }

  /// Joins by hand and reads nothing more than the beginning of the reply.
  private static Socket stalled() throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(8 << 10);
    socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(60));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), served.edge.port()));
    var out = socket.getOutputStream();
    String upgrade =
        """
        GET /socket/websocket?vsn=2.0.0 HTTP/1.1
        Host: 127.0.0.1
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

        """;
    out.write(upgrade.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    // What comes before the answer would be taken for another request.
    assertThat(heardUpTo("\r\n\r\n", socket)).startsWith("HTTP/1.1 101");
    byte[] join = JOIN.getBytes(StandardCharsets.UTF_8);
    // Masked with zeros, which leaves it as it is.
    out.write(new byte[] {(byte) 0x81, (byte) (0x80 | join.length), 0, 0, 0, 0});
    out.write(join);
    out.flush();
    // Who has not joined yet gets nothing of what is said meanwhile.
    heardUpTo("phx_reply", socket);
    return socket;
  }

  private static String heardUpTo(String end, Socket socket) throws IOException {
    var heard = new StringBuilder();
    while (heard.indexOf(end) < 0) {
      int next = socket.getInputStream().read();
      assertThat(next).as("it ended after %s", heard).isNotNegative();
      heard.append((char) next);
    }
    return heard.toString();
  }

  /// Counts what comes, and whether it comes in order.
  private static final class Reader implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();
    private volatile boolean joined;
    private final AtomicInteger next = new AtomicInteger();
    private volatile boolean isInOrder = true;

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        String frame = text.toString();
        text.setLength(0);
        if (frame.contains("phx_reply")) {
          joined = true;
        } else if (frame.contains("\"said\"")) {
          if (!frame.contains("{\"n\":" + next.getAndIncrement() + ",")) {
            isInOrder = false;
          }
        }
      }
      from.request(1);
      return null;
    }
  }

  private static Broadcast message(int n) {
    var payload = JsonNodeFactory.instance.objectNode().put("n", n).put("padding", PADDING);
    return new Broadcast(TOPIC, "said", new Payload.Json(payload), WhenFull.CLOSE);
  }

  @Test
  void who_never_reads_costs_others_nothing_and_can_read_why_it_was_closed() throws Exception {
    var stalled = new ArrayList<Socket>();
    for (int i = 0; i < STALLED; i++) {
      stalled.add(stalled());
    }
    var readers = new ArrayList<Reader>();
    for (int i = 0; i < READING; i++) {
      var reader = new Reader();
      readers.add(reader);
      served
          .client
          .newWebSocketBuilder()
          .buildAsync(served.uri("ws", "/socket/websocket?vsn=2.0.0"), reader)
          .get(20, TimeUnit.SECONDS)
          .sendText(JOIN, true)
          .get(20, TimeUnit.SECONDS);
    }
    Served.until("all have joined", () -> readers.stream().allMatch(reader -> reader.joined));
    Served.until("all are there", () -> served.edge.connections() == STALLED + READING);

    for (int n = 0; n < MESSAGES; n++) {
      Broadcast message = message(n);
      int sent = n;
      // No faster than the readers, who must not be too slow themselves.
      Served.until(
          "the readers keep up",
          () -> readers.stream().allMatch(reader -> sent - reader.next.get() < 30));
      Served.until("room", () -> served.hosted.pubSub().broadcast(message));
    }
    Served.until("all is read", () -> readers.stream().allMatch(r -> r.next.get() == MESSAGES));
    assertThat(readers).allMatch(reader -> reader.isInOrder);
    assertThat(served.edge.connections()).isEqualTo(STALLED + READING);
    for (Socket socket : stalled) {
      assertThat(allWaiting(socket))
          .contains("phx_error", "channel.slow", "Join again")
          .contains("{\"n\":0,");
    }
    assertThat(served.complaints()).isEmpty();
  }

  /// What waits for a client: all up to the reason why nothing more comes.
  private static String allWaiting(Socket socket) throws IOException {
    var heard = new StringBuilder();
    byte[] buffer = new byte[1 << 16];
    InputStream in = socket.getInputStream();
    while (heard.indexOf("Join again") < 0) {
      int read = in.read(buffer);
      assertThat(read).as("the socket ended after %s bytes", heard.length()).isPositive();
      heard.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
    }
    socket.close();
    return heard.toString();
  }
}

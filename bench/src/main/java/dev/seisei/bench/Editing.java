package dev.seisei.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Two clients of one sidecar: how long it takes until what one does is seen by the other.
final class Editing {
  private static final int WARM = 100;
  private static final int EDITS = 300;

  private Editing() {}

  /// A client that looks at the land around the spawn and tells when something comes.
  private static final class Client implements WebSocket.Listener {
    final LinkedBlockingQueue<Long> answers = new LinkedBlockingQueue<>();
    final LinkedBlockingQueue<Long> edits = new LinkedBlockingQueue<>();
    final LinkedBlockingQueue<Long> chunks = new LinkedBlockingQueue<>();
    final LinkedBlockingQueue<Long> completes = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;

    Client(HttpClient http, URI at) {
      URI path = URI.create("ws://" + at.getAuthority() + "/socket/websocket?vsn=2.0.0");
      socket = http.newWebSocketBuilder().buildAsync(path, this).join();
      push("phx_join", "{}");
      push("credit", "{\"bytes\":16777216}");
      push("view", "{\"position\":[-1384,60,-936],\"radius\":500,\"detail\":1.5}");
    }

    void push(String event, String payload) {
      socket
          .sendText("[\"1\",\"1\",\"world:archipelago\",\"" + event + "\"," + payload + "]", true)
          .join();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        long now = System.nanoTime();
        if (text.indexOf("\"complete\",") >= 0) {
          completes.add(now);
        } else if (text.indexOf("\"edit\",{\"number\"") >= 0) {
          edits.add(now);
        } else if (text.indexOf("\"phx_reply\",{\"status\":\"ok\",\"response\":{\"number\"") >= 0) {
          answers.add(now);
        }
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
      if (last) {
        chunks.add(System.nanoTime());
        push("credit", "{\"bytes\":65536}");
      }
      from.request(1);
      return null;
    }
  }

  private static long await(LinkedBlockingQueue<Long> queue) throws InterruptedException {
    Long at = queue.poll(20, TimeUnit.SECONDS);
    if (at == null) {
      throw new IllegalStateException("nothing came within 20 s");
    }
    return at;
  }

  static void measure(Report out) throws IOException, InterruptedException {
    try (var sidecar = new Serving()) {
      var ada = new Client(sidecar.http, sidecar.at);
      var bob = new Client(sidecar.http, sidecar.at);
      await(ada.completes);
      await(bob.completes);
      long[][] millis = new long[4][EDITS];
      for (int n = -WARM; n < EDITS; n++) {
        bob.chunks.clear();
        long begun = System.nanoTime();
        ada.push(
            "edit",
            "{\"op\":\"%d\",\"kind\":\"raise\",\"x\":%d,\"z\":%d,\"radius\":12,\"metres\":0.5}"
                .formatted(n, -1400 + Math.floorMod(n * 7, 60), -950 + Math.floorMod(n * 3, 40)));
        long[] at = {await(ada.answers), await(bob.edits), await(bob.chunks), await(bob.completes)};
        await(ada.completes);
        ada.edits.clear();
        for (int i = 0; n >= 0 && i < at.length; i++) {
          millis[i][n] = at[i] - begun;
        }
      }
      out.head(
          "From one client's edit, 12 m wide, until … (two viewers of 500 m)",
          "what",
          "p50 ms",
          "p99 ms");
      String[] names = {
        "it is answered: on the disk and applied",
        "the other hears of it",
        "the other has the first chunk that became another",
        "the other has all of them, of every level"
      };
      for (int i = 0; i < names.length; i++) {
        Arrays.sort(millis[i]);
        out.row(names[i], millis[i][EDITS / 2] / 1e6, millis[i][EDITS * 99 / 100] / 1e6);
      }
    }
  }
}

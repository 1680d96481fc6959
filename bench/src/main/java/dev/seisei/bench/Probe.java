package dev.seisei.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A client that looks once and counts what it gets.
final class Probe implements WebSocket.Listener {
  private static final int DEADLINE_SECONDS = 120;
  private static final String TOPIC = "world:archipelago";
  private static final JsonMapper JSON = new JsonMapper();

  private final WebSocket socket;
  private final CompletableFuture<Long> joined = new CompletableFuture<>();
  private final CompletableFuture<Long> complete = new CompletableFuture<>();
  private final StringBuilder text = new StringBuilder();
  private int chunks;
  private long bytes;

  /// What a look brought.
  record Seen(int chunks, long bytes, double seconds) {}

  Probe(HttpClient http, URI at) {
    URI path = URI.create("ws://" + at.getAuthority() + "/socket/websocket?vsn=2.0.0");
    socket = http.newWebSocketBuilder().buildAsync(path, this).join();
  }

  /// Joins, looks and leaves; to be called once.
  Seen look(float x, float z, int radius) {
    push("phx_join", "{}");
    await(joined);
    long asked = System.nanoTime();
    push("credit", "{\"bytes\":16777216}");
    push(
        "view", "{\"position\":[" + x + ",40," + z + "],\"radius\":" + radius + ",\"detail\":1.5}");
    double seconds = (await(complete) - asked) / 1e9;
    socket.abort();
    return new Seen(chunks, bytes, seconds);
  }

  private static long await(CompletableFuture<Long> event) {
    return event.orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS).join();
  }

  private void push(String event, String payload) {
    String frame = "[\"1\",\"1\",\"" + TOPIC + "\",\"" + event + "\"," + payload + "]";
    socket.sendText(frame, true).join();
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    text.append(part);
    if (last) {
      JsonNode frame = JSON.readTree(text.toString());
      text.setLength(0);
      switch (frame.path(3).asString()) {
        case "phx_reply" -> reply(frame.path(4));
        case "complete" -> complete.complete(System.nanoTime());
        default -> {}
      }
    }
    from.request(1);
    return null;
  }

  private void reply(JsonNode answer) {
    if (answer.path("status").asString().equals("ok")) {
      joined.complete(System.nanoTime());
    } else {
      joined.completeExceptionally(new IllegalStateException(answer.toString()));
      complete.completeExceptionally(new IllegalStateException(answer.toString()));
    }
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
    bytes += part.remaining();
    chunks += last ? 1 : 0;
    from.request(1);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    joined.completeExceptionally(failure);
    complete.completeExceptionally(failure);
  }
}

package dev.seisei.sidecar.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.data.ChunkKey;
import dev.seisei.sidecar.Archipelago;
import dev.seisei.sidecar.chunk.EncodedChunk;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `e2e/http.test.mjs` cannot see from outside, or has no hand for.
@Timeout(120)
@SuppressWarnings("NullAway.Init") // opened before all
final class ApiTest {
  private static final String CHUNKS = "/api/worlds/archipelago/chunks/";

  private static Served served;

  @BeforeAll
  static void open(@TempDir Path folder) {
    served = new Served(folder);
  }

  @AfterAll
  static void close() {
    served.close();
  }

  static void assertProblem(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
  }

  @Test
  void the_ground_is_told_at_a_thousand_places_however_they_are_written() throws Exception {
    String places =
        IntStream.range(0, 1000)
            .mapToObj(i -> "at=" + (-60_000.25 + i) + "," + (59_000.125 - i))
            .collect(Collectors.joining("&"));
    HttpResponse<String> answer = served.get("/api/worlds/archipelago/ground?" + places);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body().split("\"metres\"", -1)).hasSize(1001);
    assertProblem(
        served.get("/api/worlds/archipelago/ground?" + places + "&at=1,1"), 400, "request.invalid");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/worlds/%zz",
        "/api/worlds/archipelago/ground?at=%zz",
        "/%",
        CHUNKS + "%c3/0/0/0"
      })
  void a_path_that_cannot_be_read_is_refused_and_nothing_to_complain_about(String path)
      throws Exception {
    try (Socket socket =
        served.says("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")) {
      String answer = Served.heard(socket);
      assertThat(answer).startsWith("HTTP/1.1 400 ").contains("application/problem+json");
    }
    assertThat(served.complaints()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"%s\"", "W/\"%s\"", "\"other\", \"%s\"", "\"%s\",\"other\"", "*"})
  void a_chunk_that_is_known_is_not_sent_again(String known) throws Exception {
    EncodedChunk chunk = chunk(ChunkKey.terrain(3, 1, 1));
    HttpResponse<String> answer =
        served.get(CHUNKS + "3/1/0/1", "If-None-Match", known.replace("%s", chunk.digestHex()));
    assertThat(answer.statusCode()).isEqualTo(304);
    assertThat(answer.headers().firstValue("etag")).hasValue("\"" + chunk.digestHex() + "\"");
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "\"%s-glb\"", "\"x%s\"", "\"\"", "", "W/\"other\""})
  void a_chunk_that_is_not_known_is_sent(String known) throws Exception {
    EncodedChunk chunk = chunk(ChunkKey.terrain(3, 1, 1));
    HttpResponse<String> answer =
        served.get(CHUNKS + "3/1/0/1", "If-None-Match", known.replace("%s", chunk.digestHex()));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValueAsLong("content-length")).hasValue(chunk.bytes().length);
  }

  private EncodedChunk chunk(ChunkKey key) throws Exception {
    return served.hosted.chunks().want(key).chunk().get(20, TimeUnit.SECONDS);
  }

  @Test
  void who_goes_away_is_forgotten_and_nothing_to_complain_about() throws Exception {
    var chunks = served.hosted.chunks();
    long before = chunks.made();
    var sockets = new ArrayList<Socket>();
    for (ChunkKey key : Archipelago.keys(77, 2, 300)) {
      sockets.add(served.says("GET " + CHUNKS + key + " HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    }
    Served.until("many wait", () -> chunks.waiting() > 20);
    for (Socket socket : sockets) {
      socket.close();
    }
    Served.until("nobody waits", () -> chunks.waiting() == 0);
    assertThat(chunks.made() - before).isLessThan(300);
    assertThat(served.get(CHUNKS + "2/0/0/0").statusCode()).isEqualTo(200);
    assertThat(served.complaints()).isEmpty();
  }
}

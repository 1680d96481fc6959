package dev.seisei.sidecar.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seisei.data.ChunkKey;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// HTTP as every client may expect it: HEAD, parts, tags, what is accepted, headers, origins, the
/// log.
@Timeout(120)
@SuppressWarnings({"NullAway.Init", "StringConcatToTextBlock"}) // opened before all; CR and LF
final class HttpTest {
  private static final String CHUNK = "/api/worlds/archipelago/chunks/3/1/0/1";

  private static Path log;
  private static Served served;
  private static byte[] chunk;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    Path app = folder.resolve("app");
    Files.createDirectories(app.resolve("assets"));
    Files.writeString(folder.resolve("app/index.html"), "<!doctype html>studio");
    Files.writeString(folder.resolve("app/assets/main-1a2b.js"), "0123456789");
    Files.writeString(folder.resolve("secret.txt"), "secret");
    log = folder.resolve("access.log");
    served = new Served(folder.resolve("blobs"), Here.with(log, app));
    chunk =
        served
            .hosted
            .chunks()
            .want(ChunkKey.terrain(3, 1, 1))
            .chunk()
            .get(20, TimeUnit.SECONDS)
            .bytes();
  }

  @AfterAll
  static void close() {
    served.close();
  }

  private static HttpResponse<byte[]> ask(String method, String path, String... headers)
      throws Exception {
    var request =
        HttpRequest.newBuilder(served.uri("http", path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return served.client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static Optional<String> header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        CHUNK,
        CHUNK + ".glb",
        "/api/worlds",
        "/api/worlds/archipelago",
        "/api/openapi.json",
        "/health/ready",
        "/",
        "/assets/main-1a2b.js",
        "/api/nothing"
      })
  void head_is_get_without_the_body(String path) throws Exception {
    HttpResponse<byte[]> get = ask("GET", path);
    HttpResponse<byte[]> head = ask("HEAD", path);
    assertThat(head.body()).isEmpty();
    assertThat(head.statusCode()).isEqualTo(get.statusCode());
    assertThat(get.body()).isNotEmpty();
    for (String name : new String[] {"content-type", "etag", "cache-control"}) {
      assertThat(header(head, name)).as(name).isEqualTo(header(get, name));
    }
    if (!path.equals("/api/nothing")) { // whose body has the request's id
      assertThat(header(head, "content-length")).hasValue(Integer.toString(get.body().length));
    }
  }

  @ParameterizedTest
  @CsvSource({"bytes=0-9, 0, 10", "bytes=10-, 10, -1", "bytes=-16, -16, -1", "bytes=5-5, 5, 6"})
  void a_part_is_given_to_who_asks_for_it(String range, int from, int to) throws Exception {
    int begin = from < 0 ? chunk.length + from : from;
    int end = to < 0 ? chunk.length : to;
    HttpResponse<byte[]> answer = ask("GET", CHUNK, "Range", range);
    assertThat(answer.statusCode()).isEqualTo(206);
    assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(chunk, begin, end));
    assertThat(header(answer, "content-range"))
        .hasValue("bytes " + begin + "-" + (end - 1) + "/" + chunk.length);
  }

  @Test
  void a_part_that_ends_behind_the_end_ends_there() throws Exception {
    HttpResponse<byte[]> answer = ask("GET", CHUNK, "Range", "bytes=1-999999999999999999");
    assertThat(answer.statusCode()).isEqualTo(206);
    assertThat(answer.body()).hasSize(chunk.length - 1);
    assertThat(ask("GET", CHUNK, "Range", "bytes=-999999999").body()).isEqualTo(chunk);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=999999-", "bytes=999999-9999999", "bytes=-0"})
  void a_part_that_is_not_there_is_refused(String range) throws Exception {
    HttpResponse<byte[]> answer = ask("GET", CHUNK, "Range", range);
    assertThat(answer.statusCode()).isEqualTo(416);
    assertThat(header(answer, "content-range")).hasValue("bytes */" + chunk.length);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("request.range");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=9-1",
        "bytes=-",
        "bytes=a-b",
        "chunks=0-1",
        "bytes=0-1,5-6",
        "bytes",
        "bytes=0-1-2",
        "bytes=99999999999999999999999-"
      })
  void what_is_no_part_is_the_whole(String range) throws Exception {
    HttpResponse<byte[]> answer = ask("GET", CHUNK, "Range", range);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(chunk);
    assertThat(header(answer, "accept-ranges")).hasValue("bytes");
  }

  @Test
  void a_part_of_something_that_has_changed_is_the_whole() throws Exception {
    String tag = header(ask("GET", CHUNK), "etag").orElseThrow();
    assertThat(ask("GET", CHUNK, "Range", "bytes=0-9", "If-Range", tag).statusCode())
        .isEqualTo(206);
    assertThat(ask("GET", CHUNK, "Range", "bytes=0-9", "If-Range", "\"x\"").statusCode())
        .isEqualTo(200);
    assertThat(ask("HEAD", CHUNK, "Range", "bytes=0-9").statusCode()).isEqualTo(200);
    assertThat(ask("GET", CHUNK, "Range", "bytes=0-9", "If-None-Match", tag).statusCode())
        .isEqualTo(304);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/worlds | text/html",
        "/api/worlds | image/*, text/plain;q=0.5",
        "/api/worlds | application/json;q=0",
        "/api/worlds | */*, application/json; q=0.0",
        CHUNK + " | model/gltf-binary",
      })
  void what_the_client_does_not_take_is_not_given(String path, String accept) throws Exception {
    ApiTest.assertProblem(served.get(path, "Accept", accept), 406, "request.accept");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/worlds | */*",
        "/api/worlds | text/html, application/*;q=0.1",
        "/api/worlds | APPLICATION/JSON; charset=utf-8",
        CHUNK + " | text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
      })
  void what_the_client_takes_is_given(String path, String accept) throws Exception {
    assertThat(served.get(path, "Accept", accept).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\n\r\nhello",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"
      })
  void a_body_where_none_is_taken_is_refused_and_read_no_further(String body) throws Exception {
    try (Socket socket = served.says("GET /api/worlds HTTP/1.1\r\nHost: localhost\r\n" + body)) {
      assertThat(Served.heard(socket)).startsWith("HTTP/1.1 413 ").contains("request.body");
    }
  }

  /// Its sender hears why, though it listens only when it has sent all.
  @Test
  void a_body_that_is_too_long_is_refused_and_the_connection_stays() throws Exception {
    try (Socket socket =
        served.says(
            "POST /api/control/events HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/json\r\nContent-Length: 500000\r\n\r\n"
                + " ".repeat(500_000)
                + "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")) {
      assertThat(Served.heard(socket))
          .startsWith("HTTP/1.1 413 ")
          .contains("request.body", "HTTP/1.1 200 ", "\"up\"");
    }
  }

  @Test
  void a_body_without_an_end_is_not_read_for_ever() throws Exception {
    byte[] part = ("4000\r\n" + " ".repeat(0x4000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    try (Socket socket =
        served.says(
            "POST /api/control/events HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 4096; i++) {
                  socket.getOutputStream().write(part);
                }
              })
          .isInstanceOf(SocketException.class);
    }
    assertThat(served.complaints()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LONG LINE | 414 | request.address",
        "HEADERS | 431 | request.headers",
        "RUBBISH | 400 | request.invalid"
      })
  void what_is_too_long_or_no_http_is_refused_with_a_problem(String what, int status, String code)
      throws Exception {
    String said =
        switch (what) {
          case "LONG LINE" -> "GET /" + "x".repeat(70_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
          case "HEADERS" ->
              "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n";
          default -> "\u0001\u0002 rubbish\r\n\r\n";
        };
    try (Socket socket = served.says(said)) {
      assertThat(Served.heard(socket)).contains(" " + status + " ").contains(code);
    }
    assertThat(served.complaints()).isEmpty();
  }

  @Test
  void every_answer_has_an_id_that_its_problem_has_too() throws Exception {
    HttpResponse<String> made = served.get("/api/nothing");
    String id = header(made, "x-request-id").orElseThrow();
    assertThat(id).matches("[0-9a-f]{20}");
    assertThat(made.body()).contains("\"request\":\"" + id + "\"");
    assertThat(header(served.get("/api/nothing", "X-Request-Id", "trace-1:a.b"), "x-request-id"))
        .hasValue("trace-1:a.b");
    for (String bad : new String[] {"a b", "x".repeat(65), "\"}", "-x", "a\tb"}) {
      assertThat(header(served.get("/api/nothing", "X-Request-Id", bad), "x-request-id"))
          .hasValueSatisfying(given -> assertThat(given).matches("[0-9a-f]{20}"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api/worlds", "/api/nothing", "/health/live", "/socket/longpoll"})
  void every_answer_keeps_browsers_from_harm(String path) throws Exception {
    HttpResponse<String> answer = served.get(path);
    assertThat(header(answer, "x-content-type-options")).hasValue("nosniff");
    assertThat(header(answer, "referrer-policy")).hasValue("no-referrer");
    assertThat(header(answer, "content-security-policy").orElse(""))
        .contains("default-src 'none'", "frame-ancestors 'none'")
        .doesNotContain("unsafe-eval");
    assertThat(header(answer, "vary")).hasValue("origin");
  }

  @Test
  void the_studio_is_given_from_what_was_there_at_start() throws Exception {
    HttpResponse<String> index = served.get("/");
    assertThat(index.body()).isEqualTo("<!doctype html>studio");
    assertThat(header(index, "content-type")).hasValue("text/html; charset=utf-8");
    assertThat(header(index, "cache-control")).hasValue("no-cache");
    assertThat(header(served.get("/assets/main-1a2b.js"), "cache-control").orElse(""))
        .contains("immutable");
    assertThat(ask("GET", "/assets/main-1a2b.js", "Range", "bytes=2-4").body())
        .isEqualTo("234".getBytes(StandardCharsets.US_ASCII));
    ApiTest.assertProblem(served.get("/secret.txt"), 404, "path.unknown");
    ApiTest.assertProblem(served.get("/assets/"), 404, "path.unknown");
    try (Socket socket =
        served.says(
            "GET /assets/..%2f..%2fsecret.txt HTTP/1.1\r\n"
                + "Host: localhost\r\n"
                + "Connection: close\r\n\r\n")) {
      assertThat(Served.heard(socket)).contains(" 404 ").doesNotContain("secret\n");
    }
    HttpResponse<byte[]> posted = ask("POST", "/");
    assertThat(posted.statusCode()).isEqualTo(405);
    assertThat(header(posted, "allow")).hasValue("GET, HEAD");
  }

  @Test
  void a_page_of_somewhere_else_reads_nothing_and_asks_nothing() throws Exception {
    HttpResponse<String> evil = served.get("/api/worlds", "Origin", "https://evil.example");
    assertThat(header(evil, "access-control-allow-origin")).isEmpty();
    HttpResponse<String> near = served.get("/api/worlds", "Origin", "http://localhost:5173");
    assertThat(header(near, "access-control-allow-origin")).hasValue("http://localhost:5173");
    assertThat(header(near, "access-control-expose-headers").orElse("")).contains("ETag");
    try (Socket socket =
        served.says(
            "OPTIONS /api/worlds HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost:5173\r\n"
                + "Access-Control-Request-Method: GET\r\n"
                + "Access-Control-Request-Headers: authorization\r\nConnection: close\r\n\r\n")) {
      assertThat(Served.heard(socket).toLowerCase(java.util.Locale.ROOT))
          .startsWith("http/1.1 204")
          .contains("access-control-allow-headers: authorization");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: evil.example",
        "Host: 192.168.0.7:4000",
        "Host: localhost\r\nX-Forwarded-For: 203.0.113.9",
        "Host: localhost\r\nForwarded: for=203.0.113.9",
        "Host: localhost\r\nVia: 1.1 proxy"
      })
  void who_asks_by_another_name_or_through_a_proxy_is_not_from_here(String headers)
      throws Exception {
    try (Socket socket =
        served.says("GET /api/worlds HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n")) {
      assertThat(Served.heard(socket)).contains(" 403 ").contains("access.loopback");
    }
  }

  @Test
  void the_log_has_a_line_a_request_and_never_a_token_or_a_line_of_a_stranger() throws Exception {
    String token = "eyJhbGciOiJIUzI1NiJ9.TOPSECRET.sig";
    served.get(
        "/api/worlds?token=" + token,
        "Authorization",
        "Bearer " + token,
        "X-Request-Id",
        "logged-1");
    served.get(
        "/%0a%7b%22status%22:200%7d%e2%80%a8" + "x".repeat(2000), "X-Request-Id", "logged-2");
    try (Socket socket =
        served.says(
            "GET /socket/websocket?vsn=2.0.0&token="
                + token
                + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "X-Request-Id: logged-3\r\n\r\n")) {
      assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 101");
    }
    served.get("/health/live", "X-Request-Id", "logged-4");
    Served.until(
        "all are logged",
        () -> lines().stream().filter(line -> line.contains("\"logged-")).count() == 4);
    var lines = lines();
    assertThat(lines)
        .allSatisfy(
            line -> assertThat(line).startsWith("{\"at\":\"2").endsWith("}").hasSizeLessThan(700));
    assertThat(String.join("\n", lines)).doesNotContain("TOPSECRET", "token=");
    assertThat(lines)
        .anySatisfy(line ->
            assertThat(line)
                .contains("\"path\":\"/api/worlds\"", "\"status\":200", "logged-1", "guest-"))
        .anySatisfy(line -> assertThat(line).contains("\"status\":404", "logged-2"))
        .anySatisfy(line ->
            assertThat(line)
                .contains("\"path\":\"/socket/websocket\"", "\"status\":101", "logged-3"));
  }

  private static java.util.List<String> lines() {
    try {
      return Files.readAllLines(log);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void a_server_that_drains_is_not_ready_and_says_so(@TempDir Path folder) throws Exception {
    var stopping = new Served(folder);
    // It upgrades and then answers nothing, not even the farewell: the server waits for it a while.
    try (Socket mute =
        stopping.says(
            "GET /socket/websocket?vsn=2.0.0 HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")) {
      mute.getInputStream().readNBytes(12);
      URI ready = stopping.uri("http", "/health/ready");
      assertThat(stopping.get("/health/ready").statusCode()).isEqualTo(200);
      Served.until("it is connected", () -> stopping.edge.connections() == 1);
      var closed = CompletableFuture.runAsync(stopping.edge::close);
      HttpResponse<String> answer = stopping.get("/health/ready");
      while (answer.statusCode() == 200) {
        answer =
            stopping.client.send(
                HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.ofString());
      }
      ApiTest.assertProblem(answer, 503, "health.not-ready");
      assertThat(header(answer, "retry-after")).hasValue("1");
      closed.get(20, TimeUnit.SECONDS);
    }
    stopping.hosted.close();
  }

  @Test
  void a_world_that_is_down_is_not_ready(@TempDir Path folder) throws Exception {
    try (var broken = new Served(folder)) {
      broken.hosted.close();
      HttpResponse<String> answer = broken.get("/health/ready");
      ApiTest.assertProblem(answer, 503, "health.not-ready");
      assertThat(answer.body()).contains("Not up: world.");
      assertThat(broken.get("/health/live").statusCode()).isEqualTo(200);
    }
  }
}

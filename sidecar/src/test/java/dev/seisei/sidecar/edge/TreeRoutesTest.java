package dev.seisei.sidecar.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.control.Component;
import dev.seisei.control.Participant;
import dev.seisei.control.State;
import dev.seisei.sidecar.participants.Authentication;
import dev.seisei.sidecar.participants.Claims;
import dev.seisei.sidecar.participants.KeyFile;
import dev.seisei.sidecar.participants.Kind;
import dev.seisei.sidecar.participants.LoopbackOnly;
import dev.seisei.sidecar.participants.Role;
import dev.seisei.sidecar.participants.TokenMint;
import dev.seisei.sidecar.store.Store;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `/api/tree` over a real socket, on a real folder.
@Timeout(60)
final class TreeRoutesTest {
  @TempDir private Path folder;
  private Served served;

  @BeforeEach
  void serve() throws InterruptedException {
    served = served("tree", new LoopbackOnly());
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private Served served(String tree, Authentication authentication) throws InterruptedException {
    var store = new Store(folder.resolve(tree), _ -> {});
    var with = new Served(folder.resolve(tree + "-blobs"), authentication, store);
    assertThat(with.control.await(Component.KHEPRI, State.ON::equals, Duration.ofSeconds(20)))
        .isTrue();
    return with;
  }

  private HttpResponse<String> send(String method, String path, String body, String... headers)
      throws Exception {
    var request =
        HttpRequest.newBuilder(served.uri("http", path))
            .timeout(Duration.ofSeconds(20))
            .method(method, BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return served.client.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void a_node_is_put_read_and_removed() throws Exception {
    assertThat(send("PUT", "/api/tree/nodes/a/b%20c", "hello").statusCode()).isEqualTo(201);
    var got = send("GET", "/api/tree/nodes/a/b%20c", "");
    assertThat(got.body()).isEqualTo("hello");
    assertThat(got.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "frame-ancestors 'none'", "sandbox");
    assertThat(got.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    String tag = got.headers().firstValue("ETag").orElseThrow();
    assertThat(send("PUT", "/api/tree/nodes/a/b%20c", "2", "If-Match", "\"0\"").statusCode())
        .isEqualTo(412);
    assertThat(send("PUT", "/api/tree/nodes/a/b%20c", "2", "If-Match", tag).statusCode())
        .isEqualTo(200);
    assertThat(send("GET", "/api/tree/match?pattern=%2Fa%2F*", "").body()).contains("/a/b c");
    assertThat(send("DELETE", "/api/tree/nodes/a/b%20c", "").statusCode()).isEqualTo(204);
    assertThat(send("GET", "/api/tree/nodes/a/b%20c", "").statusCode()).isEqualTo(404);
    assertThat(send("GET", "/api/tree/nothing", "").body()).contains("path.unknown");
  }

  @Test
  void the_root_is_a_node_and_what_is_escaped_in_a_name_stays_in_it() throws Exception {
    assertThat(send("PUT", "/api/tree/nodes/a%2Fb/c%2A", "x").statusCode()).isEqualTo(201);
    assertThat(send("GET", "/api/tree/match?pattern=%2F**", "").body()).contains("\"/a%2Fb/c%2A\"");
    assertThat(send("GET", "/api/tree/nodes/?info", "").body())
        .contains("\"path\":\"/\"", "\"children\":1");
    assertThat(send("GET", "/api/tree/nodes/?info&consistency=local", "").statusCode())
        .isEqualTo(200);
  }

  @Test
  void errors_are_problems_as_everywhere() throws Exception {
    ApiTest.assertProblem(send("GET", "/api/tree/nodes/none", ""), 404, "tree.missing");
    ApiTest.assertProblem(send("DELETE", "/api/tree/nodes/", ""), 422, "tree.root");
    ApiTest.assertProblem(send("GET", "/api/tree/match", ""), 400, "tree.request");
    ApiTest.assertProblem(send("POST", "/api/tree/nodes/a", "x"), 405, "request.method");
    ApiTest.assertProblem(send("POST", "/api/tree/leader", "{}"), 415, "request.type");
    ApiTest.assertProblem(
        send("POST", "/api/tree/leader", "{}", "Content-Type", "application/json"),
        400,
        "tree.request");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/tree/nodes/a, 200",
    "/api/tree/nodes/a?info, 200",
    "/api/tree/nodes/none, 404",
    "/api/tree/watch?pattern=/**, 200",
    "/api/tree/watch, 400",
    "/api/tree/export, 200",
    "/api/tree/stats, 200",
  })
  void head_is_get_without_the_body(String path, int status) throws Exception {
    send("PUT", "/api/tree/nodes/a", "hello");
    var head = send("HEAD", path, "");
    assertThat(head.statusCode()).isEqualTo(status);
    assertThat(head.body()).isEmpty();
    assertThat(served.complaints()).isEmpty();
  }

  /// Pages that may open sockets may not look in here, nor ask whether they may.
  @Test
  void no_page_of_another_origin_is_told_that_it_may_read() throws Exception {
    String origin = "http://localhost:5173";
    assertThat(
            send("GET", "/api/worlds", "", "Origin", origin)
                .headers()
                .firstValue("Access-Control-Allow-Origin"))
        .hasValue(origin);
    for (String method : List.of("GET", "OPTIONS", "POST")) {
      var answer = send(method, "/api/tree/stats", "", "Origin", origin);
      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).as(method).isEmpty();
    }
  }

  @Test
  void what_is_too_large_is_refused() throws Exception {
    assertThat(send("PUT", "/api/tree/nodes/a", "x".repeat((60 << 10) + 1)).statusCode())
        .isIn(400, 413, 422);
    assertThat(send("PUT", "/api/tree/nodes/a", "x".repeat(100_000)).statusCode()).isEqualTo(413);
    assertThat(send("GET", "/api/tree/nodes/a", "").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, https://evil.example, socket.origin",
    "X-Forwarded-For, 203.0.113.7, access.loopback",
    "Forwarded, for=203.0.113.7, access.loopback",
  })
  void who_comes_through_a_page_of_elsewhere_or_a_proxy_is_refused(
      String header, String value, String code) throws Exception {
    var answer = send("GET", "/api/tree/stats", "", header, value);
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains(code);
  }

  /// A name of the attacker's that leads to this machine: DNS rebinding.
  @Test
  void a_page_under_another_name_is_refused() throws Exception {
    try (Socket socket =
        served.says(
            "GET /api/tree/stats HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")) {
      assertThat(Served.heard(socket)).startsWith("HTTP/1.1 403").contains("access.loopback");
    }
  }

  @Test
  void where_tokens_are_asked_for_it_takes_the_role_operate() throws Exception {
    KeyFile.makeSecret(folder);
    var authentication =
        Authentication.of(
            "127.0.0.1", KeyFile.checking(List.of(), folder, null), folder, Instant::now);
    try (var guarded = served("guarded", authentication)) {
      assertThat(guarded.get("/api/tree/stats").statusCode()).isEqualTo(401);
      var author = guarded.get("/api/tree/stats", "Authorization", bearer(Role.AUTHOR));
      assertThat(author.statusCode()).isEqualTo(403);
      assertThat(author.body()).contains("access.role");
      assertThat(guarded.get("/api/tree/stats", "Authorization", bearer(Role.OPERATE)).statusCode())
          .isEqualTo(200);
    }
  }

  private String bearer(Role role) {
    long now = Instant.now().getEpochSecond();
    var claims =
        new Claims(
            TokenMint.newId(), "ada", null, Kind.PERSON, EnumSet.of(role), now, now, now + 600);
    return "Bearer " + TokenMint.sign(claims, KeyFile.signing(null, folder, null));
  }

  @Test
  void a_watch_tells_what_happens_and_ends_when_the_client_goes() throws Exception {
    try (Socket socket =
            served.says("GET /api/tree/watch?pattern=/a/* HTTP/1.1\r\nHost: localhost\r\n\r\n");
        var lines =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).startsWith("HTTP/1.1 200");
      send("PUT", "/api/tree/nodes/a/1", "one");
      String line = lines.readLine();
      while (!line.contains("\"event\"")) {
        line = lines.readLine();
      }
      assertThat(line).contains("created").contains("/a/1");
    }
    // More than the buffers of a socket that nobody reads: the watch must not hold up anyone.
    for (int i = 0; i < 50; i++) {
      send("PUT", "/api/tree/nodes/a/" + i, "x".repeat(50_000));
    }
    assertThat(served.complaints()).isEmpty();
  }

  @Test
  void a_wrong_watch_is_refused() throws Exception {
    assertThat(send("GET", "/api/tree/watch", "").statusCode()).isEqualTo(400);
    assertThat(send("GET", "/api/tree/watch?pattern=[", "").statusCode()).isEqualTo(400);
  }

  @Test
  void an_export_can_be_imported_again() throws Exception {
    for (int i = 0; i < 300; i++) {
      send("PUT", "/api/tree/nodes/n/" + i, "v" + i);
    }
    String exported = send("GET", "/api/tree/export", "").body();
    send("DELETE", "/api/tree/match?pattern=/n", "");
    var damaged = send("POST", "/api/tree/import", exported.replaceFirst("v1", "w1"));
    assertThat(damaged.statusCode()).isEqualTo(400);
    assertThat(send("GET", "/api/tree/nodes/n/1", "").statusCode()).isEqualTo(404);
    assertThat(send("POST", "/api/tree/import", exported).body()).isEqualTo("{\"nodes\":300}");
    assertThat(send("GET", "/api/tree/nodes/n/299", "").body()).isEqualTo("v299");
  }

  @Test
  void while_it_is_opened_and_where_it_can_not_be_it_says_so() throws Exception {
    var opens = new CountDownLatch(1);
    var store = new Store(folder.resolve("others"), _ -> await(opens));
    try (var other = new Served(folder.resolve("others-blobs"), new LoopbackOnly(), store)) {
      var answer = other.get("/api/tree/stats");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("tree.opening");
      opens.countDown();
    }
    var taken = new Store(folder.resolve("tree"), _ -> {});
    try (var other = new Served(folder.resolve("taken-blobs"), new LoopbackOnly(), taken)) {
      other.control.await(Component.KHEPRI, State.FAILED::equals, Duration.ofSeconds(20));
      var answer = other.get("/api/tree/stats");
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).contains("tree.failed", "in use by process");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void while_it_is_off_nobody_has_the_folder_and_nothing_is_lost() throws Exception {
    send("PUT", "/api/tree/nodes/kept", "here");
    toggle(State.OFF);
    var answer = send("GET", "/api/tree/nodes/kept", "");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("component.off", "TOGGLE_KHEPRI");
    Store.openTree(folder.resolve("tree")).close();
    toggle(State.ON);
    assertThat(send("GET", "/api/tree/nodes/kept", "").body()).isEqualTo("here");
  }

  private void toggle(State to) throws InterruptedException {
    served
        .control
        .toggle(
            Component.KHEPRI, to == State.ON, new Participant("bob", "Bob", "person", List.of()))
        .join();
    assertThat(served.control.await(Component.KHEPRI, to::equals, Duration.ofSeconds(20))).isTrue();
  }
}

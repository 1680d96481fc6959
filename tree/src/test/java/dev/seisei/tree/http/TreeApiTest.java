package dev.seisei.tree.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.tree.Tree;
import dev.seisei.tree.log.MemoryLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What requests are answered.
final class TreeApiTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String WORLD = "/nodes/worlds/archipelago";

  private Tree tree;
  private TreeApi api;

  @BeforeEach
  void open() throws IOException {
    tree = Tree.open(MemoryLog::new, Tree.Options.USUAL);
    api = new TreeApi(tree);
  }

  @AfterEach
  void close() {
    tree.close();
  }

  private Response send(String method, String path) {
    return send(method, path, "", Map.of(), "");
  }

  private Response send(
      String method, String path, String query, Map<String, String> headers, String body) {
    int equals = query.indexOf('=');
    Map<String, String> parameters =
        query.isEmpty()
            ? Map.of()
            : equals < 0
                ? Map.of(query, "")
                : Map.of(query.substring(0, equals), query.substring(equals + 1));
    return api.handle(
            new Request(method, path, parameters, headers, body.getBytes(StandardCharsets.UTF_8)))
        .join();
  }

  private static JsonNode json(Response response) {
    return JSON.readTree(response.body());
  }

  @Test
  void a_node_is_put_read_and_removed() {
    var put = send("PUT", WORLD, "", Map.of("content-type", "text/plain; charset=utf-8"), "a");
    assertThat(put.status()).isEqualTo(201);
    assertThat(json(put).path("version").asInt()).isEqualTo(1);
    var get = send("GET", WORLD);
    assertThat(get.status()).isEqualTo(200);
    assertThat(get.body()).asString(StandardCharsets.UTF_8).isEqualTo("a");
    assertThat(get.headers())
        .containsEntry("Content-Type", "text/plain")
        .containsEntry("X-Content-Type-Options", "nosniff");
    String tag = String.valueOf(get.headers().get("ETag"));
    assertThat(send("GET", WORLD, "", Map.of("if-none-match", tag), "").status()).isEqualTo(304);
    assertThat(send("PUT", WORLD, "", Map.of("if-match", tag), "b").status()).isEqualTo(200);
    assertThat(send("PUT", WORLD, "", Map.of("if-match", tag), "c").status()).isEqualTo(412);
    assertThat(send("PUT", WORLD, "", Map.of("if-none-match", "*"), "c").status()).isEqualTo(412);
    assertThat(send("DELETE", WORLD, "", Map.of("if-match", tag), "").status()).isEqualTo(412);
    assertThat(json(send("GET", WORLD, "info", Map.of(), "")).path("version").asInt()).isEqualTo(2);
    assertThat(send("DELETE", WORLD).status()).isEqualTo(204);
    assertThat(send("DELETE", WORLD).status()).isEqualTo(404);
    assertThat(send("GET", WORLD).status()).isEqualTo(404);
  }

  @Test
  void an_operation_is_done_once() {
    var headers = Map.of("seisei-operation", "ada/1", "if-none-match", "*");
    assertThat(send("PUT", WORLD, "", headers, "a").status()).isEqualTo(201);
    var again = send("PUT", WORLD, "", headers, "a");
    assertThat(again.status()).isEqualTo(201);
    assertThat(json(again).path("repeated").asBoolean()).isTrue();
  }

  @Test
  void a_pattern_is_listed_and_removed() {
    for (String name : new String[] {"a", "b", "c"}) {
      send("PUT", "/nodes/n/" + name, "", Map.of(), name);
    }
    var found = json(send("GET", "/match", "pattern=/n/*[data = \"b\"]", Map.of(), ""));
    assertThat(found.path("more").asBoolean()).isFalse();
    assertThat(found.path("nodes").size()).isEqualTo(1);
    assertThat(found.path("nodes").path(0).path("path").asString()).isEqualTo("/n/b");
    assertThat(json(send("DELETE", "/match", "pattern=/n/*", Map.of(), "")).path("removed").asInt())
        .isEqualTo(3);
    assertThat(json(send("GET", "/stats")).path("nodes").asInt()).isZero();
  }

  @Test
  void members_are_told() {
    assertThat(json(send("GET", "/members")).path("role").asString()).isEqualTo("leader");
    var learner = "{\"id\": \"b\", \"address\": \"127.0.0.1:1\", \"learner\": true}";
    assertThat(send("POST", "/members", "", Map.of(), learner).status()).isEqualTo(409);
    assertThat(send("DELETE", "/members/b").status()).isEqualTo(409);
    assertThat(send("POST", "/leader", "", Map.of(), "{\"id\": \"b\"}").status()).isEqualTo(409);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET | /nothing | '' | 404",
        "PATCH | /nodes/a | '' | 405",
        "GET | /nodes//a | '' | 400",
        "GET | /nodes/a%zz | '' | 400",
        "GET | /nodes/a | consistency=sometimes | 400",
        "GET | /match | '' | 400",
        "GET | /match | pattern=a | 400",
        "DELETE | /match | pattern=/ | 422",
        "POST | /members | '' | 400",
        "POST | /leader | '' | 400",
        "DELETE | /members/a%2F | '' | 400",
        "PUT | /nodes/ | '' | 200",
      })
  void what_is_wrong_is_said(String method, String path, String query, int status) {
    var response = send(method, path, query, Map.of(), "");
    assertThat(response.status()).isEqualTo(status);
    if (status >= 400) {
      assertThat(response.headers()).containsEntry("Content-Type", "application/problem+json");
      assertThat(json(response).path("code").asString()).isNotEmpty();
      assertThat(json(response).path("detail").asString()).isNotEmpty();
    }
  }

  @Test
  void wrong_headers_are_said() {
    for (var header :
        Map.of("if-match", "W/\"1\"", "seisei-operation", "ada", "content-type", "text")
            .entrySet()) {
      var headers = Map.of(header.getKey(), header.getValue());
      assertThat(send("PUT", WORLD, "", headers, "").status()).isEqualTo(400);
    }
  }

  @Test
  void a_watch_sends_lines() throws Exception {
    send("PUT", WORLD, "", Map.of(), "a");
    var lines = new LinkedBlockingQueue<String>();
    var request =
        new Request(
            "GET", "/watch", Map.of("pattern", "/**", "present", ""), Map.of(), new byte[0]);
    try (var _ = api.watch(request, line -> lines.add(new String(line, StandardCharsets.UTF_8)))) {
      assertThat(lines.poll(10, TimeUnit.SECONDS)).contains("\"present\"", "\"/worlds\"");
      assertThat(lines.poll(10, TimeUnit.SECONDS)).contains("\"present\"", "archipelago");
      send("DELETE", WORLD);
      assertThat(lines.poll(10, TimeUnit.SECONDS)).contains("\"deleted\"").endsWith("}\n");
    }
  }
}

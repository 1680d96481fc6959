package dev.seisei.sidecar.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.control.Component;
import dev.seisei.control.State;
import dev.seisei.sidecar.participants.LoopbackOnly;
import dev.seisei.sidecar.store.Store;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The document and the routes against each other; that every body fits its schema is in
/// `e2e/openapi.test.mjs`, by a validator that is not ours.
@Timeout(120)
@SuppressWarnings("NullAway.Init") // opened before all
final class OpenApiTest {
  private static final Set<String> METHODS = Set.of("get", "head", "post", "put", "delete");
  private static final JsonMapper JSON = new JsonMapper();

  private static Served served;
  private static JsonNode document;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    var store = new Store(folder.resolve("tree"), _ -> {});
    served = new Served(folder.resolve("blobs"), new LoopbackOnly(), store);
    served.control.await(Component.KHEPRI, State.ON::equals, Duration.ofSeconds(20));
    document = JSON.readTree(served.get("/api/openapi.json").body());
  }

  @AfterAll
  static void close() {
    served.close();
  }

  /// Every way that the document tells of, as `get /api/worlds`.
  private static Set<String> described() {
    var ways = new TreeSet<String>();
    document
        .path("paths")
        .forEachEntry(
            (path, item) -> item.propertyNames().forEach(method -> ways.add(method + " " + path)));
    return ways;
  }

  private static String example(String path, JsonNode operation) {
    String filled = path;
    var query = new StringBuilder();
    for (JsonNode parameter : operation.path("parameters")) {
      String name = parameter.path("name").stringValue();
      String value = parameter.path("example").stringValue();
      if (parameter.path("in").stringValue().equals("path")) {
        filled = filled.replace("{" + name + "}", value);
      } else if (parameter.path("required").booleanValue()) {
        query.append(query.isEmpty() ? "?" : "&").append(name).append('=').append(value);
      }
    }
    return filled + query;
  }

  private static HttpResponse<String> ask(String method, String address) throws Exception {
    return ask(method, address, HttpResponse.BodyHandlers.ofString());
  }

  private static <T> HttpResponse<T> ask(
      String method, String address, HttpResponse.BodyHandler<T> as) throws Exception {
    return served.client.send(
        HttpRequest.newBuilder(served.uri("http", address))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build(),
        as);
  }

  @Test
  void every_route_is_described_and_nothing_else_is() {
    var routed = new TreeSet<String>();
    for (Route route : served.edge.routes()) {
      routed.add(route.method().name().toLowerCase(Locale.ROOT) + " " + route.path());
      if (route.method().name().equals("GET")) {
        routed.add("head " + route.path());
      }
    }
    assertThat(described()).isEqualTo(routed).hasSizeGreaterThan(40);
  }

  @Test
  void nothing_is_served_below_api_and_health_that_is_not_described() {
    // What was put on the router by hand has no name, or one that is no path of the document.
    Set<String> paths =
        described().stream()
            .map(way -> way.substring(way.indexOf(' ') + 1))
            .collect(Collectors.toSet());
    assertThat(served.edge.routed())
        .filteredOn(name -> name.startsWith("/api") || name.startsWith("/health"))
        .isNotEmpty()
        .allMatch(paths::contains);
  }

  @Test
  void every_way_that_is_described_answers_as_it_says() throws Exception {
    for (String way : described()) {
      String method = way.substring(0, way.indexOf(' '));
      String path = way.substring(way.indexOf(' ') + 1);
      JsonNode operation = document.path("paths").path(path).path(method);
      HttpResponse<InputStream> answer =
          ask(
              method.toUpperCase(Locale.ROOT),
              example(path, operation),
              HttpResponse.BodyHandlers.ofInputStream());
      answer.body().close(); // of which some have no end
      assertThat(answer.statusCode()).as(way).isNotIn(405, 500, 501);
      JsonNode said = operation.path("responses").path(Integer.toString(answer.statusCode()));
      assertThat(said.isObject()).as("%s says %d", way, answer.statusCode()).isTrue();
      String type = answer.headers().firstValue("content-type").orElse("");
      if (!method.equals("head")) {
        assertThat(said.path("content").propertyNames()).as(way).containsExactly(type);
      }
      for (String header : said.path("headers").propertyNames()) {
        assertThat(answer.headers().firstValue(header)).as(way + ": " + header).isPresent();
      }
    }
    assertThat(served.complaints()).isEmpty();
  }

  @Test
  void what_is_not_described_is_not_possible_and_what_is_is_told() throws Exception {
    for (String path : document.path("paths").propertyNames()) {
      JsonNode item = document.path("paths").path(path);
      String address = example(path, item.iterator().next());
      var allowed = new TreeSet<String>(Set.of("OPTIONS"));
      item.propertyNames().forEach(method -> allowed.add(method.toUpperCase(Locale.ROOT)));
      for (String method : List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "BREW")) {
        if (!allowed.contains(method)) {
          HttpResponse<String> answer = ask(method, address);
          if (method.equals("HEAD")) { // whose answer has no body
            assertThat(answer.statusCode()).as(path).isEqualTo(405);
          } else {
            ApiTest.assertProblem(answer, 405, "request.method");
          }
          assertThat(Set.of(answer.headers().firstValue("allow").orElse("").split(", ", -1)))
              .as(path)
              .isEqualTo(allowed);
        }
      }
      HttpResponse<String> options = ask("OPTIONS", address);
      assertThat(options.statusCode()).isEqualTo(204);
      assertThat(Set.of(options.headers().firstValue("allow").orElse("").split(", ", -1)))
          .isEqualTo(allowed);
    }
  }

  @Test
  void every_reference_leads_somewhere_and_every_id_is_its_own() {
    Set<String> schemas = Set.copyOf(document.path("components").path("schemas").propertyNames());
    for (JsonNode reference : document.findValues("$ref")) {
      assertThat(reference.stringValue()).startsWith("#/components/schemas/");
      assertThat(schemas).contains(reference.stringValue().substring(21));
    }
    assertThat(document.findValues("operationId"))
        .doesNotHaveDuplicates()
        .hasSameSizeAs(described());
    assertThat(METHODS).containsAll(described().stream().map(way -> way.split(" ", 2)[0]).toList());
  }
}

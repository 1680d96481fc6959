package dev.seisei.sidecar.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
final class PipelineRoutesTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String CHUNK = "/api/worlds/archipelago/chunks/3/1/0/1";

  private @Nullable Served opened;

  @BeforeEach
  void open(@TempDir Path folder) {
    opened = new Served(folder);
  }

  @AfterEach
  void close() {
    served().close();
  }

  private Served served() {
    return Objects.requireNonNull(opened);
  }

  private JsonNode json(String path) {
    try {
      return JSON.readTree(served().get(path).body());
    } catch (Exception e) {
      throw new AssertionError(path, e);
    }
  }

  @Test
  void the_worlds_own_pipeline_is_listed_and_shown() {
    JsonNode list = json("/api/pipelines");
    assertThat(list.size()).isOne();
    assertThat(list.get(0).path("id").asString()).isEqualTo("archipelago");
    assertThat(list.get(0).path("state").asString()).isEqualTo("playing");
    JsonNode graph = json("/api/pipelines/archipelago");
    assertThat(graph.path("elements").valueStream().map(one -> one.path("path").asString()))
        .containsExactly("graph", "requests", "viewers");
    assertThat(
            graph
                .path("links")
                .valueStream()
                .map(one -> one.path("from").asString() + " " + one.path("to").asString()))
        .containsExactly("graph.out:requests requests.in", "graph.out:viewers viewers.in");
  }

  @Test
  void what_flowed_is_counted() throws Exception {
    assertThat(served().get(CHUNK).statusCode()).isEqualTo(200);
    Served.until(
        "it is read",
        () -> json("/api/pipelines/archipelago").path("links").get(0).path("sent").asLong() == 1);
    JsonNode link = json("/api/pipelines/archipelago").path("links").get(0);
    assertThat(link.path("format").asString()).isEqualTo("encoded-chunk");
    assertThat(link.path("bytes").asLong()).isGreaterThan(100);
    assertThat(link.path("wants").asInt()).isZero();
  }

  @Test
  void a_pipeline_that_is_not_there_is_said_so() throws Exception {
    var answer = served().get("/api/pipelines/nowhere");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("\"code\":\"pipeline.unknown\"", "`nowhere`");
  }

  @Test
  void metrics_are_prometheus_text() throws Exception {
    assertThat(served().get(CHUNK).statusCode()).isEqualTo(200);
    Served.until(
        "it is read",
        () -> json("/api/pipelines/archipelago").path("links").get(0).path("sent").asLong() == 1);
    var answer = served().get("/metrics");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
    List<String> lines = answer.body().lines().toList();
    assertThat(lines)
        .contains(
            "seisei_chunks_made_total 1.0",
            "seisei_connections 0.0",
            "seisei_pipeline_link_buffers_total{from=\"graph.out:requests\","
                + "pipeline=\"archipelago\",to=\"requests.in\"} 1.0",
            "seisei_pipeline_element_playing{element=\"graph\",pipeline=\"archipelago\","
                + "type=\"world-graph\"} 1.0",
            "seisei_pipeline_link_waiting_seconds_count{from=\"graph.out:requests\","
                + "pipeline=\"archipelago\",to=\"requests.in\"} 1");
    assertThat(answer.body()).contains("jvm_memory_used_bytes{area=\"heap\"");
    // Whatever is no comment is a name, labels and a number.
    var line = Pattern.compile("[a-z][a-z0-9_]*(\\{.*\\})? (-?[0-9.]+([eE]-?[0-9]+)?|NaN|[+-]Inf)");
    assertThat(lines)
        .filteredOn(one -> !one.startsWith("#"))
        .hasSizeGreaterThan(50)
        .allMatch(one -> line.matcher(one).matches());
  }
}

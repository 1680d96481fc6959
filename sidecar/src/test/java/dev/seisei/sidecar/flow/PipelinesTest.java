package dev.seisei.sidecar.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.seisei.data.ChunkKey;
import dev.seisei.pipeline.PipelineException;
import dev.seisei.sidecar.chunk.ChunkStore;
import dev.seisei.sidecar.chunk.HandMaker;
import dev.seisei.testkit.flow.Until;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pipelines in files that the sidecar plays.
@Timeout(60)
final class PipelinesTest {
  private static final String BAKE =
      """
      {
        "format": "seisei-pipeline/1",
        "id": "bake",
        "elements": {
          "graph": { "type": "world-graph", "options": { "world": "world" } },
          "area": {
            "type": "area-chunks",
            "options": { "lod": 0, "minX": -2, "minZ": 3, "maxX": 4, "maxZ": 8 }
          },
          "write": { "type": "directory-sink", "options": { "path": "out" } }
        },
        "links": ["graph -> area", { "line": "area -> write", "queue": 3 }]
      }
      """;

  private final ChunkStore store = new ChunkStore(this::make, 2, 1 << 20);
  private final Pipelines pipelines = new Pipelines();
  private final Worlds worlds =
      world -> {
        if (!world.equals("world")) {
          throw new PipelineException("world.unknown", "There is no world `" + world + "` here.");
        }
        return store;
      };
  private volatile boolean fails;

  @TempDir private Path folder;

  private dev.seisei.sidecar.chunk.EncodedChunk make(ChunkKey key) {
    if (fails && key.x() == 1) {
      throw new IllegalStateException("no ground");
    }
    return HandMaker.blank(key, 100 + key.z());
  }

  @AfterEach
  void close() {
    pipelines.close();
    store.close();
  }

  private Path file(String name, String json) throws IOException {
    return Files.writeString(folder.resolve(name), json);
  }

  private String state(String id) {
    return pipelines.graph(id).map(graph -> graph.path("state").asString()).orElse("none");
  }

  private void play(Worlds worlds, List<Path> files) {
    pipelines.read(worlds, files);
    pipelines.start(_ -> {});
  }

  @Test
  void a_file_bakes_an_area_of_a_world_and_ends() throws Exception {
    Files.createDirectory(folder.resolve("out"));
    play(worlds, List.of(file("bake.json", BAKE)));
    Until.so(() -> state("bake"), () -> state("bake").equals("ended"));
    try (var files = Files.list(folder.resolve("out"))) {
      assertThat(files.map(one -> one.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              IntStream.rangeClosed(-2, 4)
                  .boxed()
                  .flatMap(x ->
                      IntStream.rangeClosed(3, 8).mapToObj(z -> "0_" + x + "_0_" + z + ".chunk"))
                  .toList());
    }
    assertThat(Files.size(folder.resolve("out/0_-1_0_7.chunk"))).isEqualTo(107);
  }

  @Test
  void a_chunk_that_cannot_be_made_fails_it() throws Exception {
    fails = true;
    Files.createDirectory(folder.resolve("out"));
    play(worlds, List.of(file("bake.json", BAKE)));
    Until.so(() -> state("bake"), () -> state("bake").equals("failed"));
    assertThat(
            pipelines.graph("bake").orElseThrow().path("elements").get(1).path("crash").asString())
        .contains("area.missed", "no ground");
  }

  @Test
  void they_are_stopped_and_started_together_and_serving_goes_on() throws Exception {
    Files.createDirectory(folder.resolve("out"));
    var desk = new Desk();
    pipelines.serve(worlds, "world", Map.of("viewers", desk));
    play(
        worlds,
        List.of(file("one.json", BAKE), file("other.json", BAKE.replace("\"bake\"", "\"other\""))));
    pipelines.stop();
    assertThat(pipelines.list().valueStream().map(one -> one.path("id").asString()))
        .containsExactly("world");
    assertThat(desk.want(ChunkKey.terrain(0, 9, 9), 0).chunk().get().key().x()).isEqualTo(9);
    pipelines.start(_ -> {});
    pipelines.start(_ -> {});
    assertThat(pipelines.list().valueStream().map(one -> one.path("id").asString()))
        .containsExactly("bake", "other", "world");
    Until.so(() -> state("other"), () -> state("other").equals("ended"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"world\": \"world\" | \"world\": \"moon\" | element.open",
        "\"world\": \"world\" | \"worlds\": \"x\" | option.unknown",
        "\"maxX\": 4 | \"maxX\": 40000 | option.refused",
        "graph -> area | graph -> write | pad.taken",
        "\"out\" | \"../out\" | option.path",
        "world-graph | world-grapf | element.unknown",
      })
  void if_one_has_a_mistake_none_plays(String right, String wrong, String code) throws Exception {
    Files.createDirectory(folder.resolve("out"));
    assertThat(BAKE).contains(right);
    Path good = file("good.json", BAKE);
    Path bad = file("bad.json", BAKE.replace(right, wrong).replace("\"bake\"", "\"bad\""));
    assertThatExceptionOfType(PipelineException.class)
        .isThrownBy(() -> play(worlds, List.of(good, bad)))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    assertThat(pipelines.list()).isEmpty();
  }

  private String bypassed(String element) {
    return pipelines
        .graph("bake")
        .orElseThrow()
        .path("elements")
        .valueStream()
        .filter(one -> one.path("path").asString().equals(element))
        .map(one -> one.path("state").asString() + " " + one.path("bypassed").asString(""))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void filters_of_a_component_that_is_off_let_everything_past_and_say_so() throws Exception {
    Files.createDirectory(folder.resolve("out"));
    pipelines.switchOff("throttle", "its component is off");
    pipelines.switchOff("directory-sink", "no filter, so it stays");
    var slow =
        BAKE.replace(
                "\"write\": {",
                "\"slow\": { \"type\": \"throttle\", \"options\": { \"perSecond\": 0.01 } },"
                    + " \"write\": {")
            .replace("area -> write", "area -> slow -> write");
    play(worlds, List.of(file("bake.json", slow)));
    Until.so(() -> state("bake"), () -> state("bake").equals("ended"));
    assertThat(bypassed("slow")).isEqualTo("ended its component is off");
    assertThat(bypassed("write")).isEqualTo("ended ");
    pipelines.stop();
    pipelines.switchOn("throttle");
    pipelines.start(_ -> {});
    Until.so(() -> bypassed("slow"), () -> bypassed("slow").equals("playing "));
    pipelines.switchOff("throttle", "off again");
    Until.so(() -> state("bake"), () -> state("bake").equals("ended"));
  }
}

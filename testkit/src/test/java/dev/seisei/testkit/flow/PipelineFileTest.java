package dev.seisei.testkit.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.seisei.pipeline.OnCrash;
import dev.seisei.pipeline.Pipeline;
import dev.seisei.pipeline.PipelineException;
import dev.seisei.pipeline.WhenFull;
import dev.seisei.pipeline.element.DeadLetters;
import dev.seisei.pipeline.element.DigestCheck;
import dev.seisei.pipeline.element.DirectorySink;
import dev.seisei.pipeline.element.DirectorySource;
import dev.seisei.pipeline.element.Tap;
import dev.seisei.pipeline.element.Tee;
import dev.seisei.pipeline.engine.Engine;
import dev.seisei.pipeline.engine.Listener;
import dev.seisei.pipeline.file.Catalogue;
import dev.seisei.pipeline.file.PipelineFile;
import dev.seisei.pipeline.file.PipelineSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pipelines in files.
final class PipelineFileTest {
  private static final String COPY =
      """
      {
        "format": "seisei-pipeline/1",
        "id": "copy",
        "elements": {
          "read": { "type": "directory-source", "options": { "path": "in" } },
          "check": { "type": "digest-check" },
          "tee": { "type": "tee" },
          "write": { "type": "directory-sink", "options": { "path": "out" } },
          "look": { "type": "tap", "options": { "every": 2 } },
          "again": { "type": "directory-sink", "options": { "path": "again" }, "apart": true },
          "letters": { "type": "dead-letters" }
        },
        "links": [
          "read -> check -> tee -> write",
          { "line": "tee.out:side -> look", "queue": 8, "whenFull": "throttle" },
          "look -> again"
        ],
        "groups": {
          "checking": {
            "members": ["check"], "onCrash": "restart", "deadLetters": "letters",
            "restart": { "firstMillis": 1, "limit": 9, "bypass": true }
          }
        }
      }
      """;

  @TempDir private Path folder;

  private Pipeline parse(String json) {
    return PipelineFile.parse(
        "copy.json", json.getBytes(StandardCharsets.UTF_8), Catalogue.shipped(folder));
  }

  @Test
  void a_file_and_a_builder_draw_the_same_picture() {
    var usual = OnCrash.Restart.usual();
    var drawn =
        Pipeline.named("copy")
            .from("read", new DirectorySource(folder.resolve("in"), false, 10_000, 64 << 20))
            .to("check", new DigestCheck(true))
            .to("tee", new Tee())
            .to("write", new DirectorySink(folder.resolve("out"), 10_000))
            .from("tee.out:side")
            .queue(8, WhenFull.THROTTLE)
            .to("look", new Tap(2))
            .to("again", new DirectorySink(folder.resolve("again"), 10_000))
            .apart()
            .child("letters", new DeadLetters(64))
            .group(
                "checking",
                new OnCrash.Restart(Duration.ofMillis(1), usual.longest(), 9, usual.within(), true),
                "check")
            .deadLetters("letters")
            .build();
    assertThat(parse(COPY)).isEqualTo(drawn);
  }

  @Test
  void it_copies_files() throws IOException {
    for (String name : new String[] {"in", "out", "again"}) {
      Files.createDirectory(folder.resolve(name));
    }
    for (int i = 0; i < 20; i++) {
      Files.writeString(folder.resolve("in").resolve("file-" + i + ".txt"), "content " + i);
    }
    try (var engine = Engine.start()) {
      engine.play(parse(COPY), Listener.NONE).awaitEnd(Duration.ofSeconds(30));
    }
    for (String name : new String[] {"out", "again"}) {
      try (var files = Files.list(folder.resolve(name))) {
        assertThat(files).hasSize(20);
      }
      assertThat(folder.resolve(name).resolve("file-7.txt")).hasContent("content 7");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "seisei-pipeline/1 | seisei-pipeline/7 | file.rule",
        "\"links\" | \"lines\" | file.rule",
        "\"tap\" | \"tab\" | element.unknown",
        "\"every\": 2 | \"every\": 0 | option.refused",
        "\"every\": 2 | \"every\": \"two\" | option.type",
        "\"every\": 2 | \"ever\": 2 | option.unknown",
        "\"path\": \"again\" | \"mostFiles\": 2 | option.missing",
        "\"again\" | \"../../again\" | option.path",
        "read -> check | read => check | link.end",
        "throttle | explode | file.rule",
        "\"queue\": 8 | \"queue\": 0 | link.queue",
        "\"limit\": 9 | \"limit\": 0 | file.rule",
        "[\"check\"] | [\"cheque\"] | group.unknown",
        "look -> again | look -> nobody | link.unknown",
        "seisei-pipeline/1\", | seisei-pipeline/1\" | file.json",
      })
  void a_file_with_a_mistake_is_refused_whole(String right, String wrong, String code) {
    assertThat(COPY).contains(right);
    assertThatExceptionOfType(PipelineException.class)
        .isThrownBy(() -> parse(COPY.replace(right, wrong)))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void the_published_schema_is_that_of_what_ships() throws IOException {
    String schema = PipelineSchema.of(Catalogue.shipped(folder));
    try (var published = PipelineFile.class.getResourceAsStream("pipeline.schema.json")) {
      assertThat(
              new String(Objects.requireNonNull(published).readAllBytes(), StandardCharsets.UTF_8))
          .as("make it anew: it is\n%s", schema)
          .isEqualTo(schema);
    }
  }

  private List<Error> faults(String json) {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(PipelineSchema.of(Catalogue.shipped(folder)));
    return schema.validate(json, InputFormat.JSON);
  }

  @Test
  void what_is_read_is_what_the_schema_allows() {
    assertThat(faults(COPY)).isEmpty();
  }

  /// What the schema cannot see is how parts refer to each other.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "seisei-pipeline/1 | seisei-pipeline/7",
        "\"links\" | \"lines\"",
        "\"tap\" | \"tab\"",
        "\"every\": 2 | \"every\": \"two\"",
        "\"every\": 2 | \"ever\": 2",
        "\"path\": \"again\" | \"mostFiles\": 2",
        "read -> check | read => check",
        "throttle | explode",
        "\"queue\": 8 | \"queue\": 0",
        "\"limit\": 9 | \"limit\": 0",
      })
  void the_schema_refuses_what_the_reader_refuses(String right, String wrong) {
    assertThat(faults(COPY.replace(right, wrong))).isNotEmpty();
  }
}

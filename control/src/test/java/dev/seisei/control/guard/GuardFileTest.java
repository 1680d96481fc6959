package dev.seisei.control.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seisei.control.Component;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GuardFileTest {
  private static final String GOOD =
      """
      {
        "format": "seisei-guards/1",
        "guards": [
          { "event": "TOGGLE_KHEPRI", "name": "operators only", "when": "'operator' in participant.roles" },
          { "event": "TOGGLE_ADA", "at": "join", "name": "thirty at most", "when": "world.participants < 30" }
        ]
      }
      """;

  private static Guards parse(String json) {
    return GuardFile.parse("guards.json", json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void a_file_is_read_in_its_order(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("guards.json");
    Files.writeString(file, GOOD);
    Guards guards = GuardFile.read(file);
    assertThat(guards.conditions())
        .extracting(Condition::name)
        .containsExactly("operators only", "thirty at most");
    assertThat(guards.of(Component.ADA, Condition.Moment.JOIN)).hasSize(1);
    assertThat(guards.of(Component.ADA, Condition.Moment.TOGGLE)).isEmpty();
    assertThatThrownBy(() -> GuardFile.read(folder.resolve("none.json")))
        .hasMessageContaining("none.json: there is no such file. [guard.file]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          seisei-guards/1 | seisei-guards/2 | format: must be "seisei-guards/1", got "seisei-guards/2". [guard.file]
          TOGGLE_KHEPRI   | TOGGLE_KEPHRI   | guards[0]: event: there is no `TOGGLE_KEPHRI`. There are: TOGGLE_ADA, TOGGLE_ELIXIR_PHOENIX,
          "at": "join"    | "at": "leave"   | guards[1]: at: must be toggle or join, got `leave`. [guard.file]
          "at": "join"    | "on": "join"    | guards[1]: there is no field `on`. There are: at, event, name, when. [guard.file]
          "format":       | "from": 1, "format": | there is no field `from`
          "name": "operators only" | "name": 7 | guards[0]: name: must be a text, got 7. [guard.file]
          operators only  | thirty at most  | names two conditions
          participant.roles | participant.ages | `operators only`: at character 15: undeclared reference to 'participant'
          "guards": [     | "guards": 3, "guards": [ | is not JSON: Duplicate
          """)
  void a_mistake_refuses_the_whole_file_and_says_where(String from, String to, String why) {
    assertThatThrownBy(() -> parse(GOOD.replace(from, to)))
        .isInstanceOf(GuardException.class)
        .hasMessageStartingWith("guards.json: ")
        .hasMessageContaining(why);
  }

  @Test
  void what_is_no_object_or_too_large_is_refused() {
    for (String json :
        new String[] {"", "[]", "null", "{} {}", "{\"format\": \"seisei-guards/1\"}"}) {
      assertThatThrownBy(() -> parse(json)).isInstanceOf(GuardException.class);
    }
    assertThatThrownBy(() -> parse(GOOD + " ".repeat(64 << 10)))
        .hasMessageContaining("must be at most 65536 bytes");
    var many = new StringBuilder();
    for (int i = 0; i < 65; i++) {
      many.append(
          "{\"event\": \"TOGGLE_ADA\", \"name\": \"n%d\", \"when\": \"true\"},".formatted(i));
    }
    many.setLength(many.length() - 1);
    assertThatThrownBy(() -> parse("{\"format\": \"seisei-guards/1\", \"guards\": [" + many + "]}"))
        .hasMessageContaining("There may be 64 conditions, got 65. [guard.too-many]");
  }
}

package dev.seisei.sidecar.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seisei.control.Component;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ToggleFileTest {
  @TempDir private Path folder;

  @Test
  void what_was_kept_is_read_again() {
    var wanted = Map.of(Component.KHEPRI, false, Component.ADA, true);
    ToggleFile.in(folder).keep(wanted);
    assertThat(ToggleFile.in(folder).kept()).isEqualTo(wanted);
    assertThat(folder).isDirectoryContaining("glob:**/toggles.json");
  }

  @Test
  void where_nothing_was_kept_nothing_is_known() {
    assertThat(ToggleFile.in(folder).kept()).isEmpty();
    assertThat(ToggleFile.in(folder.resolve("none")).kept()).isEmpty();
  }

  @Test
  void a_disk_that_refuses_leaves_the_older_ones() throws Exception {
    ToggleFile.in(folder).keep(Map.of(Component.ADA, false));
    var gone = ToggleFile.in(folder.resolve("none"));
    assertThatThrownBy(() -> gone.keep(Map.of(Component.ADA, true)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("its folder is not there");
    assertThat(ToggleFile.in(folder).kept()).isEqualTo(Map.of(Component.ADA, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{\"format\": \"seisei-toggles/1\"}",
        "{\"format\": \"seisei-toggles/2\", \"toggles\": {}}",
        "{\"format\": \"seisei-toggles/1\", \"toggles\": {}, \"more\": 1}",
        "{\"format\": \"seisei-toggles/1\", \"toggles\": []}",
        "{\"format\": \"seisei-toggles/1\", \"toggles\": {\"Khepri\": true}}",
        "{\"format\": \"seisei-toggles/1\", \"toggles\": {\"Khepri\": \"ON\"}}",
        "{\"format\": \"seisei-toggles/1\", \"toggles\": {\"khepri\": \"on\"}}",
        "{\"format\": \"seisei-toggles/1\", \"toggles\": {\"Khepri\": \"on\", \"Khepri\": \"off\"}}",
        "{\"format\": \"seisei-toggles/1\", \"toggles\": {\"Khepri\": \"on\"}} {}",
      })
  void what_is_not_understood_is_refused_with_the_way_out(String text) throws Exception {
    Files.writeString(folder.resolve("toggles.json"), text);
    assertThatThrownBy(() -> ToggleFile.in(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("toggles.json does not say which components are to be on")
        .hasMessageEndingWith("Mend it, or take it away: then all are on. [toggles.damaged]");
  }

  @Test
  void a_file_without_end_is_refused() throws Exception {
    Files.writeString(folder.resolve("toggles.json"), " ".repeat(20_000));
    assertThatThrownBy(() -> ToggleFile.in(folder)).hasMessageContaining("more than 16384 bytes");
  }
}

package dev.seisei.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.sidecar.participants.KeyFile;
import dev.seisei.testkit.Repository;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Options of `run` that start nothing; what starts is in `e2e/command.test.mjs`.
@Timeout(60)
final class RunTest {
  @TempDir private Path folder;

  private final StringWriter errors = new StringWriter();

  private int run(String... options) {
    String[] all = {
      "run",
      "--world",
      Repository.path("worlds/archipelago.json").toString(),
      "--data",
      folder.resolve("data").toString()
    };
    String[] arguments = new String[all.length + options.length];
    System.arraycopy(all, 0, arguments, 0, all.length);
    System.arraycopy(options, 0, arguments, all.length, options.length);
    return Seisei.commandLine().setErr(new PrintWriter(errors)).execute(arguments);
  }

  @ParameterizedTest
  @CsvSource({
    "--port, -1, 'port: must be 0 to 65535, got -1'",
    "--port, 65536, 'port: must be 0 to 65535, got 65536'",
    "--heartbeat, -5, 'heartbeat: must be 0.3 to 3600 s, got -5.0 s'",
    "--heartbeat, 0.299, 'heartbeat: must be 0.3 to 3600 s, got 0.299 s'",
    "--heartbeat, NaN, 'heartbeat: must be 0.3 to 3600 s, got 0.0 s'",
    "--heartbeat, 3601, 'heartbeat: must be 0.3 to 3600 s, got 3601.0 s'",
    "--heartbeat, 1e300, 'heartbeat: must be 0.3 to 3600 s, got '",
    "--threads, 0, '--threads must be 1 to 256, got 0'",
    "--threads, 257, '--threads must be 1 to 256, got 257'",
    "--cache-megabytes, 0, '--cache-megabytes must be 1 to 1048576, got 0'",
    "--cache-megabytes, 2000000, '--cache-megabytes must be 1 to 1048576, got 2000000'",
  })
  void an_option_out_of_range_is_refused_before_anything_is_written(
      String option, String value, String told) {
    assertThat(run(option + "=" + value)).isEqualTo(1);
    assertThat(errors.toString()).startsWith("seisei run: " + told).hasLineCount(1);
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({"--port, four", "--heartbeat, soon", "--threads, 1.5", "--wings, two"})
  void an_option_that_is_none_is_refused_with_the_usage(String option, String value) {
    assertThat(run(option + "=" + value)).isEqualTo(2);
    assertThat(errors.toString()).contains(option).contains("Usage: seisei run");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void an_address_of_another_machine_is_refused_with_the_way_out() {
    KeyFile.makeSecret(folder.resolve("data"));
    assertThat(run("--host=192.0.2.1", "--port=0")).isEqualTo(1);
    assertThat(errors.toString())
        .startsWith("seisei run: Cannot listen at 192.0.2.1:0: ")
        .contains("an address of this machine with --host");
  }

  @Test
  void listening_elsewhere_without_a_secret_is_refused_before_anything_is_written() {
    assertThat(run("--host=0.0.0.0", "--port=0")).isEqualTo(1);
    assertThat(errors.toString())
        .startsWith("seisei run: Without tokens whoever reaches 0.0.0.0 could change the world.")
        .contains("./seisei token secret --data " + folder.resolve("data"))
        .hasLineCount(1);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_token_key_that_is_none_is_refused() {
    assertThat(run("--token-key=" + folder.resolve("none"), "--port=0")).isEqualTo(1);
    assertThat(errors.toString()).endsWith("none: there is no such file\n");
  }

  @Test
  void state_that_cannot_be_kept_is_told() throws Exception {
    Files.writeString(folder.resolve("data"), "a file");
    assertThat(run("--port=0")).isEqualTo(1);
    assertThat(errors.toString())
        .startsWith("seisei run: cannot make the folder ")
        .endsWith("for blobs: Not a directory\n");
  }
}

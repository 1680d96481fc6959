package dev.seisei.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The command `token`; that a server heeds it is in `e2e/participants.test.mjs`.
@Timeout(60)
final class TokenTest {
  @TempDir private Path data;

  private String out = "";
  private String errors = "";

  private int token(String command, String... options) {
    var told = new StringWriter();
    var wrong = new StringWriter();
    String[] arguments = new String[4 + options.length];
    arguments[0] = "token";
    arguments[1] = command;
    arguments[2] = "--data";
    arguments[3] = data.toString();
    System.arraycopy(options, 0, arguments, 4, options.length);
    int code =
        Seisei.commandLine()
            .setOut(new PrintWriter(told))
            .setErr(new PrintWriter(wrong))
            .execute(arguments);
    out = told.toString();
    errors = wrong.toString();
    return code;
  }

  /// Makes a token and returns its id.
  private String make(String... options) {
    assertThat(token("make", options)).as(errors).isZero();
    assertThat(out).matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\n");
    assertThat(errors).startsWith("Token ");
    return errors.substring(6, 30);
  }

  @Test
  void a_token_is_made_listed_and_revoked() {
    assertThat(token("secret")).isZero();
    assertThat(out).contains(data.resolve("token.secret").toString());
    String ada = make("ada", "--role", "author,operate", "--name", "Ada", "--kind", "person");
    String bob = make("bob");
    assertThat(token("list")).isZero();
    assertThat(out.lines().toList())
        .satisfiesExactly(
            line -> assertThat(line).startsWith(ada + "  ada: author and operate, good, until 2"),
            line -> assertThat(line).startsWith(bob + "  bob: view, good, until 2"));
    assertThat(token("revoke", ada)).isZero();
    assertThat(out).isEqualTo("Revoked the token " + ada + "\n");
    token("list");
    assertThat(out.lines().toList())
        .satisfiesExactly(
            line -> assertThat(line).startsWith(bob),
            line -> assertThat(line).startsWith(ada).contains("revoked"));
    assertThat(token("revoke", "--participant", "bob")).isZero();
    token("list");
    assertThat(out.lines()).allMatch(line -> line.contains("revoked"));
  }

  @Test
  void a_pair_makes_tokens_too() {
    assertThat(token("secret", "--pair")).isZero();
    assertThat(data.resolve("token.pub")).isRegularFile();
    make("ada", "--for", "90m");
    assertThat(token("secret", "--pair")).isEqualTo(1);
    assertThat(errors).contains("is there already");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "make | ada | There is no key to make tokens with",
        "revoke | abc | There is no token abc",
      })
  void without_a_key_or_a_token_the_way_out_is_told(String command, String who, String told) {
    assertThat(token(command, who)).isEqualTo(1);
    assertThat(errors).startsWith("seisei " + command + ": " + told).hasLineCount(1);
    assertThat(Files.exists(data.resolve("token.secret"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "--role, god, 'role: must be one of view, edit, author, operate, got `god`'",
    "--kind, cat, 'kind: must be one of person,'",
    "--for, soon, '--for must be a time such as 90m, 12h or 30d, got soon'",
    "--for, 0d, '--for must be a time such as'",
    "--for, -3h, '--for must be a time such as'",
    "--for, 367d, 'expires: must be after'",
    "--for, 99999999999999d, 'expires: must be'",
    "--for, 999999999999999999999d, '--for must be a time such as'",
    "--name, '', 'name: must be 1 to 64 characters'",
  })
  void what_cannot_be_is_refused_and_nothing_is_written(String option, String value, String told) {
    token("secret");
    assertThat(token("make", "ada", option + "=" + value)).isEqualTo(1);
    assertThat(errors).startsWith("seisei make: " + told).hasLineCount(1);
    assertThat(data.resolve("tokens.json")).doesNotExist();
  }

  @Test
  void a_token_or_someone_is_revoked_and_not_both() {
    assertThat(token("revoke")).isEqualTo(1);
    assertThat(errors).contains("name the id of a token, or someone");
    assertThat(token("revoke", "t1", "--participant", "ada")).isEqualTo(1);
  }
}

package dev.seisei.sidecar.participants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.seisei.sidecar.participants.TokenBook.Revoked;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class TokenBookTest {
  private static final long NOW = 1_800_000_000;
  private static final long DAY = 86_400;

  // What it complains of is wanted here.
  private static final Logger LOG = Logger.getLogger(TokenBook.class.getName());

  static {
    LOG.setLevel(Level.OFF);
  }

  @TempDir private Path data;

  private static Claims claims(String token, long expires) {
    return new Claims(token, "ada", "Ada", Kind.PERSON, EnumSet.of(Role.AUTHOR), NOW, NOW, expires);
  }

  private Path file() {
    return data.resolve("tokens.json");
  }

  @Test
  void what_is_written_is_read() {
    var nameless = new Claims("t2", "bob", null, null, EnumSet.of(Role.VIEW), NOW, NOW, NOW + 9);
    var revoked = List.of(new Revoked("t1", null, 0, NOW + 9), new Revoked(null, "bob", NOW, NOW));
    TokenBook book = TokenBook.in(data);
    assertThat(book.content()).isEqualTo(TokenBook.Content.NONE);
    book.change(NOW, content -> content.with(claims("t1", NOW + 9)).with(nameless));
    book.change(NOW, content -> content.with(revoked.get(0)).with(revoked.get(1)));
    var written = new TokenBook.Content(List.of(claims("t1", NOW + 9), nameless), revoked);
    assertThat(book.content()).isEqualTo(written);
    assertThat(TokenBook.in(data).content()).isEqualTo(written);
    assertThat(book.isRevoked(claims("t1", NOW + 9))).isTrue();
    assertThat(book.isRevoked(nameless)).isTrue();
    assertThat(book.isRevoked(claims("t3", NOW + 9))).isFalse();
  }

  @Test
  void what_is_long_over_is_dropped() {
    TokenBook book = TokenBook.in(data);
    book.change(
        NOW,
        content ->
            content
                .with(claims("t1", NOW + 1))
                .with(claims("t2", NOW + DAY))
                .with(new Revoked("t1", null, 0, NOW + 1)));
    assertThat(book.change(NOW + 30 * DAY, content -> content).made()).hasSize(2);
    TokenBook.Content later = book.change(NOW + 30 * DAY + 1, content -> content);
    assertThat(later.made()).containsExactly(claims("t2", NOW + DAY));
    assertThat(later.revoked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"format\":2,\"made\":[],\"revoked\":[]}",
        "{\"format\":1,\"made\":[]}",
        "{\"format\":1,\"made\":[],\"revoked\":[],\"more\":1}",
        "{\"format\":1,\"made\":[],\"revoked\":[{}]}",
        "{\"format\":1,\"made\":[],\"revoked\":[{\"token\":\"t\",\"participant\":\"a\",\"forget\":1}]}",
        "{\"format\":1,\"made\":[],\"revoked\":[{\"token\":\"t\"}]}",
        "{\"format\":1,\"made\":[],\"revoked\":[{\"token\":\"t\",\"forget\":1,\"x\":1}]}",
        "{\"format\":1,\"made\":[{}],\"revoked\":[]}",
        "{\"format\":1,\"format\":1,\"made\":[],\"revoked\":[]}",
        "{\"format\":1,\"made\":[],\"revoked\":[]} x"
      })
  void a_file_that_is_damaged_starts_nothing_and_lets_nobody_back_in(String text) throws Exception {
    TokenBook running = TokenBook.in(data);
    running.change(NOW, content -> content.with(new Revoked("t1", null, 0, NOW + DAY)));
    Files.writeString(file(), text);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TokenBook.in(data))
        .withMessageContaining("tokens.json");
    assertThat(running.refresh()).isFalse();
    assertThat(running.isRevoked(claims("t1", NOW + DAY))).isTrue();
    assertThatIllegalArgumentException().isThrownBy(() -> running.change(NOW, content -> content));
    assertThat(file()).hasContent(text);
  }

  @Test
  void a_file_that_is_taken_away_lets_nobody_back_in() throws Exception {
    TokenBook book = TokenBook.in(data);
    book.change(NOW, content -> content.with(new Revoked("t1", null, 0, NOW + DAY)));
    Files.delete(file());
    assertThat(book.refresh()).isFalse();
    assertThat(book.isRevoked(claims("t1", NOW + DAY))).isTrue();
  }
}

package dev.seisei.sidecar.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OriginsTest {
  private static Origins at(String host, String... patterns) {
    return new Origins(host, List.of(patterns));
  }

  @Test
  void who_is_no_browser_passes() {
    assertThat(at("0.0.0.0").admits(null, "example.com")).isTrue();
    assertThat(at("127.0.0.1").admits(null, null)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.com, example.com, true",
    "http://EXAMPLE.com:8080, example.com, true",
    "http://[2001:db8::1]:80, [2001:db8::1], true",
    "https://evil.com, example.com, false",
    "https://example.com.evil.com, example.com, false",
    "https://www.example.com, example.com, false",
    "http://localhost:8060, example.com, false",
    "http://localhost:8060, 127.0.0.1, false",
    "null, example.com, false",
    "file://, example.com, false",
    "'', example.com, false",
    "not a url, example.com, false",
    "https://example.com, , false",
  })
  void a_page_of_the_same_host_passes(String origin, String host, boolean passes) {
    assertThat(at("0.0.0.0").admits(origin, host)).isEqualTo(passes);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8060, 127.0.0.1, true",
    "http://127.0.0.1:8060, localhost, true",
    "http://127.9.9.9, localhost, true",
    "http://[::1]:8060, localhost, true",
    "http://127.0.0.1.evil.com, localhost, false",
    "http://localhost.evil.com, localhost, false",
    "https://evil.com, 127.0.0.1, false",
  })
  void at_this_machine_alone_every_page_of_it_passes(String origin, String host, boolean passes) {
    for (String listens : new String[] {"127.0.0.1", "localhost", "::1"}) {
      assertThat(at(listens).admits(origin, host)).as(listens).isEqualTo(passes);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "*, https://evil.com, true",
    "*, null, true",
    "//game.com, https://game.com, true",
    "//game.com, http://game.com:9, true",
    "//game.com, https://www.game.com, false",
    "//*.game.com, https://www.game.com, true",
    "//*.game.com, https://a.b.GAME.com:99, true",
    "//*.game.com, https://game.com, false",
    "//*.game.com, https://evilgame.com, false",
    "https://game.com, https://game.com, true",
    "https://game.com, http://game.com, false",
    "https://*.game.com:8443, https://x.game.com:8443, true",
    "https://*.game.com:8443, https://x.game.com, false",
    "http://localhost:1, http://localhost:1, true",
  })
  void a_pattern_lets_others_in(String pattern, String origin, boolean passes) {
    Origins origins = at("0.0.0.0", "//else.org", pattern);
    assertThat(origins.admits(origin, "example.com")).isEqualTo(passes);
    assertThat(origins.admits("https://else.org", "example.com")).isTrue();
    assertThat(origins.admits("https://example.com", "example.com")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "game.com",
        "//",
        "https://",
        "//*",
        "//game.com/",
        "//game.com/x",
        "//u@game.com",
        "//game.com?x",
        "//a b.com",
        "//*.*.com"
      })
  void a_pattern_that_is_none_is_refused(String pattern) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> at("0.0.0.0", pattern))
        .withMessageStartingWith("allow-origin: must be ");
  }
}

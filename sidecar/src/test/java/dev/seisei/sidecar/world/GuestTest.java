package dev.seisei.sidecar.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

final class GuestTest {
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void who_says_nothing_is_a_guest_with_a_name_of_their_own() {
    Guest one = Guest.of(JSON.readTree("{}"));
    Guest other = Guest.of(JSON.readTree("null"));
    assertThat(one.name()).isEqualTo("Guest");
    assertThat(one.kind()).isEqualTo("program");
    assertThat(one.colour()).matches("#[0-9a-f]{6}");
    assertThat(one.id()).isNotEqualTo(other.id());
  }

  @Test
  void what_one_says_of_oneself_is_kept() {
    Guest ada =
        Guest.of(
            JSON.readTree(
                """
                {"id": "ada-1", "name": " Ada ✓ ", "colour": "#ff8800", "kind": "browser"}
                """));
    assertThat(ada).isEqualTo(new Guest("ada-1", "Ada ✓", "#ff8800", "browser"));
    assertThat(ada.you())
        .hasToString(
            "{\"name\":\"Ada ✓\",\"colour\":\"#ff8800\",\"kind\":\"browser\",\"id\":\"ada-1\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"id": ""}                                               | id
          {"id": 7}                                                | id
          {"id": "a b"}                                            | id
          {"name": "  "}                                           | name
          {"name": "a\\u0000b"}                                    | name
          {"name": "12345678901234567890123456789012345678901"}    | name
          {"colour": "red"}                                        | colour
          {"colour": null}                                         | colour
          {"kind": "<script>"}                                     | kind
          """)
  void what_cannot_be_is_refused(String json, String part) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Guest.of(JSON.readTree(json)))
        .withMessageStartingWith(part + ": ");
  }
}

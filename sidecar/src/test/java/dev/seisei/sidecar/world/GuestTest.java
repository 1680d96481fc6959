package dev.seisei.sidecar.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.seisei.sidecar.participants.Kind;
import dev.seisei.sidecar.participants.Participant;
import dev.seisei.sidecar.participants.Role;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

final class GuestTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Participant ADA =
      new Participant("ada-1", "Ada ✓", Kind.PERSON, Set.of(Role.EDIT));

  @Test
  void a_participant_is_known_by_what_let_them_in_and_the_colour_that_they_wish() {
    Guest ada = Guest.of(ADA, JSON.readTree("{\"colour\": \"#ff8800\", \"id\": \"bob\"}"));
    assertThat(ada).isEqualTo(new Guest("ada-1", "Ada ✓", "#ff8800", "person"));
    assertThat(ada.you())
        .hasToString(
            "{\"name\":\"Ada ✓\",\"colour\":\"#ff8800\",\"kind\":\"person\",\"id\":\"ada-1\"}");
  }

  @Test
  void who_wishes_no_colour_always_has_the_same() {
    assertThat(Guest.of(ADA, JSON.readTree("{}")).colour())
        .matches("#[0-9a-f]{6}")
        .isEqualTo(Guest.of(ADA, JSON.readTree("null")).colour());
    assertThat(Guest.of(null, JSON.readTree("{}")).name()).isEqualTo("Guest");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"red\"", "null", "7", "\"#FF8800\"", "\"#ff88001\""})
  void what_is_no_colour_is_refused(String colour) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Guest.of(ADA, JSON.readTree("{\"colour\": " + colour + "}")))
        .withMessageStartingWith("colour: ");
  }
}

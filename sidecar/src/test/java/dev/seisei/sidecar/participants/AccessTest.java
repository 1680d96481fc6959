package dev.seisei.sidecar.participants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AccessTest {
  private static Participant ada(Role... roles) {
    return new Participant("ada", "Ada", Kind.PERSON, Set.of(roles));
  }

  @Test
  void who_may_do_more_may_do_less_and_operating_stands_beside() {
    assertThat(EnumSet.allOf(Role.class)).allMatch(role -> role.covers(role));
    assertThat(Role.AUTHOR.covers(Role.EDIT)).isTrue();
    assertThat(Role.AUTHOR.covers(Role.VIEW)).isTrue();
    assertThat(Role.EDIT.covers(Role.VIEW)).isTrue();
    assertThat(Role.VIEW.covers(Role.EDIT)).isFalse();
    assertThat(Role.EDIT.covers(Role.AUTHOR)).isFalse();
    for (Role role : List.of(Role.VIEW, Role.EDIT, Role.AUTHOR)) {
      assertThat(role.covers(Role.OPERATE)).isFalse();
      assertThat(Role.OPERATE.covers(role)).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "world:archipelago, phx_join, VIEW",
    "world:archipelago, view, VIEW",
    "world:archipelago, credit, VIEW",
    "world:archipelago, ack, VIEW",
    "world:archipelago, edit, EDIT",
    "world:archipelago, undo, EDIT",
    "world:archipelago, patch, AUTHOR",
    "world:archipelago, what nobody has thought of, EDIT",
    "world:, phx_join, VIEW",
    "control, phx_join, VIEW",
    "control, TOGGLE_ADA, OPERATE",
    "pipeline:tap, phx_join, VIEW",
    "asset:drop, credit, VIEW",
    "asset:drop, data, EDIT",
    "pipeline:tap, stop, OPERATE",
    "worlds, phx_join, OPERATE",
    "what nobody has thought of, phx_join, OPERATE",
  })
  void every_event_takes_a_role(String topic, String event, Role role) {
    assertThat(Access.needed(topic, event)).isEqualTo(role);
  }

  @Test
  void who_may_not_hears_why_and_the_way_out() {
    assertThat(Access.refusal(ada(Role.EDIT), "world:a", "edit")).isNull();
    assertThat(Access.refusal(ada(Role.VIEW, Role.OPERATE), "world:a", "edit"))
        .isEqualTo(
            new Access.Refusal(
                "access.role",
                "`edit on world:a` takes the role edit; ada has view and operate. An operator makes"
                    + " a token with it: ./seisei token make --role."));
    assertThat(Access.refusal(ada(), "world:a", "phx_join"))
        .extracting(Access.Refusal::reason)
        .asString()
        .startsWith("`joining world:a` takes the role view; ada has no role.");
  }

  @Test
  void what_a_stranger_wrote_cannot_fill_the_sentence() {
    Access.Refusal refusal =
        Access.refusal(ada(), "control", "x\n\u001b[2J\u202e" + "y".repeat(10_000));
    assertThat(refusal)
        .extracting(Access.Refusal::reason)
        .asString()
        .hasSizeLessThan(300)
        .doesNotContainPattern("[\\p{C}]");
  }

  @Test
  void roles_are_in_one_order_and_kept() {
    assertThat(ada(Role.OPERATE, Role.VIEW).roles()).containsExactly(Role.VIEW, Role.OPERATE);
    assertThat(Role.of("author")).isEqualTo(Role.AUTHOR);
    assertThat(Kind.of("godot-server")).isEqualTo(Kind.GODOT_SERVER);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Role.of("God"))
        .withMessage("role: must be one of view, edit, author, operate, got `God`");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Kind.of("PERSON"))
        .withMessageStartingWith("kind: must be one of person, godot-client, ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "-ada", "ada lovelace", "adä", "a/b", "a\nb", "..", "a\u0000"})
  void an_id_is_a_word(String id) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Participant(id, "Ada", Kind.PERSON, Set.of()))
        .withMessageStartingWith("participant: must be 1 to 64 of letters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\nb", "a\u001b[2J", "a\u202eb", "a\u2028b", "a\ud800"})
  void a_name_is_what_can_be_seen(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Participant("ada", name, Kind.PERSON, Set.of()))
        .withMessageStartingWith("name: must be 1 to 64 characters");
  }

  @Test
  void a_name_may_be_in_any_script_and_not_longer_than_64() {
    String name = "𝒜".repeat(64);
    assertThat(new Participant("a", name, Kind.PERSON, Set.of()).name()).isEqualTo(name);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Participant("a", name + "b", Kind.PERSON, Set.of()));
  }
}

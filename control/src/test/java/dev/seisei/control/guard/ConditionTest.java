package dev.seisei.control.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seisei.control.Component;
import dev.seisei.control.Participant;
import dev.seisei.control.Refusal;
import dev.seisei.control.State;
import dev.seisei.control.Surroundings;
import dev.seisei.control.guard.Condition.Moment;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConditionTest {
  private static final Participant CAROL =
      new Participant("carol", "Carol", "person", List.of("operator", "builder"));

  static Facts facts(Component component, boolean to, int participants) {
    Map<Component, State> states = new EnumMap<>(Component.class);
    Component.all().forEach(each -> states.put(each, State.OFF));
    states.put(Component.KHEPRI, State.ON);
    return new Facts(CAROL, component, to, states, new Surroundings("archipelago", participants));
  }

  private static Condition condition(String expression) {
    return Condition.check("it", Component.KHEPRI, Moment.TOGGLE, expression);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          'builder' in participant.roles                     ; true
          'viewer' in participant.roles                      ; false
          participant.id == 'carol'                          ; true
          participant.name.startsWith('C')                   ; true
          participant.kind != 'person'                       ; false
          size(participant.roles) > 1                        ; true
          world.participants < 3                             ; true
          world.participants + 1 < 3                         ; false
          world.id == 'archipelago'                          ; true
          component.name == 'Khepri' && component.to == 'off'; true
          component.state == 'on'                            ; true
          components.MembraneFramework == 'on'               ; false
          component.to == 'on' || 'operator' in participant.roles ; true
          1 / 0 == 1 || true                                 ; true
          """)
  void it_asks_for_participant_component_and_world(String expression, boolean holds) {
    assertThat(condition(expression).holds(facts(Component.KHEPRI, false, 2))).isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          participant.age > 3             ; undeclared reference
          participant == 3                ; undeclared reference
          components.Atlantis == 'on'     ; undeclared reference
          world.participants == 'three'   ; no matching overload
          participant.name                ; expected type 'bool' but found 'string'
          'x' in participant.name         ; no matching overload
          participant.name ==             ; mismatched input
          [1, 2].all(x, x > 0)            ; undeclared reference to 'all'
          participant.name.matches('a+')  ; undeclared reference to 'matches'
          dyn(participant.name) > 1       ; undeclared reference to 'dyn'
          now() > 1                       ; undeclared reference to 'now'
          ''                              ; expected type 'bool'
          """)
  void what_is_no_condition_is_refused_when_it_is_configured(String expression, String why) {
    assertThatThrownBy(() -> condition(expression))
        .isInstanceOf(GuardException.class)
        .hasMessageContaining("`it`: ")
        .hasMessageContaining(why)
        .hasMessageContaining("It may ask for participant.id, ")
        .hasMessageEndingWith("[guard.expression]");
  }

  @Test
  void an_error_says_at_which_character() {
    assertThatThrownBy(() -> condition("true && participant.age > 3"))
        .hasMessageContaining("at character 9: undeclared reference to 'participant'");
  }

  @Test
  void a_condition_may_be_as_long_as_the_bounds_say_and_no_longer() {
    String longest = "true" + " ".repeat(Cel.LONGEST - 4);
    assertThat(condition(longest).holds(facts(Component.KHEPRI, true, 0))).isTrue();
    assertThatThrownBy(() -> condition(longest + " ")).hasMessageContaining("size exceeds limit");
    // n operands and n - 1 operators are 2n - 1 terms.
    String most = "true || ".repeat(Cel.MOST_TERMS / 2 - 1) + "true";
    assertThat(condition(most).holds(facts(Component.KHEPRI, true, 0))).isTrue();
    assertThatThrownBy(() -> condition(most + " || true || true"))
        .hasMessageContaining("node limit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((true))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
        "{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':1}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}} == {}",
        "google.protobuf.Struct{}.fields.size() == 0",
        "cel.bind(x, 'aaaaaaaa', x + x == x)",
        "[1,2,3].map(x, [1,2,3].map(y, [1,2,3].map(z, x))).size() == 3",
        "participant.name.replace('a', 'aaaaaaaaaaaaaaaa') == ''",
        "\u0000",
        "true; true"
      })
  void hostile_expressions_are_refused(String expression) {
    assertThatThrownBy(() -> condition(expression)).isInstanceOf(GuardException.class);
  }

  @Test
  void a_condition_without_an_answer_refuses_and_says_so() {
    for (String expression :
        List.of("1 / (world.participants - 2) == 1", "participant.roles[9] == 'x'")) {
      var guards = new Guards(List.of(condition(expression)));
      Optional<Refusal> refusal = guards.refusal(Moment.TOGGLE, facts(Component.KHEPRI, true, 2));
      assertThat(refusal).isPresent();
      assertThat(refusal.get().code()).isEqualTo("guard.failed");
      assertThat(refusal.get().condition()).isEqualTo("it");
      assertThat(refusal.get().reason()).contains("`it` has no answer");
    }
  }

  @Test
  void a_refusal_names_the_first_condition_that_does_not_hold() {
    var guards =
        new Guards(
            List.of(
                Condition.check("holds", Component.KHEPRI, Moment.TOGGLE, "true"),
                Condition.check("other event", Component.ADA, Moment.TOGGLE, "false"),
                Condition.check("few", Component.KHEPRI, Moment.TOGGLE, "world.participants < 2"),
                Condition.check("never", Component.KHEPRI, Moment.TOGGLE, "false")));
    assertThat(guards.refusal(Moment.TOGGLE, facts(Component.KHEPRI, false, 2)))
        .contains(
            new Refusal(
                "guard.refused",
                "Carol may not turn Khepri off: TOGGLE_KHEPRI [few] asks that"
                    + " world.participants < 2.",
                "few"));
    assertThat(guards.refusal(Moment.TOGGLE, facts(Component.ELIXIR_NX, false, 2))).isEmpty();
    assertThat(guards.refusal(Moment.JOIN, facts(Component.ADA, true, 2))).isEmpty();
  }

  @Test
  void only_who_is_admitted_has_conditions_at_joins() {
    assertThatThrownBy(() -> Condition.check("it", Component.KHEPRI, Moment.JOIN, "true"))
        .hasMessageContaining("only TOGGLE_ADA has conditions at joins, not TOGGLE_KHEPRI")
        .hasMessageEndingWith("[guard.moment]");
  }

  @Test
  void names_are_bounded_and_name_one_condition() {
    for (String name : List.of("", " ", "x".repeat(81))) {
      assertThatThrownBy(() -> Condition.check(name, Component.ADA, Moment.TOGGLE, "true"))
          .hasMessageEndingWith("[guard.name]");
    }
    var twice = condition("true");
    assertThatThrownBy(() -> new Guards(List.of(twice, twice)))
        .hasMessageContaining("`it` names two conditions");
  }
}

package dev.seisei.control.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seisei.control.Component;
import dev.seisei.control.Status;
import dev.seisei.control.guard.Condition;
import dev.seisei.control.guard.Guards;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What the configuration looks like. That it runs in XState as the machine does here is proved
/// with the real library, in `e2e/xstate.test.mjs`.
final class XStateTest {
  private static final Guards GUARDS =
      new Guards(
          List.of(
              Condition.check(
                  "operators only",
                  Component.KHEPRI,
                  Condition.Moment.TOGGLE,
                  "'operator' in participant.roles"),
              Condition.check(
                  "three at most",
                  Component.ADA,
                  Condition.Moment.JOIN,
                  "world.participants < 3")));

  private static Map<Component, Status> first() {
    var first = new EnumMap<Component, Status>(Component.class);
    for (Component component : Component.all()) {
      first.put(component, Status.notInstalled(component, true, Instant.EPOCH));
    }
    first.put(Component.KHEPRI, Status.registered(Component.KHEPRI, true, Instant.EPOCH));
    first.put(Component.ADA, Status.registered(Component.ADA, false, Instant.EPOCH));
    return first;
  }

  @Test
  void every_component_is_a_region_that_begins_where_it_is() {
    JsonNode machine = XState.machine(first(), GUARDS);
    assertThat(machine.path("states").propertyNames())
        .containsExactlyElementsOf(Component.all().stream().map(Component::title).toList());
    assertThat(machine.at("/states/Khepri/initial").asString()).isEqualTo("starting");
    assertThat(machine.at("/states/Ada/initial").asString()).isEqualTo("off");
    assertThat(machine.at("/context/components/GodotEngine").asString()).isEqualTo("failed");
  }

  @Test
  void conditions_of_toggles_stand_in_the_guards_and_those_of_joins_do_not() {
    JsonNode machine = XState.machine(first(), GUARDS);
    JsonNode guard = machine.at("/states/Khepri/states/off/on/TOGGLE_KHEPRI/0/guard");
    assertThat(guard.path("type").asString()).isEqualTo("toggle");
    assertThat(guard.at("/params/to").asString()).isEqualTo("on");
    assertThat(guard.at("/params/conditions/0/name").asString()).isEqualTo("operators only");
    assertThat(guard.at("/params/conditions/0/when").asString())
        .isEqualTo("'operator' in participant.roles");
    assertThat(machine.at("/states/Ada/states/off/on/TOGGLE_ADA/0/guard/params/conditions"))
        .isEmpty();
  }

  @Test
  void what_is_not_installed_has_no_way_out_of_failed() {
    JsonNode region = XState.machine(first(), GUARDS).at("/states/GodotEngine");
    assertThat(region.path("states").propertyNames()).containsExactly("failed");
    assertThat(region.at("/states/failed/on").isMissingNode()).isTrue();
    assertThat(region.at("/states/failed/meta/reason").asString()).startsWith("not installed");
  }

  @Test
  void a_component_that_is_missing_is_told() {
    assertThatThrownBy(() -> XState.machine(Map.of(), GUARDS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("first: must have all components, lacks ADA");
  }
}

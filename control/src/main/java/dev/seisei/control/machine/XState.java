package dev.seisei.control.machine;

import dev.seisei.control.Component;
import dev.seisei.control.State;
import dev.seisei.control.Status;
import dev.seisei.control.guard.Condition;
import dev.seisei.control.guard.Guards;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The machines of all components as one configuration for XState v5: a parallel machine, a region
/// a component.
///
/// Whoever runs it provides two things by name. The guard `toggle` holds if the event says `to` the
/// guard's `to`, or nothing while `unsaid` is true, and every one of its `conditions` holds. The
/// action `note` puts the `state` of a `component` into `context.components`, where conditions look
/// for it.
///
/// Source: XState v5, "State machines" and "Guards", stately.ai/docs.
public final class XState {
  private static final String ID = "seisei";

  private XState() {}

  /// What a component's start or stop sends: `STARTED_KHEPRI`.
  ///
  /// @param done `STARTED`, `STOPPED` or `FAILED`
  public static String signal(String done, Component component) {
    return done + component.event().substring("TOGGLE".length());
  }

  /// Makes the configuration.
  ///
  /// @param first where each component begins
  public static ObjectNode machine(Map<Component, Status> first, Guards guards) {
    ObjectNode machine = JsonNodeFactory.instance.objectNode();
    machine.put("id", ID).put("type", "parallel");
    ObjectNode components = machine.putObject("context").putObject("components");
    ObjectNode regions = machine.putObject("states");
    for (Component component : Component.all()) {
      Status status = first.get(component);
      if (status == null) {
        throw new IllegalArgumentException("first: must have all components, lacks " + component);
      }
      components.put(component.title(), status.state().word());
      new Region(component, guards).write(status, regions.putObject(component.title()));
    }
    return machine;
  }

  /// One component's machine, while it is written.
  private record Region(Component component, Guards guards) {

    void write(Status first, ObjectNode region) {
      region.put("initial", first.state().word());
      region
          .putObject("meta")
          .put("purpose", component.purpose())
          .put("installed", first.isInstalled());
      ObjectNode states = region.putObject("states");
      if (!first.isInstalled()) {
        state(states, State.FAILED).putObject("meta").put("reason", first.reason());
        return;
      }
      toggle(state(states, State.OFF).putObject("on"), true, true, "starting");

      ObjectNode starting = state(states, State.STARTING).putObject("on");
      toggle(starting, false, true, "stopping");
      starting.put(signal("STARTED", component), "on").put(signal("FAILED", component), "failed");

      ObjectNode on = state(states, State.ON).putObject("on");
      toggle(on, false, true, "stopping");
      on.put(signal("FAILED", component), "failed");

      ObjectNode stopping = state(states, State.STOPPING);
      stopping.putObject("on").put(signal("FAILED", component), "failed");
      stopping.put("initial", first.state() == State.STOPPING && first.isWanted() ? "on" : "off");
      ObjectNode then = stopping.putObject("states");
      then(then.putObject("off").putObject("on"), true, "on", "off");
      then(then.putObject("on").putObject("on"), false, "off", "starting");

      ObjectNode failed = state(states, State.FAILED).putObject("on");
      toggle(failed, true, true, "starting");
      toggle(failed, false, false, "stopping");
    }

    private ObjectNode state(ObjectNode states, State state) {
      ObjectNode written = states.putObject(state.word());
      written
          .putObject("entry")
          .put("type", "note")
          .putObject("params")
          .put("component", component.title())
          .put("state", state.word());
      return written;
    }

    private void then(ObjectNode on, boolean turn, String other, String next) {
      toggle(on, turn, true, other);
      on.put(signal("STOPPED", component), "#%s.%s.%s".formatted(ID, component.title(), next));
    }

    /// One way that the component's event leads.
    ///
    /// @param unsaid whether an event without `to` leads there
    private void toggle(ObjectNode on, boolean to, boolean unsaid, String target) {
      ObjectNode way = on.withArrayProperty(component.event()).addObject();
      way.put("target", target);
      ObjectNode params = way.putObject("guard").put("type", "toggle").putObject("params");
      params.put("component", component.title());
      params.put("to", to ? "on" : "off").put("unsaid", unsaid);
      ArrayNode conditions = params.putArray("conditions");
      for (Condition condition : guards.of(component, Condition.Moment.TOGGLE)) {
        conditions
            .addObject()
            .put("name", condition.name())
            .put("language", "CEL")
            .put("when", condition.expression());
      }
    }
  }
}

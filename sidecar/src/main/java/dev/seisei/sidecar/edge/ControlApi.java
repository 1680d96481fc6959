package dev.seisei.sidecar.edge;

import dev.seisei.control.Component;
import dev.seisei.control.Refusal;
import dev.seisei.control.live.Control;
import dev.seisei.control.machine.Outcome;
import dev.seisei.control.machine.XState;
import dev.seisei.sidecar.control.ControlJson;
import dev.seisei.sidecar.control.Who;
import dev.seisei.sidecar.participants.Role;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The components over HTTP, which stays when sockets are off.
final class ControlApi {
  private static final int MOST_BYTES = 4096;
  private static final Set<String> FIELDS = Set.of("event", "to");

  private final Control control;
  private final Vertx vertx;

  ControlApi(Control control, Vertx vertx) {
    this.control = control;
    this.vertx = vertx;
  }

  List<Route> routes() {
    return List.of(
        Route.get("components", "/api/control")
            .says("The components that can be toggled, and how each is")
            .takes(Role.VIEW)
            .json("Components")
            .does(context -> Content.json(context, ControlJson.all(control))),
        Route.get("machine", "/api/control/machine.json")
            .says("The machines of all components, for XState 5")
            .takes(Role.VIEW)
            .json("Machine")
            .does(context ->
                Content.json(context, XState.machine(control.statuses(), control.guards()))),
        Route.post("toggle", "/api/control/events")
            .says("Turns a component on or off")
            .takes(Role.OPERATE)
            .brings("ControlEvent", MOST_BYTES)
            .json("Component")
            .fails(403, "A condition refused it")
            .fails(409, "The component is not installed")
            .fails(503, "It cannot be toggled now")
            .does(this::event));
  }

  private void event(RoutingContext context) {
    JsonNode event = read(context);
    String name = event.path("event").stringValue("");
    Component component =
        Component.ofEvent(name)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "event: there is no `%.60s`; there are %s"
                        .formatted(name, Component.events())));
    var answer =
        control.toggle(component, ControlJson.to(event), Who.of(Door.participant(context)));
    Future.fromCompletionStage(answer, vertx.getOrCreateContext())
        .onSuccess(outcome -> {
          switch (outcome) {
            case Outcome.Taken taken -> Content.json(context, ControlJson.of(taken.status()));
            case Outcome.Refused refused -> problem(refused.refusal()).answer(context);
          }
        })
        .onFailure(context::fail);
  }

  private static JsonNode read(RoutingContext context) {
    JsonNode event = Routes.body(context);
    if (!event.isObject() || !FIELDS.containsAll(event.propertyNames())) {
      throw new IllegalArgumentException(
          "body: must be {\"event\": \"TOGGLE_…\", \"to\": \"on\" or \"off\"}, of which to may be left"
              + " out");
    }
    return event;
  }

  private static Problem problem(Refusal refusal) {
    int status =
        switch (refusal.code()) {
          case "component.not-installed" -> 409;
          case "guard.refused", "guard.failed" -> 403;
          case "control.failed" -> 500;
          default -> 503;
        };
    return new Problem(status, refusal.code(), refusal.reason(), refusal.condition());
  }
}

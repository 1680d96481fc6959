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
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The components over HTTP, which stays when sockets are off.
final class ControlApi {
  private static final int MOST_BYTES = 4096;
  private static final Set<String> FIELDS = Set.of("event", "to");
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Control control;
  private final Door door;
  private final Vertx vertx;

  ControlApi(Control control, Door door, Vertx vertx) {
    this.control = control;
    this.door = door;
    this.vertx = vertx;
  }

  void route(Router router) {
    router.get("/api/control").handler(context -> json(context, ControlJson.all(control)));
    router
        .get("/api/control/machine.json")
        .handler(context -> json(context, XState.machine(control.statuses(), control.guards())));
    router
        .post("/api/control/events")
        .handler(BodyHandler.create(false).setBodyLimit(MOST_BYTES))
        .handler(this::event);
  }

  private static void json(RoutingContext context, JsonNode body) {
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(body.toString());
  }

  private void event(RoutingContext context) {
    if (!door.lets(context, Role.OPERATE)) {
      return;
    }
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
            case Outcome.Taken taken -> json(context, ControlJson.of(taken.status()));
            case Outcome.Refused refused -> problem(refused.refusal()).answer(context);
          }
        })
        .onFailure(context::fail);
  }

  private static JsonNode read(RoutingContext context) {
    JsonNode event;
    try {
      event =
          JSON.readTree(
              context.body().buffer() == null ? new byte[0] : context.body().buffer().getBytes());
    } catch (JacksonException e) {
      throw new IllegalArgumentException("body: is not JSON: " + e.getOriginalMessage());
    }
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

package dev.seisei.sidecar.edge;

import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.node.JsonNodeFactory;

/// Whether the server lives, and whether it should be sent to. Probes have no token.
final class Health {
  private final Map<String, BooleanSupplier> parts = new LinkedHashMap<>();

  /// Adds what must be up; asked on event loops, so it must not wait.
  ///
  /// @param name for whoever looks, `world`
  Health needs(String name, BooleanSupplier isUp) {
    parts.put(name, isUp);
    return this;
  }

  List<Route> routes() {
    return List.of(
        Route.get("live", "/health/live")
            .says("Whether the process answers")
            .isOpenToAll()
            .json("Health")
            .does(Health::up),
        Route.get("ready", "/health/ready")
            .says("Whether to send anyone here: the world is up and the server does not stop")
            .isOpenToAll()
            .json("Health")
            .fails(503, "Not yet, or not any more")
            .does(this::ready));
  }

  private static void up(RoutingContext context) {
    Content.json(context, JsonNodeFactory.instance.objectNode().put("status", "up"));
  }

  private void ready(RoutingContext context) {
    var missing = new ArrayList<String>();
    parts.forEach((name, isUp) -> {
      if (!isUp.getAsBoolean()) {
        missing.add(name);
      }
    });
    if (missing.isEmpty()) {
      up(context);
    } else {
      Problem.busy("health.not-ready", "Not up: " + String.join(", ", missing) + ".")
          .answer(context);
    }
  }
}

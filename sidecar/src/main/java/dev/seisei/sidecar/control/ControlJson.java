package dev.seisei.sidecar.control;

import dev.seisei.control.Refusal;
import dev.seisei.control.Status;
import dev.seisei.control.live.Control;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Components as the wire says them.
public final class ControlJson {
  private ControlJson() {}

  /// All components: `{"components": […]}`.
  public static ObjectNode all(Control control) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode list = json.putArray("components");
    control.statuses().values().forEach(status -> list.add(of(status)));
    return json;
  }

  /// One component.
  public static ObjectNode of(Status status) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("component", status.component().title())
        .put("event", status.component().event())
        .put("purpose", status.component().purpose())
        .put("installed", status.isInstalled())
        .put("state", status.state().word())
        .put("wanted", status.isWanted())
        .put("reason", status.reason())
        .put("since", status.since().toString());
  }

  static ObjectNode of(Refusal refusal) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("code", refusal.code())
            .put("reason", refusal.reason());
    if (refusal.condition() != null) {
      json.put("condition", refusal.condition());
    }
    return json;
  }

  /// Where an event says that its component is to go.
  ///
  /// @param event what came with it: nothing, or `to`
  /// @return null if it does not say
  /// @throws IllegalArgumentException if it says something else
  public static @Nullable Boolean to(JsonNode event) {
    JsonNode to = event.path("to");
    if (to.isMissingNode() || to.isNull()) {
      return null;
    }
    return switch (to.stringValue("")) {
      case "on" -> true;
      case "off" -> false;
      default -> throw new IllegalArgumentException("to: must be on or off, or left out");
    };
  }
}

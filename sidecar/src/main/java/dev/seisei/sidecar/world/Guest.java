package dev.seisei.sidecar.world;

import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Who has joined a world, as they say themselves: the one place that knows where that comes from.
///
/// @param id the same after a reconnect, so that undo finds what was done before
/// @param name for people
/// @param colour of their marker, `#rrggbb`
/// @param kind `browser`, `godot`, `program` …
record Guest(String id, String name, String colour, String kind) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");
  private static final Pattern COLOUR = Pattern.compile("#[0-9a-f]{6}");
  private static final Pattern KIND = Pattern.compile("[a-z-]{1,32}");
  private static final int LONGEST_NAME = 40;
  private static final List<String> COLOURS =
      List.of(
          "#e8a13c", "#5fb3e6", "#e0695a", "#7ccf7a", "#b98ce8", "#e4d65a", "#5fd4c4", "#ea86bb");

  /// Reads the payload of a join; what is left out is chosen.
  ///
  /// @throws IllegalArgumentException if something cannot be
  static Guest of(JsonNode join) {
    String id = text(join, "id", ID, UUID.randomUUID().toString());
    String name = join.path("name").stringValue("Guest").strip();
    if (name.isEmpty()
        || name.length() > LONGEST_NAME
        || name.codePoints().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "name: must be 1 to " + LONGEST_NAME + " printable characters");
    }
    String colour =
        text(join, "colour", COLOUR, COLOURS.get(Math.floorMod(id.hashCode(), COLOURS.size())));
    return new Guest(id, name, colour, text(join, "kind", KIND, "program"));
  }

  private static String text(JsonNode join, String name, Pattern pattern, String preset) {
    JsonNode value = join.path(name);
    if (value.isMissingNode()) {
      return preset;
    }
    if (!value.isString() || !pattern.matcher(value.stringValue()).matches()) {
      throw new IllegalArgumentException(name + ": must match " + pattern);
    }
    return value.stringValue();
  }

  /// What others know of them.
  ObjectNode meta() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", name)
        .put("colour", colour)
        .put("kind", kind);
  }

  /// What they know of themselves.
  ObjectNode you() {
    return meta().put("id", id);
  }
}

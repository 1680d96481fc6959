package dev.seisei.sidecar.world;

import dev.seisei.sidecar.participants.Kind;
import dev.seisei.sidecar.participants.Participant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Who has joined a world, as others see them.
///
/// @param id the same after a reconnect, so that undo finds what was done before
/// @param name for people
/// @param colour of their marker, `#rrggbb`
/// @param kind `person`, `godot-client`, `program` …
record Guest(String id, String name, String colour, String kind) {
  private static final Pattern COLOUR = Pattern.compile("#[0-9a-f]{6}");
  private static final List<String> COLOURS =
      List.of(
          "#e8a13c", "#5fb3e6", "#e0695a", "#7ccf7a", "#b98ce8", "#e4d65a", "#5fd4c4", "#ea86bb");

  /// A participant with the colour that they wish, or one that goes with their id.
  ///
  /// @param who null for one whom nobody has asked, as in tests
  /// @param join the payload of their join
  /// @throws IllegalArgumentException if the colour is none
  static Guest of(@Nullable Participant who, JsonNode join) {
    String id = who == null ? UUID.randomUUID().toString() : who.id();
    JsonNode wish = join.path("colour");
    String colour = COLOURS.get(Math.floorMod(id.hashCode(), COLOURS.size()));
    if (!wish.isMissingNode()) {
      if (!wish.isString() || !COLOUR.matcher(wish.stringValue()).matches()) {
        throw new IllegalArgumentException("colour: must be #rrggbb in small letters");
      }
      colour = wish.stringValue();
    }
    return who == null
        ? new Guest(id, "Guest", colour, Kind.PROGRAM.word())
        : new Guest(id, who.name(), colour, who.kind().word());
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

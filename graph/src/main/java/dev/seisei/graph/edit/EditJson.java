package dev.seisei.graph.edit;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Operations and log lines as JSON, as `docs/editing.md` lists them.
public final class EditJson {
  private EditJson() {}

  /// Reads an operation.
  ///
  /// @throws IllegalArgumentException if it is none; the message begins with the name of what is
  ///   wrong
  public static Edit read(JsonNode json) {
    String kind = text(json, "kind");
    return switch (kind) {
      case "raise" -> new Edit.Raise(brush(json), above0("metres", number(json, "metres")));
      case "lower" -> new Edit.Raise(brush(json), -above0("metres", number(json, "metres")));
      case "smooth" -> new Edit.Smooth(brush(json), number(json, "strength"));
      case "flatten" ->
          new Edit.Flatten(brush(json), number(json, "metres"), number(json, "strength"));
      case "paint" -> new Edit.Paint(brush(json), text(json, "material"), number(json, "strength"));
      case "place" ->
          new Edit.Place(
              text(json, "prop"),
              whole(json, "variant", 0),
              number(json, "x"),
              number(json, "z"),
              whole(json, "yaw", 0),
              whole(json, "scale", 128),
              whole(json, "tint", 128));
      case "remove" -> new Edit.Remove(brush(json));
      default ->
          throw new IllegalArgumentException(
              "kind: must be raise, lower, smooth, flatten, paint, place or remove, got "
                  + shown(json.path("kind")));
    };
  }

  /// Writes an operation, so that [#read] gives the same.
  public static ObjectNode write(Edit edit) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("kind", edit.kind());
    switch (edit) {
      case Edit.Raise(Brush brush, float metres) ->
          brush(json, brush).put("metres", Math.abs(metres));
      case Edit.Smooth(Brush brush, float strength) -> brush(json, brush).put("strength", strength);
      case Edit.Flatten(Brush brush, float metres, float strength) ->
          brush(json, brush).put("metres", metres).put("strength", strength);
      case Edit.Paint(Brush brush, String material, float strength) ->
          brush(json, brush).put("material", material).put("strength", strength);
      case Edit.Place one ->
          json.put("prop", one.prop())
              .put("variant", one.variant())
              .put("x", one.x())
              .put("z", one.z())
              .put("yaw", one.yaw())
              .put("scale", one.scale())
              .put("tint", one.tint());
      case Edit.Remove(Brush brush) -> brush(json, brush);
    }
    return json;
  }

  /// Reads a line of the log.
  ///
  /// @throws IllegalArgumentException if it is none
  public static Entry entry(JsonNode json) {
    JsonNode number = json.path("number");
    if (!number.isIntegralNumber()) {
      throw new IllegalArgumentException("number: must be a whole number, got " + shown(number));
    }
    Entry.Action action;
    if (json.has("edit")) {
      action = new Entry.Action.Do(read(json.path("edit")));
    } else if (json.path("undo").isIntegralNumber()) {
      action = new Entry.Action.Undo(json.path("undo").longValue());
    } else if (json.path("redo").isIntegralNumber()) {
      action = new Entry.Action.Redo(json.path("redo").longValue());
    } else {
      throw new IllegalArgumentException("entry: must have edit, undo or redo");
    }
    return new Entry(number.longValue(), text(json, "by"), text(json, "op"), action);
  }

  /// Writes a line of the log, so that [#entry] gives the same.
  public static ObjectNode write(Entry entry) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("number", entry.number())
            .put("by", entry.by())
            .put("op", entry.op());
    switch (entry.action()) {
      case Entry.Action.Do(Edit edit) -> json.set("edit", write(edit));
      case Entry.Action.Undo(long number) -> json.put("undo", number);
      case Entry.Action.Redo(long number) -> json.put("redo", number);
    }
    return json;
  }

  private static Brush brush(JsonNode json) {
    return new Brush(number(json, "x"), number(json, "z"), number(json, "radius"));
  }

  private static ObjectNode brush(ObjectNode json, Brush brush) {
    return json.put("x", brush.x()).put("z", brush.z()).put("radius", brush.radius());
  }

  private static float above0(String name, float value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException(name + ": must be above 0, got " + value);
    }
    return value;
  }

  private static float number(JsonNode json, String name) {
    JsonNode value = json.path(name);
    if (!value.isNumber()) {
      throw new IllegalArgumentException(name + ": must be a number, got " + shown(value));
    }
    return (float) value.doubleValue();
  }

  private static int whole(JsonNode json, String name, int preset) {
    JsonNode value = json.path(name);
    if (value.isMissingNode()) {
      return preset;
    }
    double number = value.isNumber() ? value.doubleValue() : Double.NaN;
    if (!(number == Math.rint(number) && Math.abs(number) < 1e9)) {
      throw new IllegalArgumentException(name + ": must be a whole number, got " + shown(value));
    }
    return (int) number;
  }

  private static String text(JsonNode json, String name) {
    JsonNode value = json.path(name);
    if (!value.isString()) {
      throw new IllegalArgumentException(name + ": must be text, got " + shown(value));
    }
    return value.stringValue();
  }

  private static String shown(JsonNode value) {
    String text = value.isMissingNode() ? "nothing" : value.toString();
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}

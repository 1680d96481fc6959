package dev.seisei.pipeline.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What files may say, as JSON Schema (draft 2020-12), made from a catalogue. The one for what
/// ships here is published as `pipeline.schema.json`.
public final class PipelineSchema {
  private static final String NAME = "[a-z][a-z0-9-]{0,63}";
  private static final String PATH = NAME + "(/" + NAME + "){0,7}";
  private static final String END = PATH + "(\\." + NAME + ")?(:[a-z0-9-]{1,64})?";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private PipelineSchema() {}

  public static String of(Catalogue catalogue) {
    var elements = new ArrayList<Object>();
    for (ElementType type : catalogue.types()) {
      Map<String, Object> options = type.schema();
      boolean needs = !((List<?>) options.getOrDefault("required", List.of())).isEmpty();
      elements.add(
          object(
              ordered(
                  "type", ordered("const", type.name()),
                  "options", options,
                  "apart", ordered("type", "boolean", "default", false),
                  "doc", ordered("type", "string")),
              needs ? List.of("type", "options") : List.of("type")));
    }
    var whole = ordered("type", "integer", "minimum", 0);
    var line = ordered("type", "string", "pattern", "^ *" + END + " *(-> *" + END + " *)+$");
    var link =
        object(
            ordered(
                "line", line,
                "queue", ordered("type", "integer", "minimum", 1, "maximum", 65536, "default", 128),
                "queueBytes", ordered("type", "integer", "minimum", 1),
                "whenFull",
                    ordered(
                        "enum",
                        List.of("throttle", "fail", "drop-oldest", "drop-newest", "latest"),
                        "default",
                        "throttle"),
                "options",
                    ordered("type", "object", "additionalProperties", ordered("type", "string"))),
            List.of("line"));
    var restart =
        object(
            ordered(
                "firstMillis", whole,
                "longestMillis", whole,
                "limit", ordered("type", "integer", "minimum", 1, "maximum", 1_000_000),
                "withinMillis", ordered("type", "integer", "minimum", 1),
                "bypass", ordered("type", "boolean", "default", false)),
            List.of());
    var group =
        object(
            ordered(
                "members", ordered("type", "array", "items", ordered("type", "string")),
                "onCrash", ordered("enum", List.of("stop", "remove", "restart")),
                "restart", restart,
                "deadLetters", ordered("type", "string", "pattern", "^" + PATH + "$")),
            List.of("members", "onCrash"));
    var root =
        object(
            ordered(
                "$schema", ordered("type", "string"),
                "format", ordered("const", "seisei-pipeline/1"),
                "id", ordered("type", "string", "pattern", "^[a-z0-9][a-z0-9-]{0,63}$"),
                "aggregate", ordered("type", "boolean", "default", true),
                "elements",
                    ordered(
                        "type", "object",
                        "propertyNames", ordered("pattern", "^" + NAME + "$"),
                        "additionalProperties", ordered("oneOf", elements)),
                "links", ordered("type", "array", "items", ordered("oneOf", List.of(line, link))),
                "groups", ordered("type", "object", "additionalProperties", group)),
            List.of("format", "id", "elements", "links"));
    var schema =
        ordered(
            "$schema",
            "https://json-schema.org/draft/2020-12/schema",
            "title",
            "A pipeline of Seisei");
    schema.putAll(root);
    return JSON.writeValueAsString(schema) + "\n";
  }

  private static Map<String, Object> object(Map<String, Object> properties, List<String> required) {
    return ordered(
        "type",
        "object",
        "additionalProperties",
        false,
        "properties",
        properties,
        "required",
        required);
  }

  /// Names and values in turn.
  private static Map<String, Object> ordered(Object... entries) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put(entries[i].toString(), entries[i + 1]);
    }
    return map;
  }
}

package dev.seisei.pipeline.file;

import dev.seisei.pipeline.Element;
import dev.seisei.pipeline.PipelineException;
import dev.seisei.pipeline.element.Default;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An element that files can name, with its options: the components of its record.
///
/// @param options the components that files say
/// @param root below which its paths must be
/// @param provided for the other components, by type
record ElementType(
    String name,
    List<RecordComponent> options,
    List<RecordComponent> components,
    Constructor<?> maker,
    Path root,
    Map<Class<?>, Object> provided) {
  private static final Set<Class<?>> SAYABLE =
      Set.of(String.class, int.class, long.class, double.class, boolean.class, Path.class);
  private static final int MOST_TEXT = 4096;
  private static final JsonMapper JSON = new JsonMapper();

  static ElementType of(
      Class<? extends Record> element, Path root, Map<Class<?>, Object> provided) {
    List<RecordComponent> components = List.of(element.getRecordComponents());
    List<RecordComponent> options =
        components.stream().filter(one -> !provided.containsKey(one.getType())).toList();
    for (RecordComponent option : options) {
      if (!SAYABLE.contains(option.getType())) {
        throw new IllegalArgumentException(
            element.getSimpleName()
                + "."
                + option.getName()
                + ": no file can say a "
                + option.getType().getSimpleName());
      }
    }
    try {
      var maker =
          element.getConstructor(
              components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new));
      String name =
          element
              .getSimpleName()
              .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
              .toLowerCase(Locale.ROOT);
      return new ElementType(name, options, components, maker, root, Map.copyOf(provided));
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException("element: must be public, got " + element, e);
    }
  }

  static Optional<JsonNode> fallback(RecordComponent option) {
    Default said = option.getAnnotation(Default.class);
    if (said == null) {
      return Optional.empty();
    }
    return Optional.of(
        option.getType() == String.class
            ? JSON.getNodeFactory().stringNode(said.value())
            : JSON.readTree(said.value()));
  }

  /// One with nothing but defaults, where that is possible.
  Optional<Element> sample() {
    return options.stream().allMatch(option -> fallback(option).isPresent())
        ? Optional.of(make(JSON.createObjectNode(), name))
        : Optional.empty();
  }

  /// @throws PipelineException `option.…` saying what is wrong with the options
  Element make(JsonNode given, String where) {
    var names = options.stream().map(RecordComponent::getName).collect(Collectors.toSet());
    for (String key : given.propertyNames()) {
      if (!names.contains(key)) {
        throw new PipelineException(
            "option.unknown",
            where + ": " + name + " has no option `" + key + "`. It has: " + list());
      }
    }
    Object[] values = new Object[components.size()];
    for (int i = 0; i < values.length; i++) {
      RecordComponent option = components.get(i);
      Object thing = provided.get(option.getType());
      if (thing != null) {
        values[i] = thing;
        continue;
      }
      JsonNode json = given.path(option.getName());
      if (json.isMissingNode()) {
        json =
            fallback(option)
                .orElseThrow(() ->
                    new PipelineException(
                        "option.missing",
                        where + ": " + name + " needs the option `" + option.getName() + "`."));
      }
      values[i] = value(option, json, where);
    }
    try {
      return (Element) maker.newInstance(values);
    } catch (InvocationTargetException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      throw new PipelineException("option.refused", where + ": " + cause.getMessage(), cause);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the constructor is public and fits", e);
    }
  }

  private String list() {
    return options.stream().map(RecordComponent::getName).toList().toString();
  }

  private Object value(RecordComponent option, JsonNode json, String where) {
    Class<?> type = option.getType();
    if (type == boolean.class && json.isBoolean()) {
      return json.booleanValue();
    }
    if (type == int.class && json.isIntegralNumber() && json.canConvertToInt()) {
      return json.intValue();
    }
    if (type == long.class && json.isIntegralNumber() && json.canConvertToLong()) {
      return json.longValue();
    }
    if (type == double.class && json.isNumber()) {
      return Double.valueOf(json.asString());
    }
    if (json.isString() && json.stringValue().length() <= MOST_TEXT) {
      if (type == String.class) {
        return json.stringValue();
      }
      if (type == Path.class) {
        return below(json.stringValue(), where + ": " + option.getName());
      }
    }
    throw new PipelineException(
        "option.type",
        where
            + ": "
            + option.getName()
            + " must be a "
            + kind(type)
            + ", got "
            + Objects.toString(json).substring(0, Math.min(60, json.toString().length())));
  }

  private Path below(String text, String where) {
    try {
      Path path = root.resolve(text).normalize();
      if (path.startsWith(root)) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw new PipelineException("option.path", where + ": is no path: " + e.getReason(), e);
    }
    throw new PipelineException(
        "option.path", where + ": leads out of the pipelines' folder: `" + text + "`.");
  }

  static String kind(Class<?> type) {
    return type == boolean.class
        ? "boolean"
        : type == int.class || type == long.class
            ? "integer"
            : type == double.class ? "number" : "string";
  }

  /// Its options as JSON Schema.
  Map<String, Object> schema() {
    var properties = new LinkedHashMap<String, Object>();
    for (RecordComponent option : options) {
      var rule = new LinkedHashMap<String, Object>();
      rule.put("type", kind(option.getType()));
      fallback(option).ifPresent(value -> rule.put("default", value));
      properties.put(option.getName(), rule);
    }
    var schema = new LinkedHashMap<String, Object>();
    schema.put("type", "object");
    schema.put("additionalProperties", false);
    schema.put("properties", properties);
    schema.put(
        "required",
        options.stream()
            .filter(option -> fallback(option).isEmpty())
            .map(RecordComponent::getName)
            .toList());
    return schema;
  }
}

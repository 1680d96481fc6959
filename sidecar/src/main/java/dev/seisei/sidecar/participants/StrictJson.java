package dev.seisei.sidecar.participants;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An object of which every name is asked for, of the type that it must have, and no other is
/// there.
final class StrictJson {
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(8)
                          .maxNumberLength(20)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode object;
  private final String what;
  private final Set<String> asked = new HashSet<>();

  /// @param what it is, for its errors
  StrictJson(JsonNode object, String what) {
    if (!object.isObject()) {
      throw new IllegalArgumentException(what + ": must be an object");
    }
    this.object = object;
    this.what = what;
  }

  /// Reads text of which no name is given twice and nothing follows.
  ///
  /// @throws tools.jackson.core.JacksonException if it is not JSON
  static JsonNode read(byte[] text) {
    return JSON.readTree(text);
  }

  private JsonNode node(String name) {
    asked.add(name);
    return object.path(name);
  }

  boolean has(String name) {
    asked.add(name);
    return object.has(name);
  }

  String text(String name) {
    String text = textOrNull(name);
    if (text == null) {
      throw wrong(name, "a text");
    }
    return text;
  }

  @Nullable String textOrNull(String name) {
    JsonNode node = node(name);
    if (node.isMissingNode()) {
      return null;
    }
    if (!node.isString()) {
      throw wrong(name, "a text");
    }
    return node.stringValue();
  }

  List<String> texts(String name) {
    var texts = new ArrayList<String>();
    for (JsonNode node : list(name)) {
      if (!node.isString()) {
        throw wrong(name, "a list of texts");
      }
      texts.add(node.stringValue());
    }
    return texts;
  }

  long whole(String name) {
    JsonNode node = node(name);
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw wrong(name, "a whole number");
    }
    return node.longValue();
  }

  List<StrictJson> objects(String name) {
    var objects = new ArrayList<StrictJson>();
    for (JsonNode node : list(name)) {
      objects.add(new StrictJson(node, what + "." + name));
    }
    return objects;
  }

  private JsonNode list(String name) {
    JsonNode node = node(name);
    if (!node.isArray()) {
      throw wrong(name, "a list");
    }
    return node;
  }

  /// @throws IllegalArgumentException if there is a name that was not asked for
  void requireNoMore() {
    for (String name : object.propertyNames()) {
      if (!asked.contains(name)) {
        throw new IllegalArgumentException(what + ": must not have " + Words.shown(name));
      }
    }
  }

  private IllegalArgumentException wrong(String name, String type) {
    return new IllegalArgumentException(what + ": must have " + name + ", " + type);
  }
}

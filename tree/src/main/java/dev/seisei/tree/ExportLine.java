package dev.seisei.tree;

import dev.seisei.tree.node.Condition;
import dev.seisei.tree.node.KeepWhile;
import dev.seisei.tree.node.Path;
import dev.seisei.tree.node.Payload;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One line of an export.
sealed interface ExportLine {
  int FORMAT = 1;

  JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /// The first: `{"seisei": "tree", "format": 1, "version": 4711}`.
  record Head(long version) implements ExportLine {}

  /// A node: `{"path": "/a", "type": "text/plain", "text": "…"}`, with `base64` in place of `text`
  /// where the bytes are not UTF-8, and with the path alone where there is no payload.
  record Node(Path path, @Nullable Payload payload) implements ExportLine {}

  /// What a node is kept for, after all nodes: `{"path": "/a", "keepWhile": {"/b": "exists"}}`.
  record Kept(Path path, KeepWhile keepWhile) implements ExportLine {}

  /// The last: `{"nodes": 12, "sha256": "…"}`, of all lines before.
  record End(long nodes, String sha256) implements ExportLine {}

  /// As it stands in the file, with its end.
  default byte[] toBytes() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    switch (this) {
      case Head head ->
          json.put("seisei", "tree").put("format", FORMAT).put("version", head.version);
      case Node node -> {
        json.put("path", node.path.toString());
        Payload payload = node.payload;
        if (payload != null) {
          json.put("type", payload.type());
          String text = asText(payload);
          if (text == null) {
            json.put("base64", Base64.getEncoder().encodeToString(payload.bytes()));
          } else {
            json.put("text", text);
          }
        }
      }
      case Kept kept -> {
        ObjectNode conditions = json.put("path", kept.path.toString()).putObject("keepWhile");
        kept.keepWhile
            .conditions()
            .forEach((path, condition) -> conditions.put(path.toString(), condition.toString()));
      }
      case End end -> json.put("nodes", end.nodes).put("sha256", end.sha256);
    }
    return (JSON.writeValueAsString(json) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static @Nullable String asText(Payload payload) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(payload.view()).toString();
    } catch (CharacterCodingException _) {
      return null;
    }
  }

  /// Reads a line.
  ///
  /// @throws IllegalArgumentException if it is none
  static ExportLine read(byte[] line) {
    JsonNode json;
    try {
      json = JSON.readTree(line);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("is not JSON: " + e.getOriginalMessage(), e);
    }
    if (!json.isObject()) {
      throw new IllegalArgumentException("must be an object");
    }
    if (json.has("seisei")) {
      only(json, "seisei", "format", "version");
      if (!text(json, "seisei").equals("tree") || number(json, "format") != FORMAT) {
        throw new IllegalArgumentException(
            "is of format " + json.path("format") + "; this program knows " + FORMAT);
      }
      return new Head(number(json, "version"));
    }
    if (json.has("sha256")) {
      only(json, "nodes", "sha256");
      return new End(number(json, "nodes"), text(json, "sha256"));
    }
    Path path = Path.parse(text(json, "path"));
    if (json.has("keepWhile")) {
      only(json, "path", "keepWhile");
      return new Kept(path, readKeepWhile(json.path("keepWhile")));
    }
    only(json, "path", "type", json.has("base64") ? "base64" : "text");
    return new Node(path, json.has("type") ? readPayload(json) : null);
  }

  private static KeepWhile readKeepWhile(JsonNode json) {
    var conditions = new TreeMap<Path, Condition>();
    for (var one : json.properties()) {
      conditions.put(Path.parse(one.getKey()), Condition.parse(one.getValue().asString()));
    }
    return new KeepWhile(conditions);
  }

  private static Payload readPayload(JsonNode json) {
    byte[] bytes =
        json.has("base64")
            ? Base64.getDecoder().decode(text(json, "base64"))
            : encode(text(json, "text"));
    return Payload.wrap(text(json, "type"), bytes);
  }

  private static byte[] encode(String text) {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      var exact = new byte[bytes.remaining()];
      bytes.get(exact);
      return exact;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("text: must be whole Unicode characters", e);
    }
  }

  private static String text(JsonNode json, String field) {
    JsonNode value = json.path(field);
    if (!value.isString()) {
      throw new IllegalArgumentException(field + ": must be a text, got " + value);
    }
    return value.stringValue();
  }

  private static long number(JsonNode json, String field) {
    JsonNode value = json.path(field);
    if (!value.canConvertToLong() || !value.isIntegralNumber() || value.longValue() < 0) {
      throw new IllegalArgumentException(field + ": must be a whole number, got " + value);
    }
    return value.longValue();
  }

  private static void only(JsonNode json, String... fields) {
    var known = Set.of(fields);
    for (String name : json.propertyNames()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(name + ": is not known here");
      }
    }
  }
}

package dev.seisei.tree.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A response.
///
/// @param headers by name
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
public record Response(int status, Map<String, String> headers, byte[] body) {
  private static final byte[] NOTHING = {};

  static Response json(int status, JsonNode json) {
    return new Response(
        status,
        Map.of("Content-Type", "application/json"),
        json.toString().getBytes(StandardCharsets.UTF_8));
  }

  static Response empty(int status) {
    return new Response(status, Map.of(), NOTHING);
  }

  /// RFC 9457, with a stable code.
  static Response problem(int status, String code, String detail) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("status", status).put("code", code).put("detail", detail);
    var problem = json(status, json).with("Content-Type", "application/problem+json");
    return status == 503 ? problem.with("Retry-After", "1") : problem;
  }

  Response with(String header, String value) {
    var more = new TreeMap<>(headers);
    more.put(header, value);
    return new Response(status, more, body);
  }
}

package dev.seisei.sidecar.operate;

import dev.seisei.tree.http.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What answers say.
final class Answers {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Answers() {}

  /// The body of an answer that is not a refusal.
  ///
  /// @throws IOException if it is one, with its sentence and code
  static byte[] body(Response response) throws IOException {
    if (response.status() >= 400) {
      throw refused(new String(response.body(), StandardCharsets.UTF_8));
    }
    return response.body();
  }

  /// The body as JSON.
  ///
  /// @throws IOException as [#body], or if it is none
  static JsonNode json(Response response) throws IOException {
    return parse(new String(body(response), StandardCharsets.UTF_8));
  }

  static JsonNode parse(String text) throws IOException {
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      throw new IOException("the answer is not JSON: " + text, e);
    }
  }

  static String pretty(JsonNode json) {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
  }

  static IOException refused(String body) throws IOException {
    JsonNode problem = parse(body);
    String detail = problem.path("detail").asString("");
    String code = "[" + problem.path("code").asString("?") + "]";
    return new IOException(detail.endsWith(code) ? detail : detail + " " + code);
  }
}

package dev.seisei.sidecar.edge;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// An error as HTTP tells it. Source: RFC 9457.
///
/// @param status of the answer
/// @param code stable, `chunk.unknown`
/// @param detail a sentence: what was wrong, and the way out
/// @param condition name of the condition that refused it, where one did
record Problem(int status, String code, String detail, @Nullable String condition) {

  Problem(int status, String code, String detail) {
    this(status, code, detail, null);
  }

  /// What may go better in a second.
  static Problem busy(String code, String detail) {
    return new Problem(503, code, detail);
  }

  void answer(RoutingContext context) {
    answer(context.response());
  }

  void answer(HttpServerResponse response) {
    if (response.ended() || response.closed()) {
      return;
    }
    if (status == 503) {
      response.putHeader("Retry-After", "1");
    }
    if (status == 401) {
      response.putHeader(
          "WWW-Authenticate",
          code.equals("access.token-missing")
              ? "Bearer realm=\"seisei\""
              : "Bearer realm=\"seisei\", error=\"invalid_token\"");
    }
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "about:blank")
            .put(
                "title",
                io.netty.handler.codec.http.HttpResponseStatus.valueOf(status).reasonPhrase())
            .put("status", status)
            .put("detail", detail)
            .put("code", code);
    if (condition != null) {
      body.put("condition", condition);
    }
    response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
        .end(body.toString());
  }
}

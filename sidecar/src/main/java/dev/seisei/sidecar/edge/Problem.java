package dev.seisei.sidecar.edge;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
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
  static final String TYPE = "application/problem+json";
  private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

  Problem(int status, String code, String detail) {
    this(status, code, detail, null);
  }

  /// What may go better in a second.
  static Problem busy(String code, String detail) {
    return new Problem(503, code, detail);
  }

  /// What a stranger wrote, as a sentence or a log may hold it.
  static String shown(String text) {
    String seen = UNSEEN.matcher(text).replaceAll("\ufffd");
    return seen.length() <= 200 ? seen : seen.substring(0, 200) + "…";
  }

  void answer(RoutingContext context) {
    answer(context.request());
  }

  /// Answers, and reads no more of who sends too much.
  void answerAndClose(RoutingContext context) {
    context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    answer(context.request()).onComplete(_ -> context.request().connection().close());
  }

  Future<Void> answer(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return Future.succeededFuture();
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
            .put("title", HttpResponseStatus.valueOf(status).reasonPhrase())
            .put("status", status)
            .put("detail", detail)
            .put("code", code);
    if (condition != null) {
      body.put("condition", condition);
    }
    String id = response.headers().get(RequestId.HEADER);
    if (id != null) {
      body.put("request", id);
    }
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, TYPE)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(bytes.length));
    response.headers().remove(HttpHeaders.ETAG);
    return request.method().equals(HttpMethod.HEAD)
        ? response.end()
        : response.end(Buffer.buffer(bytes));
  }
}

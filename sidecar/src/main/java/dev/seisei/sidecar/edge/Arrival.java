package dev.seisei.sidecar.edge;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Objects;

/// What every request gets before anyone looks at it: an id, the headers that keep browsers from
/// harm, and, if its page may read the answer, the words that say so.
///
/// Source: the Fetch standard for CORS; OWASP's secure headers.
final class Arrival {
  static final String POLICY_HEADER = "Content-Security-Policy";
  private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";
  private static final String EXPOSED =
      "ETag, Content-Range, Accept-Ranges, Retry-After, Allow, " + RequestId.HEADER;

  private final Gate gate;

  Arrival(Gate gate) {
    this.gate = gate;
  }

  /// Prepares the answer.
  void greet(HttpServerRequest request) {
    MultiMap headers = request.response().headers();
    headers
        .set(RequestId.HEADER, RequestId.of(request.getHeader(RequestId.HEADER)))
        .set(POLICY_HEADER, NOTHING)
        .set("X-Content-Type-Options", "nosniff")
        .set("Referrer-Policy", "no-referrer")
        .set("Cross-Origin-Resource-Policy", "same-origin")
        .set(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin != null && gate.wrongOrigin(request) == null) {
      headers
          .set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
          .set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
      if (request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) != null) {
        headers
            .set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST, PUT, DELETE")
            .set(
                HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS,
                "Authorization, Content-Type, If-None-Match, If-Range, Range, "
                    + RequestId.HEADER
                    + ", X-Phoenix-AuthToken, X-Phoenix-LongPoll-Token")
            .set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "3600");
      }
    }
  }

  /// What the router could not read and would log as a fault of its own.
  ///
  /// @return whether it was refused
  boolean refusesUnreadable(HttpServerRequest request) {
    try {
      QueryStringDecoder.decodeComponent(Objects.requireNonNullElse(request.path(), ""));
      request.params();
      return false;
    } catch (IllegalArgumentException e) {
      new Problem(
              400,
              "request.invalid",
              "The address cannot be read: " + Problem.shown(String.valueOf(e.getMessage())) + ".")
          .answer(request);
      return true;
    }
  }

  /// Answers what is not even HTTP, or more of it than is read.
  void refuseBroken(HttpServerRequest request) {
    greet(request);
    Throwable why = request.decoderResult().cause();
    Problem problem =
        switch (why) {
          case TooLongHttpLineException _ ->
              new Problem(414, "request.address", "The address is too long.");
          case TooLongHttpHeaderException _ ->
              new Problem(431, "request.headers", "The headers are too long.");
          case TooLongFrameException _ ->
              new Problem(431, "request.headers", "The headers are too long.");
          case null, default -> new Problem(400, "request.invalid", "This is not HTTP.");
        };
    HttpServerResponse response = request.response();
    response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    problem.answer(request).onComplete(_ -> request.connection().close());
  }
}

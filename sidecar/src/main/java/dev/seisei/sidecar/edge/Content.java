package dev.seisei.sidecar.edge;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Gives bytes that have a tag: not at all to who has them, a part to who asks for one, their head
/// alone to HEAD.
///
/// Source: RFC 9110, sections 13 and 14. Of several parts at once the whole is given, as it may be.
final class Content {
  static final String FOREVER = "public, max-age=31536000, immutable";
  static final String ASK_AGAIN = "no-cache";
  private static final Pattern RANGE = Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

  private Content() {}

  /// Answers with JSON that has no tag.
  static void json(RoutingContext context, JsonNode body) {
    context.response().putHeader(HttpHeaders.CACHE_CONTROL, ASK_AGAIN);
    end(context, "application/json", Buffer.buffer(body.toString()));
  }

  /// Answers with text that has no tag.
  static void text(RoutingContext context, String type, String body) {
    context.response().putHeader(HttpHeaders.CACHE_CONTROL, ASK_AGAIN);
    end(context, type, Buffer.buffer(body));
  }

  /// Sets the caching headers, and answers at once where the client has it already.
  ///
  /// @param tag without quotes
  static boolean isKnown(RoutingContext context, String tag, String caching) {
    String quoted = '"' + tag + '"';
    context.response().putHeader(HttpHeaders.ETAG, quoted);
    context.response().putHeader(HttpHeaders.CACHE_CONTROL, caching);
    String known = context.request().getHeader(HttpHeaders.IF_NONE_MATCH);
    if (known != null && (known.strip().equals("*") || known.contains(quoted))) {
      context.response().setStatusCode(304).end();
      return true;
    }
    return false;
  }

  /// Answers with bytes.
  ///
  /// @param tag of exactly these bytes, without quotes
  static void answer(
      RoutingContext context, String type, byte[] bytes, String tag, String caching) {
    if (isKnown(context, tag, caching)) {
      return;
    }
    HttpServerResponse response = context.response();
    response.putHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
    Part part = part(context, tag, bytes.length);
    if (part == null) {
      end(context, type, Buffer.buffer(bytes));
    } else if (part.from >= bytes.length) {
      response.putHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + bytes.length);
      new Problem(416, "request.range", "There are " + bytes.length + " bytes here.")
          .answer(context);
    } else {
      response
          .setStatusCode(206)
          .putHeader(
              HttpHeaders.CONTENT_RANGE,
              "bytes " + part.from + "-" + (part.to - 1) + "/" + bytes.length);
      end(context, type, Buffer.buffer(bytes).slice(part.from, part.to));
    }
  }

  /// @param from first byte; where it is the length, there is no such part
  /// @param to behind its last
  private record Part(int from, int to) {}

  private static @Nullable Part part(RoutingContext context, String tag, int length) {
    String range = context.request().getHeader("Range");
    String since = context.request().getHeader("If-Range");
    if (range == null
        || !context.request().method().equals(HttpMethod.GET)
        || (since != null && !since.equals('"' + tag + '"'))) {
      return null;
    }
    Matcher asked = RANGE.matcher(range);
    if (!asked.matches() || (asked.group(1).isEmpty() && asked.group(2).isEmpty())) {
      return null;
    }
    if (asked.group(1).isEmpty()) {
      long last = Long.parseLong(asked.group(2));
      return last == 0
          ? new Part(length, length)
          : new Part((int) Math.max(0, length - last), length);
    }
    long from = Long.parseLong(asked.group(1));
    long last = asked.group(2).isEmpty() ? Long.MAX_VALUE - 1 : Long.parseLong(asked.group(2));
    return last < from
        ? null
        : new Part((int) Math.min(from, length), (int) Math.min(last + 1, length));
  }

  private static void end(RoutingContext context, String type, Buffer body) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
    if (context.request().method().equals(HttpMethod.HEAD)) {
      response.end();
    } else {
      response.end(body);
    }
  }
}

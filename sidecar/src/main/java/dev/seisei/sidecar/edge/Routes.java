package dev.seisei.sidecar.edge;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Serves the ways of the HTTP API.
///
/// Before a handler hears of a request: the path is there (404), the method is (405), it takes what
/// would be given (406), it is known who asks (401) and that they may (403), and it brings a body
/// that it may (415, 413, 400).
final class Routes {
  private static final String BYTES = Routes.class.getName() + ".bytes";
  private static final String JSON_BODY = Routes.class.getName() + ".json";
  private static final byte[] NOTHING = {};

  /// Beyond what a body may have: who reads no answer before all is sent shall read this one.
  private static final int MOST_THROWN_AWAY = 1 << 20;

  private static final long BODY_DEADLINE_MILLIS = 10_000;
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(64)
                          .maxNumberLength(40)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final List<Route> all;
  private final Door door;

  Routes(List<Route> all, Door door) {
    this.all = List.copyOf(all);
    this.door = door;
  }

  void mount(Router router) {
    var paths = new LinkedHashMap<String, Map<String, Route>>();
    for (Route route : all) {
      paths.computeIfAbsent(route.path(), _ -> new TreeMap<>()).put(route.method().name(), route);
    }
    paths.forEach((path, ways) -> {
      String pattern = ways.values().iterator().next().pattern();
      router.routeWithRegex(pattern).setName(path).handler(way(ways));
    });
  }

  private Handler<RoutingContext> way(Map<String, Route> ways) {
    String allowed = allowed(ways);
    boolean isKeptFromPages = ways.values().stream().anyMatch(Route::isKeptFromPages);
    return context -> {
      if (isKeptFromPages) {
        context.response().headers().remove(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN);
      }
      HttpMethod method = context.request().method();
      Route route = ways.get(method.equals(HttpMethod.HEAD) ? "GET" : method.name());
      if (method.equals(HttpMethod.OPTIONS)) {
        context.response().putHeader(HttpHeaders.ALLOW, allowed).setStatusCode(204).end();
      } else if (route == null) {
        notAllowed(context, allowed);
      } else {
        serve(context, route);
      }
    };
  }

  private static String allowed(Map<String, Route> ways) {
    var methods = new ArrayList<>(ways.keySet());
    if (ways.containsKey("GET")) {
      methods.add("HEAD");
    }
    methods.add("OPTIONS");
    return String.join(", ", methods);
  }

  /// There is something at this path, but not that way.
  static void notAllowed(RoutingContext context, String allowed) {
    context.response().putHeader(HttpHeaders.ALLOW, allowed);
    new Problem(
            405,
            "request.method",
            Problem.shown(context.request().method().name())
                + " is not possible here; "
                + allowed
                + " are.")
        .answer(context);
  }

  private void serve(RoutingContext context, Route route) {
    List<String> types = route.types();
    String accepted = context.request().getHeader(HttpHeaders.ACCEPT);
    if (!types.isEmpty()
        && !types.contains(Route.ANY_TYPE)
        && accepted != null
        && types.stream().noneMatch(type -> takes(accepted, type))) {
      new Problem(406, "request.accept", "What is here is " + String.join(" or ", types) + " only.")
          .answer(context);
      return;
    }
    if (!door.lets(context, route)) {
      return;
    }
    Route.Body body = route.body();
    if (body == null) {
      if (hasBody(context.request())) {
        new Problem(413, "request.body", "This takes no body.").answerAndClose(context);
      } else {
        route.handle(context);
      }
    } else if (body.mostBytes() == 0) {
      route.handle(context);
    } else {
      read(context, body, () -> route.handle(context));
    }
  }

  private static boolean hasBody(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        || (length != null && !length.equals("0"));
  }

  /// Whether a header `Accept` admits a type. Source: RFC 9110, section 12.5.1, without
  /// preferences: there is one form of each thing.
  static boolean takes(String accept, String type) {
    int best = -1;
    boolean admits = false;
    String bare = type.split(";", 2)[0];
    String group = type.substring(0, type.indexOf('/')) + "/*";
    for (String range : accept.split(",", -1)) {
      String[] parts = range.split(";", -1);
      String name = parts[0].strip();
      int rank =
          name.equalsIgnoreCase(bare)
              ? 2
              : name.equalsIgnoreCase(group) ? 1 : name.equals("*/*") ? 0 : -1;
      if (rank > best) {
        best = rank;
        admits = true;
        for (int i = 1; i < parts.length; i++) {
          admits &= !parts[i].strip().matches("[qQ]\\s*=\\s*0(\\.0{0,3})?");
        }
      }
    }
    return admits || accept.isBlank();
  }

  /// The JSON that a request brought.
  static JsonNode body(RoutingContext context) {
    return Objects.requireNonNull(context.get(JSON_BODY), "this route takes no JSON");
  }

  /// The bytes that a request brought, be they JSON or not; none where it may bring none.
  static byte[] bytes(RoutingContext context) {
    byte[] bytes = context.get(BYTES);
    return bytes == null ? NOTHING : bytes;
  }

  private static void read(RoutingContext context, Route.Body expected, Runnable then) {
    HttpServerRequest request = context.request();
    if (expected.schema() != null && !isJson(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
      new Problem(415, "request.type", "This takes a body of application/json.")
          .answerAndClose(context);
      return;
    }
    var tooMuch =
        new Problem(
            413, "request.body", "The body may have at most " + expected.mostBytes() + " bytes.");
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null && length.length() > 9) {
      tooMuch.answerAndClose(context);
      return;
    }
    Buffer body = Buffer.buffer();
    var thrownAway = new AtomicInteger();
    long deadline =
        context.vertx().setTimer(BODY_DEADLINE_MILLIS, _ -> request.connection().close());
    request.handler(part -> {
      if (thrownAway.get() == 0 && body.length() + part.length() <= expected.mostBytes()) {
        body.appendBuffer(part);
      } else if (thrownAway.addAndGet(part.length()) > MOST_THROWN_AWAY) {
        context.vertx().cancelTimer(deadline);
        request.handler(_ -> {}); // what comes until it is closed
        tooMuch.answerAndClose(context);
      }
    });
    request.exceptionHandler(_ -> context.vertx().cancelTimer(deadline));
    request.endHandler(_ -> {
      context.vertx().cancelTimer(deadline);
      if (context.response().ended()) {
        return;
      }
      if (thrownAway.get() > 0) {
        tooMuch.answer(context);
        return;
      }
      byte[] bytes = body.getBytes();
      context.put(BYTES, bytes);
      if (expected.schema() != null) {
        JsonNode json = parsed(bytes);
        if (json == null) {
          new Problem(400, "request.json", "The body is not JSON, or nested too deep.")
              .answer(context);
          return;
        }
        context.put(JSON_BODY, json);
      }
      try {
        then.run();
      } catch (RuntimeException e) {
        context.fail(e);
      }
    });
  }

  private static boolean isJson(@Nullable String type) {
    return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
  }

  private static @Nullable JsonNode parsed(byte[] body) {
    try {
      JsonNode json = JSON.readTree(body);
      return json.isMissingNode() ? null : json;
    } catch (JacksonException _) {
      return null;
    }
  }
}

package dev.seisei.tree.http;

import dev.seisei.tree.Event;
import dev.seisei.tree.Subscription;
import dev.seisei.tree.Tree;
import dev.seisei.tree.TreeException;
import dev.seisei.tree.View;
import dev.seisei.tree.Watch;
import dev.seisei.tree.log.Member;
import dev.seisei.tree.log.MemberId;
import dev.seisei.tree.node.Cost;
import dev.seisei.tree.node.Path;
import dev.seisei.tree.node.Pattern;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `/api/tree`, for operators and programs that are not Java: the table stands in `docs/tree.md`.
///
/// Lets in whoever asks: whether they may is for whoever has the server.
public final class TreeApi {
  private static final int MOST_MATCHES = 1000;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Tree tree;
  private final NodeRequests nodes;

  public TreeApi(Tree tree) {
    this.tree = tree;
    this.nodes = new NodeRequests(tree);
  }

  /// Answers a request; the future does not fail.
  public CompletableFuture<Response> handle(Request request) {
    CompletableFuture<Response> answer;
    try {
      answer = route(request);
    } catch (IllegalArgumentException e) {
      answer = CompletableFuture.failedFuture(e);
    }
    return answer.exceptionally(TreeApi::problem);
  }

  private CompletableFuture<Response> route(Request request) {
    String path = request.path();
    if (path.equals("/nodes") || path.startsWith("/nodes/")) {
      return nodes.handle(request, path.substring("/nodes".length()));
    }
    return switch (request.method() + " " + path) {
      case "GET /match" -> match(request);
      case "DELETE /match" ->
          tree.deleteInSlices(pattern(request), 10_000)
              .thenApply(count -> Response.json(200, Json.object().put("removed", count)));
      case "GET /members" -> done(Response.json(200, Json.members(tree.members())));
      case "POST /members" -> tree.join(member(request)).thenApply(_ -> Response.empty(204));
      case "POST /leader" ->
          tree.transfer(new MemberId(field(body(request), "id")))
              .thenApply(_ -> Response.empty(204));
      case "GET /stats" -> done(Response.json(200, stats()));
      default -> {
        if (request.method().equals("DELETE") && path.startsWith("/members/")) {
          yield tree.leave(new MemberId(path.substring("/members/".length())))
              .thenApply(_ -> Response.empty(204));
        }
        yield done(
            Response.problem(
                404,
                "tree.no-such-path",
                "there is no " + request.method() + " of " + path + "; see docs/tree.md"));
      }
    };
  }

  private static CompletableFuture<Response> done(Response response) {
    return CompletableFuture.completedFuture(response);
  }

  private CompletableFuture<Response> match(Request request) {
    var pattern = pattern(request);
    int limit = (int) number(request, "limit", 100, 1, MOST_MATCHES);
    return view(tree, request)
        .thenApply(view -> {
          var found = view.within(Cost.COMMAND).list(pattern, limit + 1);
          ObjectNode json = Json.object().put("version", view.version());
          json.put("more", found.size() > limit);
          var all = json.putArray("nodes");
          found.entrySet().stream()
              .limit(limit)
              .forEach(one -> all.add(Json.node(one.getKey(), one.getValue())));
          return Response.json(200, json);
        });
  }

  /// What this member knows, or all that was acknowledged anywhere before.
  static CompletableFuture<View> view(Tree tree, Request request) {
    String consistency = request.query().getOrDefault("consistency", "consistent");
    return switch (consistency) {
      case "consistent" -> tree.consistentView();
      case "local" -> CompletableFuture.completedFuture(tree.view());
      default ->
          throw new IllegalArgumentException(
              "consistency: must be consistent or local, got " + consistency);
    };
  }

  private ObjectNode stats() {
    View view = tree.view();
    var root = view.node(Path.ROOT);
    ObjectNode json = Json.object().put("version", view.version());
    return root == null ? json : json.put("nodes", root.below()).put("bytes", root.bytes());
  }

  /// Where lines of a watch go.
  @FunctionalInterface
  public interface Lines {
    /// Sends a line with its end; may wait until the client takes it.
    ///
    /// @throws IOException if the client is gone
    void send(byte[] line) throws IOException;
  }

  /// `GET /watch?pattern=…`, `&since=…` or `&present`: JSON lines until the returned subscription
  /// is closed, the client is gone, or it has fallen too far behind, which a last line says.
  ///
  /// @throws IllegalArgumentException if the request is wrong: answer its [#problem]
  /// @throws TreeException if there are too many: answer its [#problem]
  public Subscription watch(Request request, Lines lines) {
    var watch = Watch.of(pattern(request));
    if (request.query().containsKey("since")) {
      watch = watch.since(number(request, "since", 0, 0, Long.MAX_VALUE));
    } else if (request.query().containsKey("present")) {
      watch = watch.withPresent();
    }
    var subscription = tree.watch(watch, event -> lines.send(line(event)));
    var _ =
        subscription
            .done()
            .whenComplete((_, failure) -> {
              if (failure != null && unwrapped(failure) instanceof TreeException e) {
                sendLast(lines, e);
              }
            });
    return subscription;
  }

  private static byte[] line(Event event) {
    return (Json.event(event) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static void sendLast(Lines lines, TreeException e) {
    ObjectNode json = Json.object().put("event", "end").put("code", e.code());
    json.put("reason", e.getMessage());
    try {
      lines.send((json + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException _) {
      // Nobody is there to be told.
    }
  }

  /// What a failure is over HTTP.
  public static Response problem(Throwable failure) {
    String message = String.valueOf(unwrapped(failure).getMessage());
    return switch (unwrapped(failure)) {
      case TreeException e -> Response.problem(status(e.code()), e.code(), message);
      case Cost.TooCostly _ -> Response.problem(422, "tree.too-costly", message);
      case IllegalArgumentException _ -> Response.problem(400, "tree.request", message);
      default -> Response.problem(500, "tree.failed", message);
    };
  }

  private static int status(String code) {
    return switch (code) {
      case "tree.missing" -> 404;
      case "tree.exists", "tree.mismatch", "tree.changed", "tree.keep-while" -> 412;
      case "tree.too-large", "log.too-large" -> 413;
      case "tree.too-costly", "tree.too-much", "tree.root", "tree.pattern", "tree.path" -> 422;
      case "operation.forgotten", "log.member" -> 409;
      case "tree.timeout" -> 504;
      case "tree.busy", "watch.too-many", "log.busy", "log.no-leader", "log.closed" -> 503;
      case "log.disk-full" -> 507;
      case "watch.too-old" -> 410;
      default -> 500;
    };
  }

  private static Throwable unwrapped(Throwable failure) {
    @Nullable Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }

  private static Pattern pattern(Request request) {
    String text = request.query().get("pattern");
    if (text == null) {
      throw new IllegalArgumentException("pattern: is missing; give ?pattern=/worlds/*");
    }
    return Pattern.parse(text);
  }

  private static long number(Request request, String name, long usual, long least, long most) {
    String text = request.query().get(name);
    if (text == null) {
      return usual;
    }
    try {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException _) {
      // Said below.
    }
    throw new IllegalArgumentException(
        name + ": must be a whole number of " + least + " to " + most + ", got " + text);
  }

  private static Member member(Request request) {
    JsonNode json = body(request);
    return new Member(
        new MemberId(field(json, "id")),
        field(json, "address"),
        json.path("learner").booleanValue(false));
  }

  private static JsonNode body(Request request) {
    try {
      return JSON.readTree(request.body());
    } catch (JacksonException e) {
      throw new IllegalArgumentException("body: is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static String field(JsonNode json, String name) {
    if (!json.path(name).isString()) {
      throw new IllegalArgumentException("body: must be an object with a text `" + name + "`");
    }
    return json.path(name).stringValue();
  }
}

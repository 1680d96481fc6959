package dev.seisei.tree.http;

import dev.seisei.tree.Tree;
import dev.seisei.tree.command.Op;
import dev.seisei.tree.command.Operation;
import dev.seisei.tree.command.Reply;
import dev.seisei.tree.node.Comparison;
import dev.seisei.tree.node.Condition;
import dev.seisei.tree.node.Node;
import dev.seisei.tree.node.Path;
import dev.seisei.tree.node.Pattern;
import dev.seisei.tree.node.Payload;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/// `/api/tree/nodes/<path>`: one node as a resource.
///
/// Its entity tag is the index of the command that gave it its payload, so `If-Match` is
/// compare-and-swap.
final class NodeRequests {
  private static final java.util.regex.Pattern TAG =
      java.util.regex.Pattern.compile("\"(\\d{1,18})\"");
  private static final java.util.regex.Pattern OPERATION =
      java.util.regex.Pattern.compile("([!-~&&[^/]]{1,64})/(\\d{1,18})");

  private final Tree tree;

  NodeRequests(Tree tree) {
    this.tree = tree;
  }

  CompletableFuture<Response> handle(Request request, String text) {
    Path path = text.isEmpty() ? Path.ROOT : Path.parse(text);
    return switch (request.method()) {
      case "GET" -> get(request, path);
      case "PUT" -> put(request, path);
      case "DELETE" -> delete(request, path);
      default ->
          CompletableFuture.completedFuture(
              Response.problem(405, "tree.method", "a node knows GET, PUT and DELETE")
                  .with("Allow", "GET, PUT, DELETE"));
    };
  }

  private CompletableFuture<Response> get(Request request, Path path) {
    return TreeApi.view(tree, request)
        .thenApply(view -> {
          Node node = view.node(path);
          if (node == null) {
            return Response.problem(404, "tree.missing", path + " does not exist");
          }
          String tag = "\"" + node.changed() + "\"";
          if (request.query().containsKey("info")) {
            return Response.json(200, Json.node(path, node)).with("ETag", tag);
          }
          if (tag.equals(request.header("if-none-match"))) {
            return Response.empty(304).with("ETag", tag);
          }
          return payload(node).with("ETag", tag);
        });
  }

  private static Response payload(Node node) {
    Payload payload = node.payload();
    // Whatever was put there: no browser shall take it for a page of this origin.
    return payload == null
        ? Response.empty(204)
        : new Response(
            200,
            Map.of(
                "Content-Type",
                payload.type(),
                "X-Content-Type-Options",
                "nosniff",
                "Content-Security-Policy",
                "default-src 'none'; frame-ancestors 'none'; sandbox"),
            payload.bytes());
  }

  private CompletableFuture<Response> put(Request request, Path path) {
    String type = request.headers().getOrDefault("content-type", Payload.BYTES);
    int parameters = type.indexOf(';');
    var payload =
        Payload.wrap(
            (parameters < 0 ? type : type.substring(0, parameters)).strip(), request.body());
    String match = request.header("if-match");
    Op.Mode mode = match == null ? Op.Mode.PUT : Op.Mode.UPDATE;
    if ("*".equals(request.header("if-none-match"))) {
      mode = Op.Mode.CREATE;
    }
    return submit(request, new Op.Put(where(path, match), mode, payload, null, true))
        .thenApply(applied -> {
          var touched =
              applied.outcomes().isEmpty() ? null : applied.outcomes().getFirst().touched();
          boolean isNew = touched != null && touched.getFirst().before() == null;
          var json = Json.object().put("treeVersion", applied.index());
          if (touched != null) {
            json.put("version", touched.getFirst().version());
          }
          return Response.json(isNew ? 201 : 200, json.put("repeated", applied.repeated()));
        });
  }

  private CompletableFuture<Response> delete(Request request, Path path) {
    Pattern where = where(path, request.header("if-match"));
    return submit(request, new Op.Delete(where, 1, false))
        .thenApply(applied -> {
          boolean isGone =
              applied.outcomes().isEmpty() || applied.outcomes().getFirst().matched() > 0;
          if (isGone) {
            return Response.empty(204);
          }
          return request.header("if-match") == null
              ? Response.problem(404, "tree.missing", path + " does not exist")
              : Response.problem(412, "tree.mismatch", path + " is not what it was");
        });
  }

  private static Pattern where(Path path, @Nullable String match) {
    if (match == null || match.equals("*")) {
      return Pattern.of(path);
    }
    Matcher tag = TAG.matcher(match);
    if (!tag.matches()) {
      throw new IllegalArgumentException("If-Match: must be * or one entity tag, got " + match);
    }
    long changed = Long.parseLong(tag.group(1));
    return Pattern.of(path, new Condition.Counts(Condition.Count.CHANGED, Comparison.EQ, changed));
  }

  private CompletableFuture<Reply.Applied> submit(Request request, Op op) {
    String header = request.header("seisei-operation");
    if (header == null) {
      return tree.submit(List.of(op));
    }
    Matcher operation = OPERATION.matcher(header);
    if (!operation.matches()) {
      throw new IllegalArgumentException(
          "Seisei-Operation: must be <client>/<number>, got " + header);
    }
    return tree.submit(
        new Operation(operation.group(1), Long.parseLong(operation.group(2)), 0), List.of(op));
  }
}

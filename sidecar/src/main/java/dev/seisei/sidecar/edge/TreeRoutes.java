package dev.seisei.sidecar.edge;

import dev.seisei.control.Component;
import dev.seisei.control.Status;
import dev.seisei.control.live.Control;
import dev.seisei.sidecar.participants.Role;
import dev.seisei.sidecar.store.Store;
import dev.seisei.tree.Export;
import dev.seisei.tree.Import;
import dev.seisei.tree.Subscription;
import dev.seisei.tree.Tree;
import dev.seisei.tree.TreeException;
import dev.seisei.tree.http.Request;
import dev.seisei.tree.http.Response;
import dev.seisei.tree.http.TreeApi;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// `/api/tree`, for operators, as `docs/tree.md` lists it.
///
/// So far an operator is a program of this machine: whoever comes from another one, through a
/// proxy, or as a page in a browser is refused.
final class TreeRoutes {
  private static final String MOUNT = "/api/tree";
  private static final String LINES = "application/x-ndjson";
  private static final int MOST_BODY = 64 << 10;
  private static final int MOST_JSON = 4096;
  private static final long MOST_IMPORT = 1L << 30;
  private static final int MOST_UNDER_WAY = 256;
  private static final long ALIVE_MILLIS = TimeUnit.SECONDS.toMillis(20);
  private static final JsonMapper JSON = new JsonMapper();

  private static final String TREE = "tree";

  private final Store store;
  private final Control control;
  private final Vertx vertx;
  private final AtomicInteger underWay = new AtomicInteger();

  TreeRoutes(Store store, Control control, Vertx vertx) {
    this.store = store;
    this.control = control;
    this.vertx = vertx;
  }

  List<Route> routes() {
    return List.of(
        node(Route.get("tree-node", MOUNT + "/nodes/{path}"))
            .says("The payload of a node, or with `info` the node as JSON")
            .mayQuery("info", "The node with its versions, as JSON", "")
            .mayQuery("consistency", "`local`: what this member knows", "local")
            .mayHeader("If-None-Match", "The entity tag of what is there already", "\"7\"")
            .gives(Route.ANY_TYPE)
            .tagged()
            .givesNothing("It has no payload")
            .does(whole()),
        node(Route.put("tree-put", MOUNT + "/nodes/{path}"))
            .says("Puts a payload of the type that its header says")
            .mayHeader("If-None-Match", "`*`: only where there is none", "*")
            .mayHeader("If-Match", "`*` or the entity tag of what must be there", "\"7\"")
            .mayHeader("Seisei-Operation", "client/number, so that it is never done twice", "a/1")
            .bringsBytes(MOST_BODY)
            .json(200, "It is another", "TreePut")
            .json(201, "It is new", "TreePut")
            .fails(409, "An operation older than those remembered, done or not")
            .fails(412, "What is there is not what it must be")
            .fails(422, "The path cannot be, or it costs too much")
            .does(whole()),
        node(Route.delete("tree-delete", MOUNT + "/nodes/{path}"))
            .says("Removes a node with all below it")
            .mayHeader("If-Match", "The entity tag of what must be there", "\"7\"")
            .mayHeader("Seisei-Operation", "client/number, so that it is never done twice", "a/2")
            .givesNothing("It is gone")
            .fails(409, "An operation older than those remembered, done or not")
            .fails(412, "What is there is not what it must be")
            .fails(422, "The root cannot go, or it costs too much")
            .does(whole()),
        pattern(Route.get("tree-match", MOUNT + "/match"))
            .says("The nodes that a pattern means")
            .mayQuery("limit", "How many at most, 1 to 1000", "100")
            .mayQuery("consistency", "`local`: what this member knows", "local")
            .json("TreeMatch")
            .does(whole()),
        pattern(Route.delete("tree-delete-match", MOUNT + "/match"))
            .says("Removes all that a pattern means, in slices")
            .json("TreeRemoved")
            .does(whole()),
        pattern(Route.get("tree-watch", MOUNT + "/watch"))
            .says("What happens to the nodes that a pattern means, a line of JSON an event")
            .mayQuery("present", "Tells first what there is", "")
            .mayQuery("since", "Goes on after this version", "0")
            .gives(LINES)
            .fails(410, "The history does not reach back so far")
            .does(open(this::watch)),
        only(Route.get("tree-members", MOUNT + "/members"))
            .says("Who keeps the tree")
            .json("TreeMembers")
            .does(whole()),
        only(Route.post("tree-join", MOUNT + "/members"))
            .says("Lets a member in")
            .brings("TreeMember", MOST_JSON)
            .givesNothing("It is one of them")
            .fails(409, "It cannot be one of them")
            .does(whole()),
        only(Route.delete("tree-leave", MOUNT + "/members/{id}"))
            .says("Sends a member away")
            .in("id", "Its name", "b")
            .givesNothing("It is none of them")
            .fails(409, "It cannot go")
            .does(whole()),
        only(Route.post("tree-lead", MOUNT + "/leader"))
            .says("Makes another member the leader")
            .brings("TreeLeader", MOST_JSON)
            .givesNothing("It leads")
            .fails(409, "It cannot lead")
            .does(whole()),
        only(Route.get("tree-stats", MOUNT + "/stats"))
            .says("How much there is")
            .json("TreeStats")
            .does(whole()),
        only(Route.get("tree-export", MOUNT + "/export"))
            .says("All there is, as lines of JSON")
            .gives(LINES)
            .does(open(this::export)),
        only(Route.post("tree-import", MOUNT + "/import"))
            .says("Puts what an export holds, after it is checked whole")
            .streams(LINES)
            .json("TreeImported")
            .fails(400, "It is no export, or damaged")
            .fails(411, "It does not say its length")
            .fails(413, "It is too long")
            .does(open(this::importFile)));
  }

  private static Route only(Route route) {
    return route.takes(Role.OPERATE).keptFromPages();
  }

  private static Route node(Route route) {
    return only(route)
        .rest("path", "The node's path, escaped as in text", "worlds/archipelago")
        .fails(400, "The path or a header is not what it must be")
        .fails(404, "There is no such node");
  }

  private static Route pattern(Route route) {
    return only(route)
        .query("pattern", "Which nodes, as docs/tree.md has it", "/worlds/*")
        .fails(400, "The pattern is missing or not one")
        .fails(422, "It costs too much");
  }

  private Handler<RoutingContext> whole() {
    return open(this::answer);
  }

  /// While the tree is open.
  private Handler<RoutingContext> open(Handler<RoutingContext> then) {
    return context -> {
      Tree tree = store.tree();
      if (tree == null) {
        absent(control.status(Component.KHEPRI)).answer(context);
      } else {
        context.put(TREE, tree);
        then.handle(context);
      }
    };
  }

  private static Problem absent(Status khepri) {
    return switch (khepri.state()) {
      case STARTING, ON ->
          Problem.busy("tree.opening", "The tree is being opened; ask again in a second.");
      case FAILED ->
          new Problem(500, "tree.failed", "The tree could not be opened: " + khepri.reason());
      case OFF, STOPPING ->
          new Problem(
              503,
              "component.off",
              "Khepri is off: there is no tree until TOGGLE_KHEPRI turns it on.");
    };
  }

  private static Tree tree(RoutingContext context) {
    return Objects.requireNonNull(context.get(TREE), "checked before");
  }

  /// Beside the event loop: a pattern may take a while.
  private void answer(RoutingContext context) {
    if (underWay.incrementAndGet() > MOST_UNDER_WAY) {
      underWay.decrementAndGet();
      Problem.busy("tree.busy", "Too many requests wait; ask again in a second.").answer(context);
      return;
    }
    Request request = request(context);
    var answer = new CompletableFuture<Response>();
    Thread.ofVirtual()
        .name("tree-request")
        .start(() -> {
          try {
            var _ = new TreeApi(tree(context)).handle(request).thenAccept(answer::complete);
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    Future.fromCompletionStage(answer, vertx.getOrCreateContext())
        .onComplete(_ -> underWay.decrementAndGet())
        .onSuccess(response -> send(context, response))
        .onFailure(context::fail);
  }

  private static Request request(RoutingContext context) {
    HttpServerRequest request = context.request();
    Map<String, String> query = new HashMap<>();
    request.params().forEach(query::putIfAbsent);
    Map<String, String> headers = new HashMap<>();
    request
        .headers()
        .forEach((name, value) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
    return new Request(
        isHead(context) ? "GET" : request.method().name(),
        context.normalizedPath().substring(MOUNT.length()),
        query,
        headers,
        Routes.bytes(context));
  }

  private static boolean isHead(RoutingContext context) {
    return context.request().method().equals(HttpMethod.HEAD);
  }

  private static void send(RoutingContext context, Response response) {
    HttpServerResponse to = context.response();
    if (to.ended() || to.closed()) {
      return;
    }
    if (response.status() >= 400) {
      JsonNode problem = JSON.readTree(response.body());
      new Problem(
              response.status(),
              problem.path("code").stringValue(),
              problem.path("detail").stringValue())
          .answer(context);
      return;
    }
    to.setStatusCode(response.status()).putHeader(HttpHeaders.CACHE_CONTROL, Content.ASK_AGAIN);
    response.headers().forEach(to::putHeader);
    if (response.status() == 204 || response.status() == 304) {
      to.end();
      return;
    }
    to.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(response.body().length));
    if (isHead(context)) {
      to.end();
    } else {
      to.end(Buffer.buffer(response.body()));
    }
  }

  private void watch(RoutingContext context) {
    HttpServerResponse response = context.response();
    var out = new Pour(response, vertx.getOrCreateContext());
    Subscription subscription;
    try {
      subscription = new TreeApi(tree(context)).watch(request(context), line -> out.write(line));
    } catch (IllegalArgumentException | TreeException e) {
      send(context, TreeApi.problem(e));
      return;
    }
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, LINES)
        .putHeader(HttpHeaders.CACHE_CONTROL, Content.ASK_AGAIN);
    if (isHead(context)) {
      subscription.close();
      response.end();
      return;
    }
    response.setChunked(true);
    // An empty line, so that nobody in between takes silence for an end.
    long alive = vertx.setPeriodic(ALIVE_MILLIS, _ -> response.write("\n"));
    response.write("\n");
    response.closeHandler(_ -> subscription.close());
    response.endHandler(_ -> subscription.close());
    var _ =
        subscription
            .done()
            .whenComplete((_, _) -> {
              vertx.cancelTimer(alive);
              out.close();
            });
  }

  private void export(RoutingContext context) {
    HttpServerResponse response = context.response();
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, LINES)
        .putHeader(HttpHeaders.CACHE_CONTROL, Content.ASK_AGAIN);
    if (isHead(context)) {
      response.end();
      return;
    }
    response.setChunked(true);
    var out = new Pour(response, vertx.getOrCreateContext());
    Tree from = tree(context);
    Thread.ofVirtual()
        .name("tree-export")
        .start(() -> {
          try (var buffered = new BufferedOutputStream(out, 1 << 16)) {
            Export.write(from.consistentView().join(), buffered);
          } catch (IOException _) {
            out.breakOff();
          }
        });
  }

  private void importFile(RoutingContext context) {
    HttpServerRequest request = context.request();
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length == null || !length.matches("\\d{1,12}") || Long.parseLong(length) > MOST_IMPORT) {
      new Problem(
              length == null ? 411 : 413,
              "tree.import",
              "An import must say its length, at most " + MOST_IMPORT + " bytes.")
          .answer(context);
      return;
    }
    request.pause();
    Path file;
    try {
      file = Files.createTempFile("seisei-import", ".jsonl");
    } catch (IOException e) {
      context.fail(e);
      return;
    }
    vertx
        .fileSystem()
        .open(file.toString(), new OpenOptions().setWrite(true))
        .compose(request::pipeTo)
        .compose(_ -> vertx.executeBlocking(() -> Import.from(file, tree(context)), false))
        .onSuccess(nodes ->
            Content.json(context, JsonNodeFactory.instance.objectNode().put("nodes", nodes)))
        .onFailure(failure -> send(context, problem(failure)))
        .onComplete(_ -> delete(file));
  }

  private static Response problem(Throwable failure) {
    @Nullable String message = failure.getMessage();
    // What is wrong with the file is the client's.
    return TreeApi.problem(
        failure instanceof IOException
            ? new IllegalArgumentException("import: " + message, failure)
            : failure);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException _) {
      // In the folder for what is temporary: the system clears it away.
    }
  }
}

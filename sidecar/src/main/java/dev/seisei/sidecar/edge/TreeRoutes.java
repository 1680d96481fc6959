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
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// `/api/tree`, for operators, as `docs/tree.md` lists it.
///
/// So far an operator is a program of this machine: whoever comes from another one, through a
/// proxy, or as a page in a browser is refused.
final class TreeRoutes {
  private static final String MOUNT = "/api/tree";
  private static final int MOST_BODY = 64 << 10;
  private static final long MOST_IMPORT = 1L << 30;
  private static final int MOST_UNDER_WAY = 256;
  private static final long ALIVE_MILLIS = TimeUnit.SECONDS.toMillis(20);

  private static final String TREE = "tree";

  private final Store store;
  private final Control control;
  private final Gate gate;
  private final Door door;
  private final Vertx vertx;
  private final AtomicInteger underWay = new AtomicInteger();

  TreeRoutes(Store store, Control control, Gate gate, Door door, Vertx vertx) {
    this.store = store;
    this.control = control;
    this.gate = gate;
    this.door = door;
    this.vertx = vertx;
  }

  void route(Router router) {
    router.route(MOUNT + "/*").handler(this::check);
    router.get(MOUNT + "/watch").handler(this::watch);
    router.get(MOUNT + "/export").handler(this::export);
    router.post(MOUNT + "/import").handler(this::importFile);
    router
        .route(MOUNT + "/*")
        .handler(BodyHandler.create(false).setBodyLimit(MOST_BODY))
        .handler(this::answer);
  }

  private void check(RoutingContext context) {
    // Not what pages of everywhere may read.
    context.response().headers().remove("Access-Control-Allow-Origin");
    context.response().putHeader("Cross-Origin-Resource-Policy", "same-origin");
    Problem wrongOrigin = gate.wrongOrigin(context.request());
    if (wrongOrigin != null) {
      wrongOrigin.answer(context);
    } else if (!door.lets(context, Role.OPERATE)) {
      return; // it is answered
    }
    Tree tree = store.tree();
    if (tree == null) {
      absent(control.status(Component.KHEPRI)).answer(context);
    } else {
      context.put(TREE, tree);
      context.next();
    }
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
    Buffer body = context.body().buffer();
    Request request = request(context.request(), body == null ? new byte[0] : body.getBytes());
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
        .onSuccess(response -> send(context.response(), response))
        .onFailure(context::fail);
  }

  private static Request request(HttpServerRequest request, byte[] body) {
    Map<String, String> query = new HashMap<>();
    request.params().forEach(query::putIfAbsent);
    Map<String, String> headers = new HashMap<>();
    request
        .headers()
        .forEach((name, value) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
    return new Request(
        request.method().name(),
        Objects.requireNonNullElse(request.path(), MOUNT).substring(MOUNT.length()),
        query,
        headers,
        body);
  }

  private static void send(HttpServerResponse to, Response response) {
    if (to.ended() || to.closed()) {
      return;
    }
    to.setStatusCode(response.status()).putHeader("Cache-Control", "no-cache");
    response.headers().forEach(to::putHeader);
    if (response.status() == 204 || response.status() == 304) {
      to.end();
    } else {
      to.end(Buffer.buffer(response.body()));
    }
  }

  private void watch(RoutingContext context) {
    HttpServerResponse response = context.response();
    Context loop = vertx.getOrCreateContext();
    var out = new Pour(response, loop);
    response
        .setChunked(true)
        .putHeader("Content-Type", "application/x-ndjson")
        .putHeader("Cache-Control", "no-cache");
    Subscription subscription;
    try {
      subscription =
          new TreeApi(tree(context))
              .watch(request(context.request(), new byte[0]), line -> out.write(line));
    } catch (IllegalArgumentException | TreeException e) {
      response.setChunked(false);
      send(response, TreeApi.problem(e));
      return;
    }
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
    var out = new Pour(response, vertx.getOrCreateContext());
    response.setChunked(true).putHeader("Content-Type", "application/x-ndjson");
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
    String length = request.getHeader("Content-Length");
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
            context
                .response()
                .putHeader("Content-Type", "application/json")
                .end("{\"nodes\":" + nodes + "}"))
        .onFailure(failure -> send(context.response(), problem(failure)))
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

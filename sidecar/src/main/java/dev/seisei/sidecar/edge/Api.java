package dev.seisei.sidecar.edge;

import dev.seisei.data.ChunkKey;
import dev.seisei.graph.World;
import dev.seisei.graph.doc.NodeData;
import dev.seisei.graph.node.Catalogue;
import dev.seisei.sidecar.bake.Scenes;
import dev.seisei.sidecar.chunk.Chunks;
import dev.seisei.sidecar.chunk.EncodedChunk;
import dev.seisei.sidecar.world.Blobs;
import dev.seisei.sidecar.world.HostedWorld;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// The HTTP API, as `docs/protocol.md` lists it.
final class Api {
  private static final int MOST_PLACES = 1000;
  private static final long CHUNK_DEADLINE_SECONDS = 30;
  private static final String FOREVER = "public, max-age=31536000, immutable";

  private static final JsonNode NODES = NodeData.of(Catalogue.types());

  private final HostedWorld hosted;
  private final Blobs blobs;
  private final Vertx vertx;
  private final Aside aside;

  Api(HostedWorld hosted, Blobs blobs, Vertx vertx, Aside aside) {
    this.hosted = hosted;
    this.blobs = blobs;
    this.vertx = vertx;
    this.aside = aside;
  }

  void route(Router router) {
    router.get("/health/live").handler(Api::up);
    router.get("/health/ready").handler(Api::up);
    router.get("/api/nodes").handler(context -> json(context, NODES));
    router.get("/api/nodes/:node").handler(Api::node);
    router.get("/api/worlds").handler(this::worlds);
    router.get("/api/worlds/:world").handler(checked(this::world));
    router.get("/api/worlds/:world/ground").handler(checked(this::ground));
    router.get("/api/worlds/:world/chunks/:lod/:x/:y/:z").handler(checked(this::chunk));
    router.get("/api/blobs/:sha").handler(this::blob);
  }

  private Handler<RoutingContext> checked(Handler<RoutingContext> handler) {
    return context -> {
      String id = part(context, "world");
      if (id.equals(hosted.world().id())) {
        handler.handle(context);
      } else {
        new Problem(
                404,
                "world.unknown",
                "There is no world `" + id + "` here; GET /api/worlds lists those that are.")
            .answer(context);
      }
    };
  }

  private static String part(RoutingContext context, String name) {
    return Objects.requireNonNull(context.pathParam(name), name);
  }

  private static void up(RoutingContext context) {
    json(context, JsonNodeFactory.instance.objectNode().put("status", "up"));
  }

  private static void json(RoutingContext context, JsonNode body) {
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
        .end(body.toString());
  }

  private static void node(RoutingContext context) {
    String name = part(context, "node");
    Catalogue.find(name)
        .ifPresentOrElse(
            type -> json(context, NodeData.of(type)),
            () ->
                new Problem(
                        404,
                        "node.unknown",
                        "There is no node `" + name + "`; GET /api/nodes lists those that are.")
                    .answer(context));
  }

  private void worlds(RoutingContext context) {
    World world = hosted.world();
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    list.addObject()
        .put("world", world.id())
        .put("title", world.title())
        .put("graph", world.digest());
    json(context, list);
  }

  private void world(RoutingContext context) {
    if (isKnown(context, hosted.world().digest() + hosted.editsDigest(), "no-cache")) {
      return;
    }
    json(context, hosted.description());
  }

  private void ground(RoutingContext context) {
    List<String> places = context.queryParam("at");
    if (places.isEmpty() || places.size() > MOST_PLACES) {
      throw new IllegalArgumentException(
          "at: must be given 1 to " + MOST_PLACES + " times as x,z, got " + places.size());
    }
    float[][] at = places.stream().map(Api::place).toArray(float[][]::new);
    Callable<JsonNode> answer =
        () -> {
          ArrayNode list = JsonNodeFactory.instance.arrayNode();
          for (float[] place : at) {
            list.addObject()
                .put("x", place[0])
                .put("z", place[1])
                .put("metres", hosted.ground(place[0], place[1]));
          }
          return list;
        };
    aside.run(answer).onSuccess(body -> json(context, body)).onFailure(context::fail);
  }

  private static float[] place(String text) {
    String[] numbers = text.split(",", -1);
    try {
      if (numbers.length == 2) {
        return new float[] {Float.parseFloat(numbers[0]), Float.parseFloat(numbers[1])};
      }
    } catch (NumberFormatException _) {
      // told below
    }
    throw new IllegalArgumentException("at: must be x,z in metres, got `" + text + "`");
  }

  private void chunk(RoutingContext context) {
    String last = part(context, "z");
    boolean glb = last.endsWith(".glb");
    ChunkKey key = key(context, glb ? last.substring(0, last.length() - 4) : last);
    if (!hosted.world().grid().contains(key)) {
      new Problem(
              404,
              "chunk.unknown",
              "The world has no chunk "
                  + key
                  + "; it has levels 0 to "
                  + (hosted.world().grid().levels() - 1)
                  + ", y 0, and reaches ±"
                  + hosted.world().grid().extentMetres()
                  + " m.")
          .answer(context);
      return;
    }
    if (hosted.chunks().waiting() > HostedWorld.MOST_WAITING) {
      Problem.busy("chunk.busy", "Too many chunks are being made; ask again in a second.")
          .answer(context);
      return;
    }
    Chunks.Ticket ticket = hosted.requests().want(key, 0);
    context.response().closeHandler(_ -> ticket.cancel());
    var made = ticket.chunk().orTimeout(CHUNK_DEADLINE_SECONDS, TimeUnit.SECONDS);
    Future.fromCompletionStage(made, vertx.getOrCreateContext())
        .onSuccess(chunk -> {
          if (glb) {
            glb(context, chunk);
          } else {
            send(context, chunk.digestHex(), "application/octet-stream", chunk.bytes());
          }
        })
        .onFailure(failure -> {
          ticket.cancel();
          context.fail(failure);
        });
  }

  private static ChunkKey key(RoutingContext context, String z) {
    return new ChunkKey(
        whole("lod", part(context, "lod")),
        whole("x", part(context, "x")),
        whole("y", part(context, "y")),
        whole("z", z));
  }

  private static int whole(String name, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException(name + ": must be a whole number, got `" + text + "`");
    }
  }

  private void glb(RoutingContext context, EncodedChunk chunk) {
    String tag = chunk.digestHex() + "-glb";
    Callable<byte[]> scene = () -> Scenes.ofChunk(hosted.world(), hosted.chunk(chunk.key()));
    if (isKnown(context, tag, caching(context))) {
      return;
    }
    aside
        .run(scene)
        .onSuccess(bytes -> send(context, tag, "model/gltf-binary", bytes))
        .onFailure(context::fail);
  }

  private void blob(RoutingContext context) {
    String sha = part(context, "sha");
    aside
        .run(() -> blobs.get(sha))
        .onSuccess(found ->
            found.ifPresentOrElse(
                bytes -> {
                  if (!isKnown(context, sha, FOREVER)) {
                    answer(context, "model/gltf-binary", bytes);
                  }
                },
                () ->
                    new Problem(404, "blob.unknown", "There is no blob `" + sha + "` here.")
                        .answer(context)))
        .onFailure(context::fail);
  }

  private void send(RoutingContext context, String tag, String type, byte[] bytes) {
    if (!isKnown(context, tag, caching(context))) {
      answer(context, type, bytes);
    }
  }

  /// What is named by its graph and by all that was edited can never become another.
  private String caching(RoutingContext context) {
    boolean isNamed =
        hosted.world().digest().equals(context.request().getParam("graph"))
            && hosted.editsDigest().equals(context.request().getParam("edits"));
    return isNamed ? FOREVER : "no-cache";
  }

  /// Sets the caching headers, and answers at once where the client has it already.
  private static boolean isKnown(RoutingContext context, String tag, String caching) {
    String quoted = '"' + tag + '"';
    context.response().putHeader(HttpHeaders.ETAG, quoted);
    context.response().putHeader(HttpHeaders.CACHE_CONTROL, caching);
    @Nullable String known = context.request().getHeader(HttpHeaders.IF_NONE_MATCH);
    if (known != null && (known.equals("*") || known.contains(quoted))) {
      context.response().setStatusCode(304).end();
      return true;
    }
    return false;
  }

  private static void answer(RoutingContext context, String type, byte[] bytes) {
    context.response().putHeader(HttpHeaders.CONTENT_TYPE, type).end(Buffer.buffer(bytes));
  }
}

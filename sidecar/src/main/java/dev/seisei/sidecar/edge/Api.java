package dev.seisei.sidecar.edge;

import dev.seisei.data.ChunkKey;
import dev.seisei.graph.World;
import dev.seisei.graph.doc.NodeData;
import dev.seisei.graph.node.Catalogue;
import dev.seisei.sidecar.bake.Scenes;
import dev.seisei.sidecar.chunk.Chunks;
import dev.seisei.sidecar.chunk.EncodedChunk;
import dev.seisei.sidecar.participants.Role;
import dev.seisei.sidecar.world.Blobs;
import dev.seisei.sidecar.world.HostedWorld;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// The HTTP API, as `docs/protocol.md` lists it.
final class Api {
  private static final int MOST_PLACES = 1000;
  private static final long CHUNK_DEADLINE_SECONDS = 30;
  private static final String BYTES = "application/octet-stream";
  private static final String GLB = "model/gltf-binary";

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

  List<Route> routes() {
    return List.of(
        Route.get("nodes", "/api/nodes")
            .says("What world files can be made of")
            .takes(Role.VIEW)
            .json("Nodes")
            .does(context -> Content.json(context, NODES)),
        Route.get("node", "/api/nodes/{node}")
            .says("One of the nodes that world files can be made of")
            .takes(Role.VIEW)
            .in("node", "Its name", "terrace")
            .json("Node")
            .fails(404, "There is no such node")
            .does(Api::node),
        Route.get("worlds", "/api/worlds")
            .says("The worlds that are served here")
            .takes(Role.VIEW)
            .json("Worlds")
            .does(this::worlds),
        Route.get("world", "/api/worlds/{world}")
            .says("A world, as a newcomer to its topic gets it")
            .takes(Role.VIEW)
            .in("world", "Its id", "archipelago")
            .json("World")
            .tagged()
            .fails(404, "There is no such world")
            .does(checked(this::world)),
        Route.get("ground", "/api/worlds/{world}/ground")
            .says("Where the ground of level 0 is")
            .takes(Role.VIEW)
            .in("world", "Id of the world", "archipelago")
            .query("at", "x,z in metres; up to " + MOST_PLACES + " times", "12.5,-40")
            .json("Ground")
            .fails(404, "There is no such world")
            .does(checked(this::ground)),
        chunk("chunk-glb", ".glb", "A chunk as glTF, with its props", GLB)
            .does(checked(context -> chunk(context, true))),
        chunk("chunk", "", "A chunk, as clients of the world's topic get it", BYTES)
            .does(checked(context -> chunk(context, false))),
        Route.get("blob", "/api/blobs/{sha}")
            .says("A mesh by its SHA-256")
            .takes(Role.VIEW)
            .in("sha", "64 hex digits", "0".repeat(64))
            .gives(GLB)
            .tagged()
            .ranged()
            .fails(404, "There is no such blob")
            .does(this::blob));
  }

  private static Route chunk(String id, String ending, String sentence, String type) {
    return Route.get(id, "/api/worlds/{world}/chunks/{lod}/{x}/{y}/{z}" + ending)
        .says(sentence)
        .takes(Role.VIEW)
        .in("world", "Id of the world", "archipelago")
        .in("lod", "Level of detail, 0 is the finest", "2")
        .in("x", "East, in chunks of the level", "0")
        .in("y", "Up; 0 for terrain", "0")
        .in("z", "South, in chunks of the level", "-1")
        .mayQuery("graph", "Digest of the world's graph, with `edits` what never changes", "")
        .mayQuery("edits", "Digest of its edits: then the answer is good for ever", "")
        .gives(type)
        .tagged()
        .ranged()
        .fails(404, "There is no such world, or no such chunk in it");
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
                "There is no world `"
                    + Problem.shown(id)
                    + "` here; GET /api/worlds lists those that are.")
            .answer(context);
      }
    };
  }

  private static String part(RoutingContext context, String name) {
    return Objects.requireNonNull(context.pathParam(name), name);
  }

  private static void node(RoutingContext context) {
    String name = part(context, "node");
    Catalogue.find(name)
        .ifPresentOrElse(
            type -> Content.json(context, NodeData.of(type)),
            () ->
                new Problem(
                        404,
                        "node.unknown",
                        "There is no node `"
                            + Problem.shown(name)
                            + "`; GET /api/nodes lists those that are.")
                    .answer(context));
  }

  private void worlds(RoutingContext context) {
    World world = hosted.world();
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    list.addObject()
        .put("world", world.id())
        .put("title", world.title())
        .put("graph", world.digest());
    Content.json(context, list);
  }

  private void world(RoutingContext context) {
    // The tag first: who gets it with what was edited since gets that again, and nobody keeps less.
    String tag = hosted.world().digest() + hosted.editsDigest();
    byte[] about = hosted.description().toString().getBytes(StandardCharsets.UTF_8);
    Content.answer(context, "application/json", about, tag, Content.ASK_AGAIN);
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
    aside.run(answer).onSuccess(body -> Content.json(context, body)).onFailure(context::fail);
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
    throw new IllegalArgumentException(
        "at: must be x,z in metres, got `" + Problem.shown(text) + "`");
  }

  private void chunk(RoutingContext context, boolean glb) {
    ChunkKey key = key(context);
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
    context.addEndHandler(done -> {
      if (done.failed()) {
        ticket.cancel();
      }
    });
    var made = ticket.chunk().orTimeout(CHUNK_DEADLINE_SECONDS, TimeUnit.SECONDS);
    Future.fromCompletionStage(made, vertx.getOrCreateContext())
        .onSuccess(chunk -> {
          if (glb) {
            glb(context, chunk);
          } else {
            Content.answer(context, BYTES, chunk.bytes(), chunk.digestHex(), caching(context));
          }
        })
        .onFailure(failure -> {
          ticket.cancel();
          context.fail(failure);
        });
  }

  private static ChunkKey key(RoutingContext context) {
    return new ChunkKey(
        whole("lod", part(context, "lod")),
        whole("x", part(context, "x")),
        whole("y", part(context, "y")),
        whole("z", part(context, "z")));
  }

  private static int whole(String name, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException(
          name + ": must be a whole number, got `" + Problem.shown(text) + "`");
    }
  }

  private void glb(RoutingContext context, EncodedChunk chunk) {
    String tag = chunk.digestHex() + "-glb";
    Callable<byte[]> scene = () -> Scenes.ofChunk(hosted.world(), hosted.chunk(chunk.key()));
    if (Content.isKnown(context, tag, caching(context))) {
      return;
    }
    aside
        .run(scene)
        .onSuccess(bytes -> Content.answer(context, GLB, bytes, tag, caching(context)))
        .onFailure(context::fail);
  }

  private void blob(RoutingContext context) {
    String sha = part(context, "sha");
    aside
        .run(() -> blobs.get(sha))
        .onSuccess(found ->
            found.ifPresentOrElse(
                bytes -> Content.answer(context, GLB, bytes, sha, Content.FOREVER),
                () ->
                    new Problem(
                            404,
                            "blob.unknown",
                            "There is no blob `" + Problem.shown(sha) + "` here.")
                        .answer(context)))
        .onFailure(context::fail);
  }

  /// What is named by its graph and by all that was edited can never become another.
  private String caching(RoutingContext context) {
    boolean isNamed =
        hosted.world().digest().equals(context.request().getParam("graph"))
            && hosted.editsDigest().equals(context.request().getParam("edits"));
    return isNamed ? Content.FOREVER : Content.ASK_AGAIN;
  }
}

package dev.seisei.sidecar.store;

import dev.seisei.sidecar.world.Blobs;
import dev.seisei.tree.Tree;
import dev.seisei.tree.node.Names;
import dev.seisei.tree.node.Path;
import dev.seisei.tree.node.Payload;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Which graphs a world has had.
///
/// `/worlds/<id>` is the graph that is served, `/worlds/<id>/history/<number>` each one that was,
/// as JSON `{graph, title, file, bytes, since}`: the graph's digest, and the world file as a blob.
/// `/blobs/<sha256>` is the catalogue of blobs that are named, as JSON `{type, bytes}`.
public final class WorldHistory {
  private static final String JSON = "application/json";

  private WorldHistory() {}

  /// Writes down which graph is served from now on, if it is not the one of before.
  ///
  /// @param id of the world
  /// @param digest of its graph
  /// @param file the world file
  /// @return whether it is another one than before; done when that is kept
  public static CompletableFuture<Boolean> keep(
      Tree tree, Blobs blobs, String id, String title, String digest, byte[] file) {
    String blob = blobs.put(file); // first: what the tree names is there
    ObjectNode graph = JsonNodeFactory.instance.objectNode();
    graph.put("graph", digest).put("title", title).put("file", blob);
    graph.put("bytes", file.length);
    Path world = Path.of("worlds", id);
    Path catalogue = Path.of("blobs", blob);
    Payload named =
        json(JsonNodeFactory.instance.objectNode().put("type", JSON).put("bytes", file.length));
    String since = Instant.now().toString();
    return tree.transact(transaction -> {
      Payload before = transaction.get(world);
      if (before != null && isOf(before, digest)) {
        return false;
      }
      var history = world.child("history");
      var entry = transaction.entry(history);
      // The list's version only grows, also when an operator removes what is old.
      long number = entry == null ? 1 : entry.childrenVersion();
      Payload now = json(graph.deepCopy().put("since", since));
      transaction.put(world, now);
      transaction.put(history.child(Names.ofNumber(number)), now);
      transaction.put(catalogue, named);
      return true;
    });
  }

  private static Payload json(ObjectNode json) {
    return Payload.wrap(JSON, json.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isOf(Payload graph, String digest) {
    return new String(graph.bytes(), StandardCharsets.UTF_8)
        .contains("\"graph\":\"" + digest + "\"");
  }
}

package dev.seisei.sidecar.world;

import dev.seisei.graph.GraphException;
import dev.seisei.graph.GraphFile;
import dev.seisei.graph.World;
import dev.seisei.sidecar.file.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A world's graph that is patched while it is served, and what of it is kept.
///
/// The patched graph lies beside the edits, with the digest of the file that it was made of: a file
/// that was changed by hand since then counts, and what was patched is set aside. Used by one
/// thread, unless it says otherwise.
final class LiveGraph {
  private static final System.Logger LOG = System.getLogger(LiveGraph.class.getName());
  private static final JsonMapper JSON = new JsonMapper();

  private final String base;
  private final @Nullable Path kept;
  private JsonNode graph;
  private World world;
  private volatile byte[] file;

  private LiveGraph(String base, @Nullable Path kept, JsonNode graph, World world, byte[] file) {
    this.base = base;
    this.kept = kept;
    this.graph = graph;
    this.world = world;
    this.file = file;
  }

  /// A world that was read from somewhere, as it is there or as it was patched.
  ///
  /// @param json its file
  /// @param folder where the patched graph is kept; null for nowhere
  static LiveGraph of(World world, byte[] json, @Nullable Path folder) {
    JsonNode graph = json.length == 0 ? JsonNodeFactory.instance.objectNode() : JSON.readTree(json);
    Path kept = folder == null ? null : folder.resolve(world.id() + ".patched.json");
    if (kept != null && Files.exists(kept)) {
      try {
        JsonNode found = JSON.readTree(Files.readAllBytes(kept));
        if (found.path("base").stringValue("").equals(world.digest())) {
          JsonNode patched = found.path("graph");
          byte[] file = bytes(patched);
          World made = GraphFile.parse(kept.toString(), file);
          return new LiveGraph(world.digest(), kept, patched, made, file);
        }
        LOG.log(
            Level.WARNING,
            "{0} was patched live before its file was changed; the file counts, and {1} is set"
                + " aside",
            world.id(),
            kept);
        Files.move(kept, kept.resolveSibling(kept.getFileName() + ".old"), REPLACE);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + kept + ": " + WholeFile.reason(e), e);
      } catch (JacksonException | GraphException e) {
        throw new IllegalStateException(
            "The patched graph in "
                + kept
                + " cannot be used: "
                + e.getMessage()
                + ". Mend it, or move it away to serve the world's own file. [patch.damaged]",
            e);
      }
    }
    return new LiveGraph(world.digest(), kept, graph, world, json);
  }

  private static final CopyOption REPLACE = StandardCopyOption.REPLACE_EXISTING;

  private static byte[] bytes(JsonNode graph) {
    return graph.toPrettyString().getBytes(StandardCharsets.UTF_8);
  }

  World world() {
    return world;
  }

  /// The graph as a world file; may be asked for by any thread.
  byte[] file() {
    return file;
  }

  /// Patches the graph, and keeps it.
  ///
  /// @param patch as RFC 7396 has it
  /// @return the world that came out of it
  /// @throws GraphException if that is no sound graph, or would be another world
  /// @throws UncheckedIOException if it cannot be kept; then nothing was changed
  World patch(JsonNode patch) {
    JsonNode next = MergePatch.apply(graph, patch);
    byte[] text = bytes(next);
    World made = GraphFile.parse("patch", text);
    if (!made.id().equals(world.id())) {
      throw new GraphException(
          "patch.id", "patch: id: must stay " + world.id() + ", got " + made.id());
    }
    if (!made.grid().equals(world.grid())) {
      throw new GraphException(
          "patch.chunk", "patch: chunk: must stay as it is while the world is served");
    }
    if (kept != null) {
      ObjectNode file = JsonNodeFactory.instance.objectNode().put("base", base);
      file.set("graph", next);
      WholeFile.write(
          kept,
          out -> {
            var left = ByteBuffer.wrap(bytes(file));
            while (left.hasRemaining()) {
              out.write(left);
            }
          });
    }
    graph = next;
    world = made;
    file = text;
    return made;
  }
}

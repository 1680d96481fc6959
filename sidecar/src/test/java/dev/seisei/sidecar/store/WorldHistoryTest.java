package dev.seisei.sidecar.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.sidecar.world.Blobs;
import dev.seisei.tree.Tree;
import dev.seisei.tree.node.Pattern;
import dev.seisei.tree.node.Payload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is kept of worlds.
@Timeout(60)
final class WorldHistoryTest {
  @TempDir private Path folder;

  private Tree open() throws IOException {
    return Store.openTree(folder.resolve("tree"));
  }

  private boolean keep(Tree tree, String digest, String file) {
    return WorldHistory.keep(
            tree,
            new Blobs(folder.resolve("blobs")),
            "isles",
            "Isles",
            digest,
            file.getBytes(StandardCharsets.UTF_8))
        .join();
  }

  private static List<JsonNode> history(Tree tree) {
    var json = JsonMapper.builder().build();
    return tree.view()
        .map(
            Pattern.parse("/worlds/isles/history/*"),
            (_, node) -> {
              Payload payload = node.payload();
              return json.readTree(payload == null ? new byte[0] : payload.bytes());
            });
  }

  @Test
  void a_graph_that_is_served_again_is_kept_once() throws IOException {
    try (Tree tree = open()) {
      assertThat(keep(tree, "aa", "{1}")).isTrue();
      assertThat(keep(tree, "aa", "{1}")).isFalse();
    }
    try (Tree tree = open()) {
      assertThat(keep(tree, "aa", "{1}")).as("after a restart").isFalse();
      assertThat(history(tree)).hasSize(1);
    }
  }

  @Test
  void every_graph_that_was_served_can_be_found_again() throws IOException {
    var blobs = new Blobs(folder.resolve("blobs"));
    try (Tree tree = open()) {
      keep(tree, "aa", "{1}");
      keep(tree, "bb", "{2}");
      keep(tree, "aa", "{1}");
      assertThat(history(tree).stream().map(one -> one.path("graph").asString()))
          .containsExactly("aa", "bb", "aa");
      JsonNode second = history(tree).get(1);
      assertThat(blobs.get(second.path("file").asString()))
          .hasValueSatisfying(
              file -> assertThat(file).asString(StandardCharsets.UTF_8).isEqualTo("{2}"));
      assertThat(second.path("bytes").asInt()).isEqualTo(3);
      assertThat(tree.view().count(Pattern.parse("/blobs/*"))).isEqualTo(2);
    }
  }

  @Test
  void an_entry_that_an_operator_removes_is_never_written_over() throws IOException {
    try (Tree tree = open()) {
      keep(tree, "aa", "{1}");
      keep(tree, "bb", "{2}");
      tree.deleteMany(Pattern.parse("/worlds/isles/history/*[name ~ \"1$\"]")).join();
      keep(tree, "cc", "{3}");
      assertThat(history(tree).stream().map(one -> one.path("graph").asString()))
          .containsExactly("bb", "cc");
    }
  }
}

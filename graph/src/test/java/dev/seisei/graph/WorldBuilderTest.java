package dev.seisei.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.seisei.data.ChunkKey;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class WorldBuilderTest {

  private static WorldBuilder valley() {
    return WorldBuilder.named("valley", 7)
        .title("Valley")
        .chunk(33, 1, 5, 4096)
        .water(-2.5)
        .spawn(new float[] {0, 20, 0}, new float[] {30, 10, 40})
        .material("grass", "#6f9a3c")
        .material("rock", "#777777")
        .node("ground", "terrace", node -> node.link("of", "hills").set("step", 12))
        .node("hills", "noise", node -> node.set("wavelength", 400).set("amplitude", 60))
        .node("steep", "slope", node -> node.link("of", "ground"))
        .node("cover", "layers", node -> node.layer("grass").layer("rock", "steep"))
        .node("boulder", "rock", node -> node.set("variants", 1).set("stone", "#808080"))
        .node(
            "boulders",
            "scatter",
            node -> node.link("prop", "boulder").link("density", 0.1).set("spacing", 9))
        .out("ground", "cover", "boulders");
  }

  @Test
  void it_makes_the_world_that_its_file_makes() {
    World built = valley().build();
    World read = GraphFile.parse("read", valley().json().getBytes(StandardCharsets.UTF_8));
    ChunkKey key = ChunkKey.terrain(1, -2, 3);
    assertThat(built.digest()).isEqualTo(read.digest());
    assertThat(ChunkDigests.line(built.chunk(key))).isEqualTo(ChunkDigests.line(read.chunk(key)));
    assertThat(built.title()).isEqualTo("Valley");
    assertThat(built.waterMetres()).isEqualTo(-2.5f);
    assertThat(built.materials()).hasSize(2);
    assertThat(built.props()).hasSize(1);
    SoundChunk.check(built, built.chunk(key));
  }

  @Test
  void a_mistake_is_refused_as_in_a_file() {
    assertThatExceptionOfType(GraphException.class)
        .isThrownBy(() ->
            valley()
                .node("ground", "terrace", node -> node.link("of", "hills").set("step", 0))
                .build())
        .withMessage("valley: node ground: step: must be 0.01 to 10000, got 0 [graph.range]");
  }

  @Test
  void fields_are_found_by_their_names() {
    World world = valley().build();
    assertThat(world.field("hills")).isPresent();
    assertThat(world.field("ground")).contains(world.terrain());
    assertThat(world.field("cover")).isEmpty();
    assertThat(world.field("mountains")).isEmpty();
  }
}

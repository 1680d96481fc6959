package dev.seisei.gltf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.seisei.data.ChunkKey;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ChunkSceneTest {
  private static final int GROUND = 3 * 128;
  private static final int CAIRNS = 3 * (5 + 3) * 4;

  @Test
  void nodes_are_named_after_chunks_and_props() {
    GlbContent content = read(ChunkScene.Options.INSTANCED);
    assertThat(content.nodes().stream().map(GlbContent.Node::name))
        .containsExactly(
            "chunk 0/0/0/0",
            "cairns 1 in 0/0/0/0",
            "cairns 2 in 0/0/0/0",
            "chunk 0/1/0/0",
            "cairns 1 in 0/1/0/0",
            "cairns 2 in 0/1/0/0",
            "chunk 1/-1/0/-1",
            "cairns 1 in 1/-1/0/-1",
            "cairns 2 in 1/-1/0/-1",
            "water");
  }

  @Test
  void one_mesh_a_variant_and_level_serves_all_chunks() {
    GlbContent content = read(ChunkScene.Options.INSTANCED);
    assertThat(content.meshes().stream().map(GlbContent.Shape::name))
        .containsExactly(
            "ground 0/0/0/0",
            "cairns 1",
            "cairns 2",
            "ground 0/1/0/0",
            "ground 1/-1/0/-1",
            "cairns 1 to level 6",
            "water");
  }

  @Test
  void instanced_and_plain_show_the_same() {
    GlbContent instanced = read(ChunkScene.Options.INSTANCED);
    GlbContent plain = read(ChunkScene.Options.PLAIN);
    assertThat(instanced.shownTriangles()).isEqualTo(GROUND + CAIRNS + 2);
    assertThat(plain.shownTriangles()).isEqualTo(GROUND + CAIRNS + 2);
    assertThat(plain.instances()).isEqualTo(instanced.instances()).isEqualTo(3 + 24 + 1);
    assertThat(Samples.scene(ChunkScene.Options.INSTANCED).summary().triangles())
        .isEqualTo(instanced.shownTriangles());
  }

  /// A yaw of `t` turns takes +X to `(cos, 0, -sin)`.
  @Test
  void a_plain_instance_stands_turned_and_scaled_as_the_chunk_says() {
    var nodes =
        read(ChunkScene.Options.PLAIN).nodes().stream()
            .collect(Collectors.toMap(GlbContent.Node::name, GlbContent.Node::transform));
    Transform group = nodes.get("cairns 1 in 1/-1/0/-1");
    assertThat(group).isEqualTo(Transform.at(-16, 0, -16));
    for (int i = 0; i < 5; i++) {
      Transform at = Objects.requireNonNull(nodes.get("cairns 1 in 1/-1/0/-1 no. " + (i + 1)));
      assertThat(at.x()).isEqualTo(i + 0.5f);
      assertThat(at.y()).isEqualTo(0.25f * i);
      assertThat(at.z()).isEqualTo(1);
      assertThat(at.scale()).isCloseTo(0.5f + 1.5f * (60 * i) / 255, within(1e-6f));
      double turn = 2 * Math.PI * (50 * i) / 256;
      double x = 1 - 2 * at.qy() * at.qy();
      double z = -2.0 * at.qy() * at.qw();
      assertThat(x).isCloseTo(Math.cos(turn), within(1e-6));
      assertThat(z).isCloseTo(-Math.sin(turn), within(1e-6));
    }
  }

  @Test
  void water_covers_all_chunks_at_its_level() {
    GlbContent.Node water = read(ChunkScene.Options.INSTANCED).nodes().getLast();
    assertThat(water.transform()).isEqualTo(Transform.at(-16, 0.5f, -16));
  }

  @Test
  void instancing_is_required_only_where_it_is_used() {
    assertThat(GlbRoundTripTest.json(Samples.scene(ChunkScene.Options.INSTANCED).toBytes()))
        .contains("\"extensionsRequired\":[\"EXT_mesh_gpu_instancing\"]");
    assertThat(GlbRoundTripTest.json(Samples.scene(ChunkScene.Options.PLAIN).toBytes()))
        .doesNotContain("extensions");
  }

  @Test
  void an_unknown_prop_is_refused() {
    var chunks = List.of(Samples.chunk(ChunkKey.terrain(0, 0, 0)));
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            ChunkScene.of(
                Samples.GRID, chunks, Samples.MATERIALS, List.of(), null, ChunkScene.Options.PLAIN))
        .withMessageContaining("prop");
  }

  private static GlbContent read(ChunkScene.Options options) {
    return GlbReader.read(Samples.scene(options).toBytes());
  }
}

package dev.seisei.gltf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.seisei.data.Mesh;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GlbRoundTripTest {
  @Test
  void a_mesh_comes_back_as_it_went() {
    Mesh mesh = Samples.pyramid(1.25f);
    GlbContent content = GlbReader.read(Glb.ofMesh("cairn", mesh, 0.9f));
    assertThat(content.meshes()).hasSize(1);
    GlbContent.Shape back = content.meshes().getFirst();
    assertThat(back.name()).isEqualTo("cairn");
    assertThat(back.material()).isEqualTo("cairn");
    assertThat(back.mesh().positions()).isEqualTo(mesh.positions());
    assertThat(back.mesh().normals()).isEqualTo(mesh.normals());
    assertThat(back.mesh().colours()).isEqualTo(mesh.colours());
    assertThat(back.mesh().indices()).isEqualTo(mesh.indices());
    assertThat(content.nodes()).singleElement().returns(1, GlbContent.Node::instances);
  }

  /// 65535 vertices still fit two bytes an index; one more does not.
  @ParameterizedTest
  @ValueSource(ints = {65_535, 65_536})
  void indices_are_as_wide_as_the_vertices_need(int vertices) {
    var normals = new float[3 * vertices];
    for (int v = 0; v < vertices; v++) {
      normals[3 * v + 1] = 1;
    }
    int[] indices = {0, vertices - 1, 1};
    var mesh = new Mesh(new float[3 * vertices], normals, new byte[4 * vertices], indices);
    byte[] glb = Glb.ofMesh("wide", mesh, 1);
    assertThat(GlbReader.read(glb).meshes().getFirst().mesh().indices()).isEqualTo(indices);
    assertThat(json(glb)).contains(vertices > 65_535 ? "5125" : "5123");
  }

  @Test
  void sizes_in_header_and_chunks_agree_and_are_aligned() {
    byte[] glb = Samples.scene(ChunkScene.Options.INSTANCED).toBytes();
    var bytes = ByteBuffer.wrap(glb).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes.getInt(8)).isEqualTo(glb.length);
    int json = bytes.getInt(12);
    int binary = bytes.getInt(20 + json);
    assertThat(json % 4).isZero();
    assertThat(binary % 4).isZero();
    assertThat(12 + 8 + json + 8 + binary).isEqualTo(glb.length);
    assertThat(json(glb)).contains("\"byteLength\":" + binary);
  }

  @Test
  void the_same_scene_gives_the_same_bytes() {
    assertThat(Samples.scene(ChunkScene.Options.INSTANCED).toBytes())
        .isEqualTo(Samples.scene(ChunkScene.Options.INSTANCED).toBytes());
  }

  @Test
  void a_stream_receives_the_same_bytes() throws IOException {
    var out = new ByteArrayOutputStream();
    Samples.scene(ChunkScene.Options.PLAIN).writeTo(out);
    assertThat(out.toByteArray()).isEqualTo(Samples.scene(ChunkScene.Options.PLAIN).toBytes());
  }

  @Test
  void what_no_node_shows_is_not_written() {
    var scene = new GlbScene();
    int seen = scene.addMaterial(GlbMaterial.vertexColoured("seen", 1));
    int unseen = scene.addMaterial(GlbMaterial.vertexColoured("unseen", 1));
    scene.addMesh("lost", Samples.pyramid(2), unseen);
    int shown = scene.addMesh("found", Samples.pyramid(1), seen);
    scene.addNode(GlbNode.showing("found", Transform.IDENTITY, shown));
    byte[] glb = scene.toBytes();
    assertThat(json(glb)).doesNotContain("unseen", "lost");
    assertThat(GlbReader.read(glb).meshes()).hasSize(1);
  }

  @Test
  void arrays_that_meshes_share_are_written_once() {
    Mesh first = Samples.pyramid(1);
    Mesh other = Samples.pyramid(2);
    var twin = new Mesh(other.positions(), other.normals(), other.colours(), first.indices());
    var scene = new GlbScene();
    int material = scene.addMaterial(GlbMaterial.vertexColoured("stone", 1));
    scene.addNode(GlbNode.showing("a", Transform.IDENTITY, scene.addMesh("a", first, material)));
    scene.addNode(GlbNode.showing("b", Transform.IDENTITY, scene.addMesh("b", twin, material)));
    assertThat(json(scene.toBytes()).split("\"componentType\"", -1)).hasSize(1 + 7);
  }

  @Test
  void an_empty_scene_can_be_written_and_read() {
    GlbContent content = GlbReader.read(new GlbScene().toBytes());
    assertThat(content.meshes()).isEmpty();
    assertThat(content.nodes()).isEmpty();
  }

  @Test
  void extras_stand_in_the_asset() {
    var scene = new GlbScene();
    scene.addExtra("world", "archipelago");
    assertThat(json(scene.toBytes()))
        .contains("\"generator\":\"Seisei\",\"extras\":{\"world\":\"archipelago\"}");
  }

  @Test
  void more_than_four_gibibytes_are_refused() {
    GlbWriter.requireFits(0xffffffffL);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GlbWriter.requireFits(0x100000000L))
        .withMessageContaining("4294967296");
  }

  @Test
  void a_child_with_two_parents_is_refused() {
    var scene = new GlbScene();
    int child = scene.addNode(GlbNode.group("child", Transform.IDENTITY, List.of()));
    scene.addNode(GlbNode.group("parent", Transform.IDENTITY, List.of(child)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> scene.addNode(GlbNode.group("other", Transform.IDENTITY, List.of(child))))
        .withMessageContaining("one parent");
  }

  static String json(byte[] glb) {
    int length = ByteBuffer.wrap(glb).order(ByteOrder.LITTLE_ENDIAN).getInt(12);
    return new String(glb, 20, length, StandardCharsets.UTF_8);
  }
}

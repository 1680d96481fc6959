package dev.seisei.gltf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.seisei.data.ChunkKey;
import dev.seisei.data.Mesh;
import dev.seisei.testkit.Digests;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TerrainMeshTest {
  private static Mesh mesh(float skirt) {
    return TerrainMesh.of(
        Samples.GRID, Samples.chunk(ChunkKey.terrain(1, 3, -2)), Samples.MATERIALS, skirt);
  }

  @Test
  void vertices_are_the_samples_from_the_least_corner_on() {
    Mesh mesh = mesh(0);
    assertThat(mesh.vertices()).isEqualTo(81);
    assertThat(mesh.triangles()).isEqualTo(128);
    assertThat(mesh.positions()).startsWith(0, 0.3125f, 0).endsWith(16, 2.25f + 5.0625f, 16);
  }

  /// The sample field rises by 0.25 m a column, and by the square of the row.
  @Test
  void normals_are_those_of_the_field() {
    Mesh mesh = mesh(0);
    float cell = 2;
    for (int v = 0; v < mesh.vertices(); v++) {
      int row = v / 9 + 1;
      double x = -0.25 / cell;
      double z = -0.125 * row / cell;
      double length = Math.sqrt(x * x + 1 + z * z);
      assertThat(mesh.normals()[3 * v]).isCloseTo((float) (x / length), within(1e-6f));
      assertThat(mesh.normals()[3 * v + 1]).isCloseTo((float) (1 / length), within(1e-6f));
      assertThat(mesh.normals()[3 * v + 2]).isCloseTo((float) (z / length), within(1e-6f));
    }
  }

  @Test
  void colours_go_from_grass_to_sand_in_linear_light() {
    byte[] colours = mesh(0).colours();
    // sRGB 6f9440 and d8c690.
    assertThat(colours).startsWith(41, 76, 13, 255);
    assertThat(colours).endsWith(175, 144, 71, 255);
  }

  @ParameterizedTest
  @ValueSource(floats = {0, 3})
  void faces_look_up_or_out(float skirt) {
    Mesh mesh = mesh(skirt);
    double up = 0;
    double out = 0;
    for (int t = 0; t < mesh.triangles(); t++) {
      double[] facing = facing(mesh, t);
      double[] middle = middle(mesh, t);
      if (t < 128) {
        assertThat(facing[1]).as("triangle %d", t).isPositive();
        up += facing[1];
      } else {
        assertThat(facing[0] * (middle[0] - 8) + facing[2] * (middle[2] - 8))
            .as("skirt triangle %d", t)
            .isPositive();
        out += Math.sqrt(facing[0] * facing[0] + facing[2] * facing[2]);
      }
    }
    // Twice the area of the chunk's square and of four walls.
    assertThat(up).isCloseTo(2 * 16 * 16, within(1e-3));
    assertThat(out).isCloseTo(2 * 4 * 16 * skirt, within(1e-3));
  }

  @Test
  void skirts_hang_as_deep_as_told() {
    Mesh mesh = mesh(3);
    assertThat(mesh.vertices()).isEqualTo(81 + 32);
    assertThat(mesh.triangles()).isEqualTo(128 + 64);
    assertThat(mesh.positions()[3 * 81 + 1]).isEqualTo(0.3125f - 3);
  }

  @Test
  void meshes_of_one_shape_share_their_indices() {
    assertThat(mesh(3).indices()).isSameAs(mesh(2).indices());
  }

  @Test
  void a_palette_that_does_not_fit_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            TerrainMesh.of(Samples.GRID, Samples.chunk(ChunkKey.terrain(0, 0, 0)), List.of(), 0))
        .withMessageContaining("layers");
  }

  @Test
  void the_bits_stay_the_same() {
    assertThat(Digests.of(mesh(3).normals())).isEqualTo("1d335b1b02813edf");
    assertThat(Digests.of(mesh(3).colours())).isEqualTo("853c2c2c3c9ada1a");
  }

  private static double[] facing(Mesh mesh, int triangle) {
    float[] p = mesh.positions();
    int a = 3 * mesh.indices()[3 * triangle];
    int b = 3 * mesh.indices()[3 * triangle + 1];
    int c = 3 * mesh.indices()[3 * triangle + 2];
    double[] u = {p[b] - p[a], p[b + 1] - p[a + 1], p[b + 2] - p[a + 2]};
    double[] v = {p[c] - p[a], p[c + 1] - p[a + 1], p[c + 2] - p[a + 2]};
    return new double[] {
      u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]
    };
  }

  private static double[] middle(Mesh mesh, int triangle) {
    var middle = new double[3];
    for (int k = 0; k < 3; k++) {
      for (int part = 0; part < 3; part++) {
        middle[part] += mesh.positions()[3 * mesh.indices()[3 * triangle + k] + part] / 3.0;
      }
    }
    return middle;
  }
}

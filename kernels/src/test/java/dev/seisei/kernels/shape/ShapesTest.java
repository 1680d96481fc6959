package dev.seisei.kernels.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.seisei.testkit.Digests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What every shape keeps, over many seeds and both details.
final class ShapesTest {
  private static final int SEEDS = 60;

  @ParameterizedTest
  @EnumSource(Kinds.class)
  void triangles_stay_within_their_budget(Kinds kind) {
    for (int seed = 0; seed < SEEDS; seed++) {
      assertThat(kind.grow(seed, 0).triangles()).isBetween(kind.fewest, kind.most);
      assertThat(kind.grow(seed, 1).triangles())
          .isBetween(kind.isRock() ? 12 : 8, kind.isRock() ? 30 : 40);
    }
  }

  @ParameterizedTest
  @EnumSource(Kinds.class)
  void vertices_are_finite_and_normals_of_unit_length(Kinds kind) {
    for (int seed = 0; seed < SEEDS; seed++) {
      for (int detail = 0; detail < 2; detail++) {
        ShapeMesh mesh = kind.grow(seed, detail);
        for (float value : mesh.positions()) {
          assertThat(Float.isFinite(value)).isTrue();
        }
        for (int v = 0; v < mesh.vertices(); v++) {
          assertThat(at(mesh.normals(), v).length()).isCloseTo(1, within(1e-4f));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kinds.class)
  void triangles_have_an_area_and_face_where_their_normals_do(Kinds kind) {
    for (int seed = 0; seed < SEEDS; seed++) {
      for (int detail = 0; detail < 2; detail++) {
        ShapeMesh mesh = kind.grow(seed, detail);
        for (int t = 0; t < mesh.triangles(); t++) {
          Vec facing = facing(mesh, t);
          assertThat(facing.length()).as("%s %d area of %d", kind, seed, t).isGreaterThan(1e-6f);
          Vec sum = Vec.ZERO;
          for (int k = 0; k < 3; k++) {
            sum = sum.plus(at(mesh.normals(), mesh.indices()[3 * t + k]));
          }
          assertThat(sum.dot(facing.unit()))
              .as("%s %d/%d facing of triangle %d", kind, seed, detail, t)
              .isPositive();
        }
      }
    }
  }

  /// The sum over all triangles of the volume below them is positive if they look outwards.
  @ParameterizedTest
  @EnumSource(Kinds.class)
  void the_surface_looks_outwards(Kinds kind) {
    for (int seed = 0; seed < SEEDS; seed++) {
      for (int detail = 0; detail < 2; detail++) {
        ShapeMesh mesh = kind.grow(seed, detail);
        float volume = 0;
        for (int t = 0; t < mesh.triangles(); t++) {
          volume += facing(mesh, t).dot(at(mesh.positions(), mesh.indices()[3 * t])) / 6;
        }
        assertThat(volume).isPositive();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kinds.class)
  void it_stands_in_the_ground_and_is_as_high_as_told(Kinds kind) {
    for (int seed = 0; seed < SEEDS; seed++) {
      for (int detail = 0; detail < 2; detail++) {
        ShapeMesh mesh = kind.grow(seed, detail);
        float least = Float.MAX_VALUE;
        float most = -Float.MAX_VALUE;
        for (int v = 0; v < mesh.vertices(); v++) {
          least = Math.min(least, mesh.positions()[3 * v + 1]);
          most = Math.max(most, mesh.positions()[3 * v + 1]);
        }
        assertThat(least).isNegative().isGreaterThan(-0.4f * kind.highest);
        assertThat(most)
            .as("%s %d/%d", kind, seed, detail)
            .isBetween(kind.isRock() ? 0.1f : 0.72f * kind.highest, kind.highest * 1.001f);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kinds.class)
  void another_seed_is_another_shape_and_the_same_seed_the_same(Kinds kind) {
    assertThat(kind.grow(1, 0).positions()).isNotEqualTo(kind.grow(2, 0).positions());
    assertThat(kind.grow(1, 0).positions()).isEqualTo(kind.grow(1, 0).positions());
  }

  @ParameterizedTest
  @CsvSource({
    "SPRUCE, 0, 88b41b77497643d1 9e342921723234ed a69974dbdd11a3ed",
    "SPRUCE, 1, 8894fd37b2373c04 d1293d15ce5b601e 9dee138eca1bc5d8",
    "OAK, 0, 2d98dd1fc7146433 689f54d28a774846 ee2ffc36c91f7b64",
    "OAK, 1, 7189b29db8e073c2 f5a99006c5e25e19 d87578280670b779",
    "BIRCH, 0, bb505442dfc16586 1c5cc4d7a9321cfc 5f9e800a6a181635",
    "BIRCH, 1, ce63b1834326c8b9 02586f53b3767aa0 d120108f6009df38",
    "PALM, 0, a03da525931a23f1 5cb78efef08de504 6026a294f303a306",
    "PALM, 1, f36b6766d1948d15 77de7a716c3dee28 d7cea410a7e7543e",
    "SHRUB, 0, 41103d452b77a893 cb649c64e5a6c55a 7399a1dbfc62f762",
    "SHRUB, 1, 07813cefc970c306 b02c7eb913238188 67d2bc78305eeaa9",
    "BOULDER, 0, cfb881f39f25de93 63d9fc76ddb76939 3d089ae50476fb41",
    "BOULDER, 1, 52bbae30e292bbbe 38a77379def0b0d1 2eb6ace4b509ddd4",
    "SLAB, 0, fbfb1e0a8974b5b0 6dbe8ac27007a770 511a42adfa7221d9",
    "SLAB, 1, a8048b66bc255cb5 56adaae2670e0349 081e4bf46c947fa9",
  })
  void the_bits_stay_the_same(Kinds kind, int detail, String digests) {
    ShapeMesh mesh = kind.grow(4242, detail);
    assertThat(
            Digests.of(mesh.positions())
                + " "
                + Digests.of(mesh.normals())
                + " "
                + Digests.of(mesh.colours()))
        .isEqualTo(digests);
  }

  @Test
  void forms_that_make_no_sense_are_refused() {
    var grey = new Rgb(0.2f, 0.2f, 0.2f);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TreeForm(Float.NaN, 2, 0.1f, grey, grey, 0))
        .withMessageContaining("heightMetres");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TreeForm(5, 2, 1, grey, grey, 0))
        .withMessageContaining("trunkMetres");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RockForm(1, 2, 0, grey, grey))
        .withMessageContaining("flatness");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Rgb(0, 0, 1.1f))
        .withMessageContaining("rgb");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Kinds.OAK.grow(1, 2))
        .withMessageContaining("detail");
  }

  private static Vec at(float[] values, int vertex) {
    return new Vec(values[3 * vertex], values[3 * vertex + 1], values[3 * vertex + 2]);
  }

  private static Vec facing(ShapeMesh mesh, int triangle) {
    Vec a = at(mesh.positions(), mesh.indices()[3 * triangle]);
    Vec b = at(mesh.positions(), mesh.indices()[3 * triangle + 1]);
    Vec c = at(mesh.positions(), mesh.indices()[3 * triangle + 2]);
    return b.minus(a).cross(c.minus(a));
  }
}

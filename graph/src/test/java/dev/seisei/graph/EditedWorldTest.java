package dev.seisei.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.seisei.data.Chunk;
import dev.seisei.data.ChunkGrid;
import dev.seisei.data.ChunkKey;
import dev.seisei.data.HeightField;
import dev.seisei.data.Instances;
import dev.seisei.graph.edit.Area;
import dev.seisei.graph.edit.Brush;
import dev.seisei.graph.edit.Edit;
import dev.seisei.graph.edit.EditBook;
import dev.seisei.graph.edit.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The archipelago after people have been at it.
final class EditedWorldTest {
  private static final World WORLD = GraphFile.read(Worlds.ARCHIPELAGO);
  private static final ChunkGrid GRID = WORLD.grid();
  private static final int APRON = ChunkGrid.APRON;

  /// A corner of four chunks of each of the first levels, in the woods.
  private static final float CORNER_X = -22 * 64;

  private static final float CORNER_Z = -15 * 64;

  static final List<String> GOLDEN = ChunkDigests.GOLDEN;

  private static void does(EditBook book, Edit edit) {
    book.apply(new Entry(book.next(), "ada", "op " + book.next(), new Entry.Action.Do(edit)));
  }

  private static EditBook with(Edit... edits) {
    var book = new EditBook();
    for (Edit edit : edits) {
      does(book, edit);
    }
    return book;
  }

  /// Strokes of every kind over one another around a place.
  private static EditBook strokes(long seed, float x, float z) {
    var random = new Random(seed);
    var book = new EditBook();
    for (int i = 0; i < 40; i++) {
      var brush =
          new Brush(
              x + random.nextFloat(-60, 60),
              z + random.nextFloat(-60, 60),
              random.nextFloat(3, 50));
      does(
          book,
          switch (random.nextInt(6)) {
            case 0 -> new Edit.Raise(brush, random.nextFloat(1, 20));
            case 1 -> new Edit.Raise(brush, -random.nextFloat(1, 20));
            case 2 -> new Edit.Smooth(brush, random.nextFloat(0.1f, 1));
            case 3 -> new Edit.Flatten(brush, random.nextFloat(-10, 60), random.nextFloat(0.1f, 1));
            case 4 -> new Edit.Paint(brush, "sand", random.nextFloat(0.1f, 1));
            default -> new Edit.Remove(brush);
          });
      does(
          book,
          new Edit.Place(
              "spruce", i, x + random.nextFloat(-60, 60), z + random.nextFloat(-60, 60), i, i, i));
    }
    return book;
  }

  @ParameterizedTest
  @FieldSource("GOLDEN")
  void chunks_that_no_edit_touches_keep_their_golden_bits(String golden) {
    ChunkKey key = ChunkDigests.key(golden);
    Area area = WORLD.area(key);
    float beside = (float) area.maxX() + 40;
    if (beside < GRID.extentMetres()) {
      EditBook book = with(new Edit.Raise(new Brush(beside, (float) area.minZ(), 30), 10));
      assertThat(book.digest(area)).isEmpty();
      assertThat(ChunkDigests.line(WORLD.chunk(key, book))).isEqualTo(golden);
    }
    assertThat(ChunkDigests.line(WORLD.chunk(key, new EditBook()))).isEqualTo(golden);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void chunks_agree_along_their_borders_and_in_their_aprons(long seed) {
    EditBook book = strokes(seed, CORNER_X, CORNER_Z);
    for (int lod = 0; lod < 4; lod++) {
      int x = (int) Math.floor(CORNER_X / GRID.span(lod)) - 1;
      int z = (int) Math.floor(CORNER_Z / GRID.span(lod)) - 1;
      SharedBorders.check(WORLD, ChunkKey.terrain(lod, x, z), book);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void levels_agree_at_the_samples_that_they_share(long seed) {
    EditBook book = strokes(seed, CORNER_X, CORNER_Z);
    int half = (GRID.samples() - 1) / 2;
    for (int lod = 1; lod < 5; lod++) {
      ChunkKey key =
          ChunkKey.terrain(
              lod,
              (int) Math.floor(CORNER_X / GRID.span(lod)),
              (int) Math.floor(CORNER_Z / GRID.span(lod)));
      Chunk coarse = WORLD.chunk(key, book);
      for (int index = 0; index < 4; index++) {
        Chunk fine = WORLD.chunk(key.child(index), book);
        int left = (index & 1) * half;
        int top = (index >> 1) * half;
        for (int row = 0; row <= half; row++) {
          for (int column = 0; column <= half; column++) {
            assertThat(coarse.heights().at(left + column + APRON, top + row + APRON))
                .isEqualTo(fine.heights().at(2 * column + APRON, 2 * row + APRON));
            for (int layer = 0; layer < WORLD.materials().size(); layer++) {
              assertThat(coarse.materials().at(layer, left + column, top + row))
                  .isEqualTo(fine.materials().at(layer, 2 * column, 2 * row));
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void edited_chunks_are_sound_and_the_same_however_they_are_asked_for(long seed) {
    EditBook one = strokes(seed, CORNER_X, CORNER_Z);
    EditBook other = strokes(seed, CORNER_X, CORNER_Z);
    List<ChunkKey> keys =
        new Area(CORNER_X, CORNER_Z, CORNER_X, CORNER_Z).grown(60).chunks(GRID, 0);
    List<String> ahead = keys.stream().map(k -> ChunkDigests.line(WORLD.chunk(k, one))).toList();
    List<String> back =
        keys.reversed().stream().map(k -> ChunkDigests.line(WORLD.chunk(k, other))).toList();
    assertThat(ahead).isEqualTo(back.reversed());
    keys.forEach(key -> SoundChunk.check(WORLD, WORLD.chunk(key, one)));
    assertThat(one.digest()).isEqualTo(other.digest()).hasSize(64);
  }

  @Test
  void props_stand_on_ground_that_was_sculpted() {
    var brush = new Brush(CORNER_X, CORNER_Z, 40);
    EditBook book = with(new Edit.Raise(brush, 15), new Edit.Smooth(brush, 0.5f));
    float[] sink = {0.2f, 0.2f, 0.15f, 0.1f, 0.35f};
    int moved = 0;
    for (ChunkKey key : brush.area().chunks(GRID, 0)) {
      Chunk before = WORLD.chunk(key);
      Chunk after = WORLD.chunk(key, book);
      float cell = GRID.cell(key.lod());
      for (Instances group : after.instances()) {
        for (int i = 0; i < group.count(); i++) {
          float column = group.x()[i] / cell + APRON;
          float row = group.z()[i] / cell + APRON;
          float ground = after.heights().ground(column, row);
          assertThat(group.y()[i]).isEqualTo(ground - sink[group.prop()]);
          moved += before.heights().ground(column, row) < ground - 1 ? 1 : 0;
        }
      }
    }
    assertThat(moved).isPositive();
  }

  @Test
  void nothing_grows_where_the_ground_was_lowered_below_the_sea_and_the_surface_follows() {
    float x = CORNER_X + 20;
    float z = CORNER_Z + 20;
    ChunkKey key =
        ChunkKey.terrain(0, (int) Math.floor(x / GRID.span(0)), (int) Math.floor(z / GRID.span(0)));
    Chunk before = WORLD.chunk(key);
    EditBook book = with(new Edit.Flatten(new Brush(x, z, 100), -30, 1));
    Chunk after = WORLD.chunk(key, book);
    assertThat(before.instances()).isNotEmpty();
    assertThat(after.instances()).isEmpty();
    assertThat(after.materials().planes()).isNotEqualTo(before.materials().planes());
    assertThat(WORLD.ground(x, z, book)).isCloseTo(-30, within(0.01f));
    assertThat(WORLD.ground(x, z)).isPositive();
  }

  @Test
  void raising_lifts_the_middle_by_its_metres_and_leaves_the_rim() {
    var brush = new Brush(0, 0, 32);
    EditBook book = with(new Edit.Raise(brush, 8));
    assertThat(WORLD.ground(0, 0, book) - WORLD.ground(0, 0)).isCloseTo(8, within(1e-3f));
    assertThat(WORLD.ground(32, 0, book)).isEqualTo(WORLD.ground(32, 0));
    EditBook down = with(new Edit.Raise(brush, 8), new Edit.Raise(brush, -8));
    assertThat(WORLD.ground(0, 0, down)).isCloseTo(WORLD.ground(0, 0), within(1e-3f));
  }

  @Test
  void ground_is_brought_no_farther_than_the_most() {
    var book = new EditBook();
    for (int i = 0; i < 200; i++) {
      does(book, new Edit.Raise(new Brush(0, 0, 32), 50));
    }
    assertThat(WORLD.ground(0, 0, book)).isEqualTo(Edit.HIGHEST);
    for (int i = 0; i < 400; i++) {
      does(book, new Edit.Raise(new Brush(0, 0, 32), -50));
    }
    assertThat(WORLD.ground(0, 0, book)).isEqualTo(-Edit.HIGHEST);
  }

  @Test
  void smoothing_takes_out_a_spike_and_leaves_a_slope() {
    var spike = new Edit.Raise(new Brush(CORNER_X, CORNER_Z, 3), 10);
    var brush = new Brush(CORNER_X, CORNER_Z, 30);
    EditBook rough = with(spike);
    EditBook smooth = with(spike, new Edit.Smooth(brush, 1));
    float bare = WORLD.ground(CORNER_X, CORNER_Z);
    assertThat(WORLD.ground(CORNER_X, CORNER_Z, rough) - bare).isGreaterThan(9);
    assertThat(Math.abs(WORLD.ground(CORNER_X, CORNER_Z, smooth) - bare)).isLessThan(6);
  }

  @Test
  void painting_lays_the_material_and_weights_stay_sound() {
    EditBook book = with(new Edit.Paint(new Brush(CORNER_X, CORNER_Z, 30), "sand", 1));
    ChunkKey key =
        ChunkKey.terrain(0, (int) (CORNER_X / GRID.span(0)), (int) (CORNER_Z / GRID.span(0)));
    Chunk painted = WORLD.chunk(key, book);
    assertThat(WORLD.materials().get(1).name()).isEqualTo("sand");
    assertThat(painted.materials().at(1, 0, 0)).isEqualTo(255);
    assertThat(painted.materials().at(2, 0, 0)).isZero();
    assertThat(painted.heights().metres()).isEqualTo(WORLD.chunk(key).heights().metres());
    SoundChunk.check(WORLD, painted);
    EditBook unknown = with(new Edit.Paint(new Brush(CORNER_X, CORNER_Z, 30), "lava", 1));
    assertThat(ChunkDigests.line(WORLD.chunk(key, unknown)))
        .isEqualTo(ChunkDigests.line(WORLD.chunk(key)));
  }

  @Test
  void props_are_placed_where_they_were_told_and_removed_with_what_grew() {
    var place = new Edit.Place("oak", 4, CORNER_X + 5, CORNER_Z + 7, 10, 20, 30);
    var here = new Brush(CORNER_X, CORNER_Z, 45);
    ChunkKey key =
        ChunkKey.terrain(0, (int) (CORNER_X / GRID.span(0)), (int) (CORNER_Z / GRID.span(0)));
    List<Instances> cleared = WORLD.chunk(key, with(place, new Edit.Remove(here))).instances();
    assertThat(cleared).isEmpty();
    List<Instances> planted = WORLD.chunk(key, with(new Edit.Remove(here), place)).instances();
    assertThat(planted)
        .singleElement()
        .satisfies(oak -> {
          assertThat(WORLD.props().get(oak.prop()).name()).isEqualTo("oak");
          assertThat(oak.variant()).isEqualTo(1);
          assertThat(oak.x()).containsExactly(5);
          assertThat(oak.z()).containsExactly(7);
          assertThat(oak.yaw()).containsExactly(10);
        });
    assertThat(WORLD.chunk(key, with(new Edit.Place("oak", 0, CORNER_X - 1, CORNER_Z, 0, 0, 0))))
        .extracting(ChunkDigests::line)
        .isEqualTo(ChunkDigests.line(WORLD.chunk(key)));
  }

  @Test
  void more_props_than_a_chunk_may_hold_are_left_out() {
    var book = new EditBook();
    for (int i = 0; i < Instances.MOST_A_CHUNK + 50; i++) {
      does(book, new Edit.Place("oak", 0, CORNER_X + 5, CORNER_Z + 7, 0, 0, 0));
    }
    ChunkKey key =
        ChunkKey.terrain(0, (int) (CORNER_X / GRID.span(0)), (int) (CORNER_Z / GRID.span(0)));
    int count = WORLD.chunk(key, book).instances().stream().mapToInt(Instances::count).sum();
    assertThat(count).isEqualTo(Instances.MOST_A_CHUNK);
  }

  @Test
  void every_chunk_that_becomes_another_is_named() {
    var brush = new Brush(CORNER_X, CORNER_Z, 20);
    EditBook book = with(new Edit.Raise(brush, 20));
    List<ChunkKey> named = brush.area().chunks(GRID, WORLD.reachMetres());
    var changed = new ArrayList<ChunkKey>();
    for (int lod = 0; lod < GRID.levels(); lod++) {
      int x = (int) Math.floor(CORNER_X / GRID.span(lod));
      int z = (int) Math.floor(CORNER_Z / GRID.span(lod));
      for (int dz = -2; dz <= 2; dz++) {
        for (int dx = -2; dx <= 2; dx++) {
          ChunkKey key = ChunkKey.terrain(lod, x + dx, z + dz);
          if (!ChunkDigests.line(WORLD.chunk(key))
              .equals(ChunkDigests.line(WORLD.chunk(key, book)))) {
            changed.add(key);
          }
          assertThat(book.digest(WORLD.area(key)).isEmpty()).isEqualTo(!named.contains(key));
        }
      }
    }
    assertThat(changed).isNotEmpty();
    assertThat(named).containsAll(changed);
  }

  @Test
  void the_slopes_of_the_archipelago_look_two_metres_far() {
    assertThat(WORLD.reachMetres()).isBetween(1f, 16f);
    HeightField bare = WORLD.heights(ChunkKey.terrain(0, 0, 0));
    assertThat(WORLD.chunk(ChunkKey.terrain(0, 0, 0), new EditBook()).heights().metres())
        .isEqualTo(bare.metres());
  }
}

package dev.seisei.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.seisei.data.ChunkKey;
import dev.seisei.graph.edit.Brush;
import dev.seisei.graph.edit.Edit;
import dev.seisei.graph.edit.EditBook;
import dev.seisei.graph.edit.Entry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Edits over ground that rain has worked on, where four tiles of every grid meet. The terrain is
/// tiled itself, or made of what is, and the surface asks it directly, by slopes and by tiles.
final class ErodedEditsTest {
  private static final String NODES =
      """
      "high": {"node": "noise", "wavelength": 90, "amplitude": 40},
      "eroded": {"node": "hydraulic-erosion", "of": "high", "cell": 2, "passes": 2, "steps": 12,
        "drops": 0.5, "digging": 0.1, "capacity": 2},
      "bumps": {"node": "noise", "wavelength": 12, "amplitude": 1},
      "rough": {"node": "add", "a": "eroded", "b": "bumps"},
      "incline": {"node": "slope", "of": "TERRAIN", "reach": 2},
      "steep": {"node": "rise", "of": "incline", "from": 0.2, "to": 0.8},
      "rivers": {"node": "rivers", "of": "TERRAIN", "cell": 2, "rounds": 20, "steps": 16},
      "wet": {"node": "rise", "of": "rivers", "from": 4, "to": 16}\
      """;

  /// A seed has tiles of its own, which no other test has made.
  private static World world(String terrain, int seed) {
    String json = Worlds.grown(NODES.replace("TERRAIN", terrain), terrain);
    for (String[] pair :
        new String[][] {
          {"\"seed\": 1,", "\"seed\": " + seed + ","},
          {"\"extentMetres\": 64", "\"extentMetres\": 1024"},
          {
            "\"colour\": \"#808080\"}]",
            "\"colour\": \"#808080\"}, {\"name\": \"mud\", \"colour\": \"#504030\"},"
                + " {\"name\": \"grass\", \"colour\": \"#408040\"}]"
          },
          {
            "[{\"material\": \"stone\"}]",
            "[{\"material\": \"stone\"}, {\"material\": \"grass\", \"where\": \"steep\"},"
                + " {\"material\": \"mud\", \"where\": \"wet\"}]"
          },
          {"\"density\": 0.5", "\"density\": \"steep\""}
        }) {
      json = Worlds.replaced(json, pair[0], pair[1]);
    }
    return Worlds.parse(json);
  }

  private static EditBook strokes() {
    var book = new EditBook();
    for (Edit edit :
        List.of(
            new Edit.Raise(new Brush(3, -2, 18), 12),
            new Edit.Smooth(new Brush(-4, 5, 14), 0.8f),
            new Edit.Flatten(new Brush(-9, -9, 10), 4, 0.7f),
            new Edit.Paint(new Brush(2, 2, 9), "mud", 0.6f),
            new Edit.Raise(new Brush(0, 0, 6), -5))) {
      book.apply(new Entry(book.next(), "ada", "op " + book.next(), new Entry.Action.Do(edit)));
    }
    return book;
  }

  private static void undoAll(EditBook book) {
    for (long number = 5; number > 0; number--) {
      book.apply(new Entry(book.next(), "ada", "undo " + number, new Entry.Action.Undo(number)));
    }
  }

  private static List<ChunkKey> around() {
    var keys = new ArrayList<ChunkKey>();
    for (int lod = 0; lod < 2; lod++) {
      int reach = 3 >> lod;
      for (int z = -reach; z < reach; z++) {
        for (int x = -reach; x < reach; x++) {
          keys.add(ChunkKey.terrain(lod, x, z));
        }
      }
    }
    return keys;
  }

  @ParameterizedTest
  @ValueSource(strings = {"eroded", "rough"})
  void edited_chunks_agree_along_their_borders(String terrain) {
    World world = world(terrain, 7);
    EditBook book = strokes();
    for (ChunkKey key : around()) {
      SharedBorders.check(world, key, book);
      SoundChunk.check(world, world.chunk(key, book));
    }
  }

  /// The edited chunks come first, so that a tile which had seen an edit would show afterwards.
  @ParameterizedTest
  @ValueSource(strings = {"eroded", "rough"})
  void undoing_gives_the_bits_back_and_tiles_know_no_edits(String terrain) {
    World world = world(terrain, 8);
    EditBook book = strokes();
    List<String> edited =
        around().stream().map(key -> ChunkDigests.line(world.chunk(key, book))).toList();
    undoAll(book);
    List<String> undone =
        around().stream().map(key -> ChunkDigests.line(world.chunk(key, book))).toList();
    List<String> bare = around().stream().map(key -> ChunkDigests.line(world.chunk(key))).toList();
    assertThat(undone).isEqualTo(bare);
    for (ChunkKey key : List.of(ChunkKey.terrain(0, -1, 0), ChunkKey.terrain(1, 0, -1))) {
      int at = around().indexOf(key);
      assertThat(edited.get(at)).isNotEqualTo(bare.get(at));
      // Of tiles that are made for this alone.
      assertThat(ChunkDigests.line(world.chunk(key, new Profile(() -> 0)))).isEqualTo(bare.get(at));
    }
  }

  @Test
  void slopes_reach_and_tiles_do_not() {
    for (String terrain : List.of("eroded", "rough")) {
      assertThat(world(terrain, 7).reachMetres()).isEqualTo(2);
    }
  }

  @Test
  void an_edited_chunk_ends_when_nobody_waits_for_it() {
    World world = world("rough", 9);
    ChunkKey key = ChunkKey.terrain(0, 0, 0);
    EditBook book = strokes();
    assertThatExceptionOfType(Abandoned.class)
        .isThrownBy(() -> world.chunk(key, book, () -> false));
    assertThat(ChunkDigests.line(world.chunk(key, book)))
        .isEqualTo(ChunkDigests.line(world.chunk(key, strokes())));
  }
}

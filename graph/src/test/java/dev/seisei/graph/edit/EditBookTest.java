package dev.seisei.graph.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

final class EditBookTest {
  private static final JsonMapper JSON = new JsonMapper();

  /// A ramp with ripples.
  private static final Ground GROUND =
      (x, z) -> {
        float[] metres = new float[x.length];
        for (int i = 0; i < x.length; i++) {
          metres[i] = 0.1f * x[i] + Math.floorMod((int) (x[i] * 3 + z[i] * 5), 7);
        }
        return metres;
      };

  private final EditBook book = new EditBook();

  private static Edit.Raise raise(float x) {
    return new Edit.Raise(new Brush(x, 0, 10), 5);
  }

  private List<Area> does(String by, Edit edit) {
    return book.apply(new Entry(book.next(), by, "op" + book.next(), new Entry.Action.Do(edit)));
  }

  private List<Area> undo(String by) {
    return book.apply(
        new Entry(book.next(), by, "op" + book.next(), new Entry.Action.Undo(book.undoable(by))));
  }

  private List<Area> redo(String by) {
    return book.apply(
        new Entry(book.next(), by, "op" + book.next(), new Entry.Action.Redo(book.redoable(by))));
  }

  private List<Edit> here() {
    return book.layer(new Area(-1000, -1000, 1000, 1000), GROUND).edits();
  }

  private float at(float x) {
    float[] metres = GROUND.at(new float[] {x}, new float[1]);
    book.layer(new Area(x, 0, x, 0), GROUND).sculpt(new float[] {x}, new float[1], metres);
    return metres[0];
  }

  @Test
  void undo_and_redo_turn_ones_own_newest_and_keep_its_place_in_the_order() {
    does("ada", raise(0));
    does("bob", raise(1));
    does("ada", raise(2));
    assertThat(undo("ada")).containsExactly(raise(2).area());
    assertThat(here()).containsExactly(raise(0), raise(1));
    undo("ada");
    assertThat(here()).containsExactly(raise(1));
    assertThat(book.undoable("ada")).isZero();
    assertThat(book.undoable("bob")).isEqualTo(2);
    redo("ada");
    assertThat(here()).containsExactly(raise(0), raise(1));
    assertThat(book.redoable("ada")).isEqualTo(3);
    does("ada", raise(3));
    assertThat(book.redoable("ada")).isZero();
    assertThat(here()).containsExactly(raise(0), raise(1), raise(3));
  }

  @Test
  void what_cannot_be_turned_is_refused_and_changes_nothing() {
    does("ada", raise(0));
    String before = book.digest();
    for (Entry.Action action :
        List.of(new Entry.Action.Redo(1), new Entry.Action.Undo(7), new Entry.Action.Undo(0))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> book.apply(new Entry(2, "ada", "x", action)))
          .withMessageContaining("newest");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> book.apply(new Entry(2, "bob", "x", new Entry.Action.Undo(1))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> book.apply(new Entry(9, "ada", "x", new Entry.Action.Undo(1))))
        .withMessage("number: must be 2, got 9");
    assertThat(book.digest()).isEqualTo(before);
    assertThat(book.next()).isEqualTo(2);
  }

  @Test
  void an_operation_is_known_by_its_participant_and_name() {
    does("ada", raise(0));
    assertThat(book.known("ada", "op1")).isOne();
    assertThat(book.known("ada", "op2")).isZero();
    assertThat(book.known("bob", "op1")).isZero();
  }

  @Test
  void only_what_touches_an_area_matters_there() {
    does("ada", raise(0));
    does("ada", raise(700));
    assertThat(book.layer(new Area(10, 0, 500, 0), GROUND).edits()).containsExactly(raise(0));
    assertThat(book.layer(new Area(11, 0, 500, 0), GROUND).isEmpty()).isTrue();
    assertThat(book.digest(new Area(11, 0, 500, 0))).isEmpty();
    assertThat(book.digest(new Area(0, 0, 1, 1)))
        .isNotEqualTo(book.digest(new Area(700, 0, 701, 1)));
  }

  @Test
  void what_was_smoothed_follows_what_was_there_before_it_through_undo() {
    does("ada", raise(0));
    float raised = at(0);
    does("bob", new Edit.Smooth(new Brush(12, 0, 14), 1));
    does("bob", new Edit.Smooth(new Brush(30, 0, 14), 1));
    float with = at(14);
    float far = at(36);
    List<Area> changed = undo("ada");
    assertThat(changed)
        .containsExactly(raise(0).area(), new Brush(12, 0, 14).area(), new Brush(30, 0, 14).area());
    float without = at(14);
    assertThat(without).isNotEqualTo(with);
    redo("ada");
    assertThat(at(14)).isEqualTo(with);
    assertThat(at(36)).isEqualTo(far);
    assertThat(at(0)).isNotEqualTo(raised);
  }

  /// The same entries, asked here and there in between or only at the end.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void what_comes_out_does_not_depend_on_what_was_asked_in_between(long seed) {
    var random = new Random(seed);
    var entries = new ArrayList<Entry>();
    for (int i = 0; i < 120; i++) {
      String by = random.nextBoolean() ? "ada" : "bob";
      Entry.Action action;
      int what = random.nextInt(4);
      if (what == 0 && book.undoable(by) > 0) {
        action = new Entry.Action.Undo(book.undoable(by));
      } else if (what == 1 && book.redoable(by) > 0) {
        action = new Entry.Action.Redo(book.redoable(by));
      } else {
        var brush = new Brush(random.nextFloat(-60, 60), random.nextFloat(-9, 9), 20);
        action =
            new Entry.Action.Do(
                what == 2 ? new Edit.Smooth(brush, 0.7f) : new Edit.Raise(brush, 3));
      }
      var entry = new Entry(book.next(), by, "op" + i, action);
      entries.add(entry);
      book.apply(entry);
      at(random.nextFloat(-60, 60));
    }
    float[] asked = new float[120];
    for (int i = 0; i < asked.length; i++) {
      asked[i] = at(i - 60);
    }
    var fresh = new EditBook();
    entries.forEach(
        entry -> fresh.apply(EditJson.entry(JSON.readTree(EditJson.write(entry).toString()))));
    for (int i = 0; i < asked.length; i++) {
      float[] x = {i - 60};
      float[] metres = GROUND.at(x, new float[1]);
      fresh.layer(new Area(x[0], 0, x[0], 0), GROUND).sculpt(x, new float[1], metres);
      assertThat(metres[0]).isEqualTo(asked[i]);
    }
    assertThat(fresh.digest()).isEqualTo(book.digest());
  }

  @Test
  void many_smooths_over_one_another_are_no_deep_call() {
    for (int i = 0; i < 800; i++) {
      does("ada", new Edit.Smooth(new Brush(i % 3, 0, 10), 0.5f));
    }
    assertThat(at(1)).isFinite();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"kind": "raise", "x": 1, "z": 2, "radius": 0.4, "metres": 1}              | radius
          {"kind": "raise", "x": 1, "z": 2, "radius": 129, "metres": 1}              | radius
          {"kind": "raise", "x": 1e9, "z": 2, "radius": 9, "metres": 1}              | x
          {"kind": "raise", "x": 1, "z": 1e999, "radius": 9, "metres": 1}            | z
          {"kind": "raise", "x": 1, "z": 2, "radius": 9, "metres": 51}               | metres
          {"kind": "raise", "x": 1, "z": 2, "radius": 9, "metres": -1}               | metres
          {"kind": "lower", "x": 1, "z": 2, "radius": 9, "metres": 0}                | metres
          {"kind": "smooth", "x": 1, "z": 2, "radius": 9, "strength": 1.1}           | strength
          {"kind": "smooth", "x": 1, "z": 2, "radius": 9}                            | strength
          {"kind": "flatten", "x": 1, "z": 2, "radius": 9, "strength": 1}            | metres
          {"kind": "flatten", "x": 1, "z": 2, "radius": 9, "strength": 1, "metres": 9999} | metres
          {"kind": "paint", "x": 1, "z": 2, "radius": 9, "strength": 1}              | material
          {"kind": "paint", "x": 1, "z": 2, "radius": 9, "strength": 1, "material": ""} | material
          {"kind": "place", "x": 1, "z": 2, "prop": 7}                               | prop
          {"kind": "place", "x": 1, "z": 2, "prop": "oak", "variant": 0.5}           | variant
          {"kind": "place", "x": 1, "z": 2, "prop": "oak", "yaw": 256}               | yaw
          {"kind": "remove", "x": 1, "z": 2}                                         | radius
          {"kind": "explode"}                                                        | kind
          {}                                                                         | kind
          []                                                                         | kind
          """)
  void what_is_no_operation_is_refused_by_the_name_of_what_is_wrong(String json, String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EditJson.read(JSON.readTree(json)))
        .withMessageStartingWith(name + ": ");
  }
}

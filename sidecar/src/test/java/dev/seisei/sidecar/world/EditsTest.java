package dev.seisei.sidecar.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.channels.Channel.Reply;
import dev.seisei.graph.edit.Area;
import dev.seisei.graph.edit.Brush;
import dev.seisei.graph.edit.Edit;
import dev.seisei.graph.edit.EditBook;
import dev.seisei.graph.edit.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class EditsTest {
  // Its complaints are wanted here.
  private static final Logger LOG = Logger.getLogger(Edits.class.getName());

  static {
    LOG.setLevel(Level.OFF);
  }

  private static final Edit RAISE = new Edit.Raise(new Brush(0, 0, 10), 5);

  private final EditBook book = new EditBook();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final Disk disk = new Disk();
  private final Edits edits =
      new Edits(book, disk, (entry, changed) -> told.add(entry.op() + " " + changed.size()));

  @AfterEach
  void close() {
    disk.gate.countDown();
    edits.close();
  }

  /// Keeps entries in memory, stops or fails when a test says so.
  private static final class Disk implements EditLog {
    private final List<List<Entry>> written = new CopyOnWriteArrayList<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch reached = new CountDownLatch(1);
    private volatile boolean isShut;
    private volatile boolean isFull;

    @Override
    public void append(List<Entry> entries) {
      if (isFull) {
        throw new UncheckedIOException(new IOException("no space left"));
      }
      if (isShut) {
        reached.countDown();
        try {
          assertThat(gate.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
      written.add(entries);
    }

    @Override
    public void close() {}
  }

  private static String got(CompletableFuture<Reply> answer) throws Exception {
    return switch (answer.get(20, TimeUnit.SECONDS)) {
      case Reply.Ok ok -> ok.response().toString();
      case Reply.Refused refused -> refused.response().path("code").stringValue();
      case Reply.Bytes _, Reply.Later _ -> throw new AssertionError("neither");
    };
  }

  @Test
  void an_edit_is_kept_applied_told_and_answered() throws Exception {
    assertThat(got(edits.submit("ada", "a", RAISE))).isEqualTo("{\"number\":1,\"op\":\"a\"}");
    assertThat(told).containsExactly("a 1");
    assertThat(disk.written)
        .containsExactly(List.of(new Entry(1, "ada", "a", new Entry.Action.Do(RAISE))));
    assertThat(book.next()).isEqualTo(2);
  }

  @Test
  void the_same_operation_twice_is_done_once_and_answered_twice() throws Exception {
    disk.isShut = true;
    var _ = edits.submit("ada", "first", RAISE);
    assertThat(disk.reached.await(20, TimeUnit.SECONDS)).isTrue();
    // These two are taken together.
    CompletableFuture<Reply> one = edits.submit("ada", "a", RAISE);
    CompletableFuture<Reply> again = edits.submit("ada", "a", RAISE);
    disk.gate.countDown();
    assertThat(got(one)).isEqualTo(got(again)).isEqualTo("{\"number\":2,\"op\":\"a\"}");
    assertThat(got(edits.submit("ada", "a", RAISE))).isEqualTo(got(one));
    assertThat(got(edits.submit("bob", "a", RAISE))).isEqualTo("{\"number\":3,\"op\":\"a\"}");
    assertThat(told).containsExactly("first 1", "a 1", "a 1");
  }

  @Test
  void undo_and_redo_follow_in_order_however_quickly_they_are_asked() throws Exception {
    disk.isShut = true;
    var _ = edits.submit("ada", "1", RAISE);
    assertThat(disk.reached.await(20, TimeUnit.SECONDS)).isTrue();
    var answers = new ArrayList<CompletableFuture<Reply>>();
    answers.add(edits.submit("ada", "2", RAISE));
    answers.add(edits.undo("ada", "3"));
    answers.add(edits.undo("ada", "4"));
    answers.add(edits.undo("ada", "5"));
    answers.add(edits.redo("ada", "6"));
    answers.add(edits.undo("bob", "7"));
    answers.add(edits.redo("bob", "8"));
    answers.add(edits.undo("ada", "3"));
    disk.gate.countDown();
    var texts = new ArrayList<String>();
    for (CompletableFuture<Reply> answer : answers) {
      texts.add(got(answer));
    }
    assertThat(texts)
        .containsExactly(
            "{\"number\":2,\"op\":\"2\"}",
            "{\"number\":3,\"op\":\"3\",\"of\":2}",
            "{\"number\":4,\"op\":\"4\",\"of\":1}",
            "undo.nothing",
            "{\"number\":5,\"op\":\"6\",\"of\":1}",
            "undo.nothing",
            "redo.nothing",
            "{\"number\":3,\"op\":\"3\"}");
    assertThat(book.layer(new Area(0, 0, 1, 1), (x, _) -> x.clone()).edits())
        .containsExactly(RAISE);
  }

  @Test
  void what_waits_is_written_together_and_too_much_is_refused() throws Exception {
    disk.isShut = true;
    var _ = edits.submit("ada", "first", RAISE);
    assertThat(disk.reached.await(20, TimeUnit.SECONDS)).isTrue();
    var answers = new ArrayList<CompletableFuture<Reply>>();
    for (int i = 0; i < Edits.MOST_WAITING; i++) {
      answers.add(edits.submit("ada", "op" + i, RAISE));
    }
    assertThat(got(edits.submit("ada", "more", RAISE))).isEqualTo("edit.busy");
    disk.gate.countDown();
    for (CompletableFuture<Reply> answer : answers) {
      assertThat(got(answer)).startsWith("{\"number\"");
    }
    assertThat(disk.written.size()).isBetween(2, 1 + Edits.MOST_WAITING / 64);
    assertThat(told).hasSize(1 + Edits.MOST_WAITING);
  }

  @Test
  void what_cannot_be_kept_changes_nothing_and_says_so() throws Exception {
    disk.isFull = true;
    assertThat(got(edits.submit("ada", "a", RAISE))).isEqualTo("edit.disk");
    assertThat(told).isEmpty();
    disk.isFull = false;
    assertThat(got(edits.submit("ada", "a", RAISE))).isEqualTo("{\"number\":1,\"op\":\"a\"}");
  }

  @Test
  void who_comes_when_it_is_closed_is_refused() throws Exception {
    edits.close();
    assertThat(got(edits.submit("ada", "late", RAISE))).isEqualTo("edit.busy");
    assertThat(told).isEmpty();
  }
}

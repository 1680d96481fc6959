package dev.seisei.sidecar.world;

import dev.seisei.channels.Channel.Reply;
import dev.seisei.graph.edit.Area;
import dev.seisei.graph.edit.Edit;
import dev.seisei.graph.edit.EditBook;
import dev.seisei.graph.edit.EditJson;
import dev.seisei.graph.edit.Entry;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Puts what participants do into one order, keeps it, applies it, and tells everyone.
///
/// One thread does all of it, so that the order of the file, of the world and of what is told is
/// the same. What waits is written together and forced to the disk once; an answer says that it is
/// there. Thread-safe.
final class Edits implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Edits.class.getName());

  /// Requests that may wait; beyond, they are refused.
  static final int MOST_WAITING = 1024;

  private static final int MOST_AT_ONCE = 128;

  private final EditBook book;
  private final EditLog log;
  private final BiConsumer<Entry, List<Area>> told;
  private final BlockingQueue<Request> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Thread writer;
  private volatile boolean closed;

  /// What a participant asks for.
  private record Request(String by, String op, Wish wish, CompletableFuture<Reply> answer) {}

  /// What is to be done.
  private sealed interface Wish {}

  private record New(Edit edit) implements Wish {}

  private enum Turn implements Wish {
    UNDO,
    REDO
  }

  /// @param book to which the log's entries have been applied already
  /// @param told hears of every entry after it was applied, in order; on this one's thread
  Edits(EditBook book, EditLog log, BiConsumer<Entry, List<Area>> told) {
    this.book = book;
    this.log = log;
    this.told = told;
    this.writer = Thread.ofPlatform().name("edits").daemon().start(this::work);
  }

  /// Does something.
  ///
  /// @param op names it among what this participant does: done twice, it is done once
  CompletableFuture<Reply> submit(String by, String op, Edit edit) {
    return submit(by, op, new New(edit));
  }

  /// Takes back the newest that the participant did and has not taken back.
  CompletableFuture<Reply> undo(String by, String op) {
    return submit(by, op, Turn.UNDO);
  }

  /// Does again the newest that the participant took back.
  CompletableFuture<Reply> redo(String by, String op) {
    return submit(by, op, Turn.REDO);
  }

  private CompletableFuture<Reply> submit(String by, String op, Wish wish) {
    var request = new Request(by, op, wish, new CompletableFuture<>());
    if (closed || !waiting.offer(request)) {
      request.answer.complete(
          Reply.refused(
              "edit.busy", "too many edits wait to be written; send this one again in a second"));
    }
    return request.answer;
  }

  private void work() {
    var some = new ArrayList<Request>();
    try {
      while (!closed) {
        some.add(waiting.take());
        waiting.drainTo(some, MOST_AT_ONCE - 1);
        if (!closed) {
          write(some);
          some.clear();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    waiting.drainTo(some);
    for (Request request : some) {
      request.answer.complete(
          Reply.refused("edit.busy", "the server is about to stop; send this one again later"));
    }
  }

  private void write(List<Request> requests) {
    var ready = new ArrayList<Pending>();
    for (Request request : requests) {
      boolean turns = request.wish instanceof Turn;
      // What hangs on what was asked before waits until that is done.
      if (turns || ready.stream().anyMatch(pending -> pending.isOf(request))) {
        keep(ready);
      }
      Entry entry = entry(request, book.next() + ready.size());
      if (entry != null) {
        ready.add(new Pending(request, entry));
      }
      if (turns) {
        keep(ready);
      }
    }
    keep(ready);
  }

  private record Pending(Request request, Entry entry) {
    boolean isOf(Request other) {
      return other.by.equals(request.by) && other.op.equals(request.op);
    }
  }

  /// The entry that a request becomes, or null if it was answered.
  private @Nullable Entry entry(Request request, long number) {
    long known = book.known(request.by, request.op);
    if (known > 0) {
      request.answer.complete(done(known, request.op, 0));
      return null;
    }
    if (number > EditBook.MOST_ENTRIES) {
      request.answer.complete(
          Reply.refused(
              "edit.full",
              "this world has had its " + EditBook.MOST_ENTRIES + " edits and takes no more"));
      return null;
    }
    Entry.Action action =
        switch (request.wish) {
          case New(Edit edit) -> new Entry.Action.Do(edit);
          case Turn.UNDO -> new Entry.Action.Undo(book.undoable(request.by));
          case Turn.REDO -> new Entry.Action.Redo(book.redoable(request.by));
        };
    if (action instanceof Entry.Action.Undo(long turned) && turned == 0) {
      request.answer.complete(
          Reply.refused("undo.nothing", "there is nothing of yours to take back"));
      return null;
    }
    if (action instanceof Entry.Action.Redo(long turned) && turned == 0) {
      request.answer.complete(
          Reply.refused("redo.nothing", "there is nothing of yours to do again"));
      return null;
    }
    return new Entry(number, request.by, request.op, action);
  }

  private void keep(List<Pending> ready) {
    if (ready.isEmpty()) {
      return;
    }
    var some = List.copyOf(ready);
    ready.clear();
    try {
      log.append(some.stream().map(Pending::entry).toList());
    } catch (UncheckedIOException e) {
      LOG.log(Level.ERROR, "edits could not be kept", e);
      for (Pending pending : some) {
        pending.request.answer.complete(
            Reply.refused("edit.disk", "the edit could not be kept, and nothing was changed"));
      }
      return;
    }
    for (Pending pending : some) {
      List<Area> changed = book.apply(pending.entry);
      told.accept(pending.entry, changed);
      pending.request.answer.complete(
          done(pending.entry.number(), pending.entry.op(), turned(pending.entry)));
    }
  }

  private static long turned(Entry entry) {
    return switch (entry.action()) {
      case Entry.Action.Do _ -> 0;
      case Entry.Action.Undo(long number) -> number;
      case Entry.Action.Redo(long number) -> number;
    };
  }

  private static Reply done(long number, String op, long turned) {
    ObjectNode response = JsonNodeFactory.instance.objectNode();
    response.put("number", number).put("op", op);
    if (turned > 0) {
      response.put("of", turned);
    }
    return new Reply.Ok(response);
  }

  /// What everyone is told of an entry.
  static ObjectNode event(Entry entry) {
    return EditJson.write(entry);
  }

  /// Ends when what is being written is written.
  @Override
  public void close() {
    closed = true;
    // An interrupt would close the file in the middle of a write.
    waiting.offer(new Request("", "", Turn.UNDO, new CompletableFuture<>()));
    try {
      writer.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    log.close();
  }
}

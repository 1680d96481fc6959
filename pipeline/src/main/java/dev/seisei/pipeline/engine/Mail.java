package dev.seisei.pipeline.engine;

import dev.seisei.data.ChunkKey;
import dev.seisei.pipeline.Event;
import dev.seisei.pipeline.PipelineException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// What others have for an element that does not flow in its streams. Any thread may put in.
final class Mail {
  static final int MOST = 1024;

  private final Node node;
  private final ConcurrentLinkedQueue<Letter> letters = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();

  Mail(Node node) {
    this.node = node;
  }

  sealed interface Letter {}

  record Told(Object note) implements Letter {}

  record FromBelow(String pad, Event event) implements Letter {}

  record Missed(String pad, ChunkKey key, Throwable why) implements Letter {}

  record Finish() implements Letter {}

  void tell(Object note) {
    put("note.overflow", new Told(note));
  }

  void event(String pad, Event event) {
    put("event.overflow", new FromBelow(pad, event));
  }

  /// Is bounded by the wants.
  void miss(String pad, ChunkKey key, Throwable why) {
    add(new Missed(pad, key, why));
  }

  void finish() {
    add(new Finish());
  }

  private void put(String code, Letter letter) {
    if (count.get() >= MOST) {
      throw new PipelineException(
          code, "More than " + MOST + " notes and events wait for " + node.path + ".");
    }
    add(letter);
  }

  private void add(Letter letter) {
    count.incrementAndGet();
    letters.add(letter);
    node.task.wake();
  }

  boolean isEmpty() {
    return count.get() == 0;
  }

  @Nullable Letter next() {
    Letter letter = letters.poll();
    if (letter != null) {
      count.decrementAndGet();
    }
    return letter;
  }
}

package dev.seisei.graph;

import dev.seisei.graph.Node.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.LongSupplier;

/// Where the time of evaluations goes: of each field alone, what it takes of others not counted.
///
/// Used by one thread. The clock is the caller's: nothing in a world knows one.
public final class Profile {
  private final LongSupplier nanoseconds;
  // Only ever asked by key; the list below keeps the order.
  private final IdentityHashMap<Field, Entry> known = new IdentityHashMap<>();
  private final List<Entry> entries = new ArrayList<>();
  private final ArrayDeque<Frame> open = new ArrayDeque<>();

  /// @param nanoseconds a clock
  public Profile(LongSupplier nanoseconds) {
    this.nanoseconds = nanoseconds;
  }

  /// What has been noted of one field.
  ///
  /// @param field which
  /// @param nanoseconds its own
  /// @param samples at how many places it was evaluated
  public record Entry(Field field, long nanoseconds, long samples) {}

  private static final class Frame {
    final Field field;
    final long begun;
    long inner;

    Frame(Field field, long begun) {
      this.field = field;
      this.begun = begun;
    }
  }

  void begin(Field field) {
    open.push(new Frame(field, nanoseconds.getAsLong()));
  }

  void end(int samples) {
    Frame frame = open.pop();
    long whole = nanoseconds.getAsLong() - frame.begun;
    Frame outer = open.peek();
    if (outer != null) {
      outer.inner += whole;
    }
    Entry old = known.get(frame.field);
    var entry =
        new Entry(
            frame.field,
            whole - frame.inner + (old == null ? 0 : old.nanoseconds),
            samples + (old == null ? 0 : old.samples));
    known.put(frame.field, entry);
    if (old == null) {
      entries.add(entry);
    } else {
      entries.set(entries.indexOf(old), entry);
    }
  }

  /// All fields that were evaluated, in the order in which they first ended.
  public List<Entry> entries() {
    return List.copyOf(entries);
  }
}

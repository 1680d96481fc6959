package dev.seisei.tree.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Whether calls to a register can be put into an order in which each took effect at one moment
/// between its begin and its end.
///
/// Tries orders depth first, and forgets those that lead to a set of calls and a value that it came
/// to before. Sources: J. Wing, C. Gong, "Testing and verifying concurrent objects", J. Parallel
/// and Distributed Computing 17, 1993; G. Lowe, "Testing for linearizability", Concurrency and
/// Computation: Practice and Experience 29(4), 2017.
public final class Linearizability {

  /// The begin or the end of a call, in a list of those that are not in the order yet.
  private static final class Event {
    private final int call;
    private final Call of;
    private final @Nullable Event end;
    private @Nullable Event before;
    private @Nullable Event after;

    Event(int call, Call of, @Nullable Event end) {
      this.call = call;
      this.of = of;
      this.end = end;
    }

    private void unlink() {
      if (before != null) {
        before.after = after;
      }
      if (after != null) {
        after.before = before;
      }
    }

    private void link() {
      if (before != null) {
        before.after = this;
      }
      if (after != null) {
        after.before = this;
      }
    }
  }

  private record Step(Event event, @Nullable String value) {}

  private record Seen(BitSet calls, @Nullable String value) {}

  private record Outcome(boolean isPossible, @Nullable String value) {}

  private Linearizability() {}

  /// Whether there is such an order; the register holds nothing at first.
  public static boolean holds(List<Call> calls) {
    Event head = list(calls);
    var ordered = new BitSet();
    var seen = new HashSet<Seen>();
    var steps = new ArrayDeque<Step>();
    @Nullable String value = null;
    int left = (int) calls.stream().filter(Call::isAnswered).count();
    Event event = head.after;
    // Calls that were never answered need not have been done.
    while (left > 0) {
      Event now = Objects.requireNonNull(event);
      if (now.end != null) {
        Outcome outcome = outcome(value, now.of.action());
        ordered.set(now.call);
        if (outcome.isPossible && seen.add(new Seen((BitSet) ordered.clone(), outcome.value))) {
          steps.push(new Step(now, value));
          value = outcome.value;
          now.unlink();
          now.end.unlink();
          left -= now.of.isAnswered() ? 1 : 0;
          event = head.after;
        } else {
          ordered.clear(now.call);
          event = now.after;
        }
      } else {
        // This call ended before any of those left may have come: one before was chosen wrongly.
        if (steps.isEmpty()) {
          return false;
        }
        Step wrong = steps.pop();
        value = wrong.value;
        ordered.clear(wrong.event.call);
        Objects.requireNonNull(wrong.event.end).link();
        wrong.event.link();
        left += wrong.event.of.isAnswered() ? 1 : 0;
        event = wrong.event.after;
      }
    }
    return true;
  }

  private static Event list(List<Call> calls) {
    record At(long moment, boolean isEnd, Event event) {}
    var all = new ArrayList<At>();
    for (int i = 0; i < calls.size(); i++) {
      Call call = calls.get(i);
      var end = new Event(i, call, null);
      all.add(new At(call.begun(), false, new Event(i, call, end)));
      all.add(new At(call.ended(), true, end));
    }
    // At the same moment calls overlap.
    all.sort(Comparator.comparingLong(At::moment).thenComparing(At::isEnd));
    var head = new Event(-1, new Call(0, 0, new Call.Get(null)), null);
    Event last = head;
    for (At at : all) {
      last.after = at.event;
      at.event.before = last;
      last = at.event;
    }
    return head;
  }

  private static Outcome outcome(@Nullable String value, Call.Action action) {
    return switch (action) {
      case Call.Put put -> new Outcome(true, put.value());
      case Call.Get get -> new Outcome(Objects.equals(value, get.found()), value);
      case Call.Swap swap -> {
        boolean matches = swap.expected().equals(value);
        boolean isPossible = swap.swapped() == null || swap.swapped() == matches;
        yield new Outcome(isPossible, matches ? swap.value() : value);
      }
    };
  }
}

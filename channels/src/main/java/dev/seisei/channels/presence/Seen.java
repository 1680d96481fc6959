package dev.seisei.channels.presence;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/// The dots that a replica has ever heard of: of each replica all up to a clock, and single ones
/// beyond.
final class Seen {
  private final TreeMap<String, Long> upTo = new TreeMap<>();
  private final TreeMap<String, TreeSet<Long>> beyond = new TreeMap<>();

  boolean contains(Dot dot) {
    return dot.clock() <= upTo.getOrDefault(dot.replica(), 0L)
        || beyond.getOrDefault(dot.replica(), new TreeSet<>()).contains(dot.clock());
  }

  void add(Dot dot) {
    if (!contains(dot)) {
      beyond.computeIfAbsent(dot.replica(), _ -> new TreeSet<>()).add(dot.clock());
      compact(dot.replica());
    }
  }

  void addAll(Seen other) {
    other.upTo.forEach((replica, clock) -> upTo.merge(replica, clock, Math::max));
    other.beyond.forEach(
        (replica, clocks) -> beyond.computeIfAbsent(replica, _ -> new TreeSet<>()).addAll(clocks));
    other.upTo.keySet().forEach(this::compact);
    other.beyond.keySet().forEach(this::compact);
  }

  /// What follows without a gap needs no set.
  private void compact(String replica) {
    TreeSet<Long> clocks = beyond.get(replica);
    if (clocks == null) {
      return;
    }
    long last = upTo.getOrDefault(replica, 0L);
    while (!clocks.isEmpty() && clocks.first() <= last + 1) {
      last = Math.max(last, clocks.removeFirst());
    }
    if (last > 0) {
      upTo.put(replica, last);
    }
    if (clocks.isEmpty()) {
      beyond.remove(replica);
    }
  }

  void forget(String replica) {
    upTo.remove(replica);
    beyond.remove(replica);
  }

  /// Tells, for each replica, up to which clock all are seen.
  Map<String, Long> upTo() {
    return upTo;
  }

  void eachBeyond(Consumer<Dot> taker) {
    beyond.forEach(
        (replica, clocks) -> clocks.forEach(clock -> taker.accept(new Dot(replica, clock))));
  }

  @Override
  public String toString() {
    return upTo + " " + beyond;
  }
}

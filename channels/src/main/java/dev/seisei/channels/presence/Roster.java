package dev.seisei.channels.presence;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Who is where, as one replica knows it: an add-wins, observed-remove set.
///
/// An entry is removed only by someone who has seen it, so whoever joins while another takes an
/// older entry of theirs away stays. Replicas send one another what changed – small rosters
/// themselves – or all they know, in any order and any number of times: all who merged the same
/// know the same. Nothing is kept of what was removed but the clock of its replica. Not
/// thread-safe.
///
/// Source: A. Bieniusa et al., "An optimized conflict-free replicated set", INRIA RR-8083, 2012; P.
/// S. Almeida, A. Shoker, C. Baquero, "Delta state replicated data types", JPDC 111, 2018; the
/// tracker of phoenix_pubsub.
public final class Roster {
  private final TreeMap<String, TreeMap<Long, Entry>> entries = new TreeMap<>();
  private final Seen seen = new Seen();

  /// What a merge brought.
  ///
  /// @param joined entries that were not there, in the order of their dots
  /// @param left entries that are not there any more
  public record Changes(List<Entry> joined, List<Entry> left) {}

  /// Adds an entry.
  ///
  /// @param before the entry that it takes the place of, if any
  /// @return what others have to merge
  public Roster add(
      String replica, String topic, String key, ObjectNode meta, @Nullable Dot before) {
    long next = seen.upTo().getOrDefault(replica, 0L) + 1;
    var entry = new Entry(new Dot(replica, next), topic, key, meta, before);
    var delta = new Roster();
    delta.put(entry);
    delta.seen.add(entry.dot());
    if (before != null) {
      delta.seen.add(before);
    }
    merge(delta);
    return delta;
  }

  /// Removes an entry; does nothing if it is gone.
  ///
  /// @return what others have to merge
  public Roster remove(Dot dot) {
    var delta = new Roster();
    delta.seen.add(dot);
    merge(delta);
    return delta;
  }

  /// Takes in what another replica knows or did; that roster stays as it is.
  public Changes merge(Roster other) {
    var joined = new ArrayList<Entry>();
    var left = new ArrayList<Entry>();
    for (Entry entry : other.all()) {
      if (!seen.contains(entry.dot())) {
        joined.add(entry);
      }
    }
    // What the other has seen and does not have, it saw removed.
    other
        .seen
        .upTo()
        .forEach((replica, clock) -> {
          var known = entries.get(replica);
          if (known != null) {
            for (Entry entry : known.headMap(clock, true).values()) {
              leaveUnlessIn(other, entry, left);
            }
          }
        });
    other.seen.eachBeyond(dot -> leaveUnlessIn(other, get(dot), left));
    left.forEach(entry -> take(entry.dot()));
    joined.forEach(this::put);
    seen.addAll(other.seen);
    return new Changes(joined, left);
  }

  private static void leaveUnlessIn(Roster other, @Nullable Entry entry, List<Entry> left) {
    if (entry != null && other.get(entry.dot()) == null) {
      left.add(entry);
    }
  }

  /// Forgets a replica that will not come back under its name, and all its entries.
  ///
  /// @return the entries that were there
  public List<Entry> forget(String replica) {
    var gone = entries.remove(replica);
    seen.forget(replica);
    return gone == null ? List.of() : List.copyOf(gone.values());
  }

  /// An entry, or null if it is not there.
  public @Nullable Entry get(Dot dot) {
    var known = entries.get(dot.replica());
    return known == null ? null : known.get(dot.clock());
  }

  /// All entries, in the order of their dots.
  public List<Entry> all() {
    return entries.values().stream().flatMap(known -> known.values().stream()).toList();
  }

  private void put(Entry entry) {
    entries
        .computeIfAbsent(entry.dot().replica(), _ -> new TreeMap<>())
        .put(entry.dot().clock(), entry);
  }

  private void take(Dot dot) {
    var known = entries.get(dot.replica());
    if (known != null) {
      known.remove(dot.clock());
      if (known.isEmpty()) {
        entries.remove(dot.replica());
      }
    }
  }

  /// Equal for rosters that know the same.
  @Override
  public String toString() {
    return entries + " " + seen;
  }
}

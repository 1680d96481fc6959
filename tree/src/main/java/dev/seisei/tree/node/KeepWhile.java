package dev.seisei.tree.node;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What must hold elsewhere for a node to stay: as soon as one condition does not hold any more,
/// the store deletes the node with all below it, in the same command.
///
/// The conditions are about nodes at given paths, among them the node itself; of a node that is not
/// there, only what is negated holds.
///
/// @param conditions by the path that each is about, at most 8
public record KeepWhile(SortedMap<Path, Condition> conditions) {
  public static final int MAX_CONDITIONS = 8;

  /// It stays whatever happens.
  public static final KeepWhile ALWAYS = new KeepWhile(new TreeMap<>());

  public KeepWhile {
    conditions = Collections.unmodifiableSortedMap(new TreeMap<>(conditions));
    if (conditions.size() > MAX_CONDITIONS) {
      throw new IllegalArgumentException(
          "keep-while: must be at most 8 conditions, got " + conditions.size());
    }
  }

  /// One condition.
  public static KeepWhile of(Path path, Condition condition) {
    return ALWAYS.and(path, condition);
  }

  /// As long as a node exists.
  public static KeepWhile exists(Path path) {
    return of(path, Condition.exists());
  }

  /// This, and one condition more; in place of one for the same path.
  public KeepWhile and(Path path, Condition condition) {
    var more = new TreeMap<>(conditions);
    more.put(path, condition);
    return new KeepWhile(more);
  }

  /// Whether all conditions hold.
  public boolean holds(Node root, Cost cost) {
    for (var one : conditions.entrySet()) {
      cost.spend(Cost.NODE);
      if (!one.getValue().holds(Candidate.of(one.getKey(), root.at(one.getKey())), cost)) {
        return false;
      }
    }
    return true;
  }
}

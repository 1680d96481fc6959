package dev.seisei.tree;

import dev.seisei.tree.command.Entry;
import dev.seisei.tree.command.Fingerprints;
import dev.seisei.tree.command.Op;
import dev.seisei.tree.node.Comparison;
import dev.seisei.tree.node.Condition;
import dev.seisei.tree.node.Cost;
import dev.seisei.tree.node.KeepWhile;
import dev.seisei.tree.node.Node;
import dev.seisei.tree.node.Path;
import dev.seisei.tree.node.Pattern;
import dev.seisei.tree.node.Payload;
import dev.seisei.tree.node.Walk;
import dev.seisei.tree.state.State;
import dev.seisei.tree.state.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads and writes that happen at one moment, recorded while a function runs: see [Tree#transact].
///
/// What is read is the tree at one moment with the function's own writes. What is read is recorded
/// as a condition, so that the whole is done only if a second run would read the same. Not
/// thread-safe, good during the function only.
public final class Transaction {
  private final State base;
  private final Trial trial;
  private final Map<String, Op> reads = new LinkedHashMap<>();
  private final List<Op> writes = new ArrayList<>();

  Transaction(State base) {
    this.base = base;
    this.trial = new Trial(base);
  }

  /// What the whole consists of: conditions for all that was read, then what is written.
  List<Op> ops() {
    var all = new ArrayList<>(reads.values());
    all.addAll(writes);
    return all;
  }

  /// The payload at a path; null if there is none.
  public @Nullable Payload get(Path path) {
    Node before = base.root().at(path);
    if (path.isRoot()) {
      readAll(Pattern.ROOT);
    } else if (before == null) {
      read(new Op.Require(Pattern.of(path), false));
    } else {
      var same = new Condition.Counts(Condition.Count.CHANGED, Comparison.EQ, before.changed());
      read(new Op.Require(Pattern.of(path, same), true));
    }
    Node node = trial.root().at(path);
    return node == null ? null : node.payload();
  }

  /// Whether there is a node.
  public boolean exists(Path path) {
    read(new Op.Require(Pattern.of(path), base.root().at(path) != null));
    return trial.root().at(path) != null;
  }

  /// The node at a path with its versions; null if there is none. A child that comes or goes
  /// changes it.
  public @Nullable Entry entry(Path path) {
    readAll(Pattern.of(path));
    Node node = trial.root().at(path);
    return node == null ? null : Entry.of(path, node);
  }

  /// All nodes that a pattern means.
  public SortedMap<Path, Entry> list(Pattern pattern) {
    readAll(pattern);
    var found = new TreeMap<Path, Entry>();
    Walk.over(
        trial.root(),
        pattern,
        Cost.of(Cost.COMMAND),
        (trail, node) -> {
          Path path = trail.toPath();
          found.put(path, Entry.of(path, node));
          return Walk.Go.ON;
        });
    return found;
  }

  public void put(Path path, Payload payload) {
    put(Op.Mode.PUT, Pattern.of(path), payload, null);
  }

  public void put(Path path, Payload payload, KeepWhile keepWhile) {
    put(Op.Mode.PUT, Pattern.of(path), payload, keepWhile);
  }

  /// Makes a node that must not exist.
  public void create(Path path, Payload payload) {
    put(Op.Mode.CREATE, Pattern.of(path), payload, null);
  }

  /// Changes a node that must exist.
  public void update(Path path, Payload payload) {
    put(Op.Mode.UPDATE, Pattern.of(path), payload, null);
  }

  /// Gives all nodes that a pattern means a payload, or none.
  public void putMany(Pattern pattern, @Nullable Payload payload) {
    put(Op.Mode.PUT, pattern, payload, null);
  }

  private void put(
      Op.Mode mode, Pattern where, @Nullable Payload payload, @Nullable KeepWhile keepWhile) {
    write(new Op.Put(where, mode, payload, keepWhile, false));
  }

  public void delete(Path path) {
    deleteMany(Pattern.of(path));
  }

  public void deleteMany(Pattern pattern) {
    write(new Op.Delete(pattern, Long.MAX_VALUE, false));
  }

  /// Ends the transaction: nothing of it is done, and it fails with `tree.aborted`.
  ///
  /// @return nothing, for `throw tx.abort("…")`
  public TreeException abort(String reason) {
    throw new TreeException("tree.aborted", reason);
  }

  private void readAll(Pattern pattern) {
    String key = "all " + pattern;
    if (!reads.containsKey(key)) {
      var fingerprint = Fingerprints.of(base.root(), pattern, Cost.of(Cost.COMMAND));
      reads.put(key, new Op.Unchanged(pattern, fingerprint));
    }
  }

  private void read(Op.Require require) {
    reads.put(require.where() + " " + require.present(), require);
  }

  private void write(Op op) {
    try {
      trial.run(op);
    } catch (Trial.Refused refused) {
      throw asTreeException(refused);
    }
    writes.add(op);
  }

  /// Called once, after the function.
  ///
  /// @throws TreeException if the store would refuse the whole
  void end() {
    try {
      trial.end();
    } catch (Trial.Refused refused) {
      throw asTreeException(refused);
    }
  }

  private static TreeException asTreeException(Trial.Refused refused) {
    return new TreeException(refused.code(), String.valueOf(refused.getMessage()));
  }
}

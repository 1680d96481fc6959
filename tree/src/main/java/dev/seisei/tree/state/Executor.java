package dev.seisei.tree.state;

import dev.seisei.tree.command.Entry;
import dev.seisei.tree.command.Fingerprints;
import dev.seisei.tree.command.Op;
import dev.seisei.tree.command.Reply;
import dev.seisei.tree.node.Candidate;
import dev.seisei.tree.node.Condition;
import dev.seisei.tree.node.Cost;
import dev.seisei.tree.node.Node;
import dev.seisei.tree.node.Path;
import dev.seisei.tree.node.Pattern;
import dev.seisei.tree.node.Step;
import dev.seisei.tree.node.Walk;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Does a command's operations to a draft, one after the other.
final class Executor {
  /// Making a node: the way to it is copied.
  private static final long PUT_COST = 300;

  private final Draft draft;
  private final Cost cost;
  private final List<Reply.Outcome> outcomes = new ArrayList<>();
  private int touchedNodes;
  private long touchedBytes;

  Executor(Draft draft, Cost cost) {
    this.draft = draft;
    this.cost = cost;
  }

  List<Reply.Outcome> outcomes() {
    return outcomes;
  }

  /// Does all of them.
  ///
  /// @throws Refusal if one of them can not be done
  void run(List<Op> ops) {
    for (Op op : ops) {
      switch (op) {
        case Op.Put put -> outcomes.add(put.where().isSingle() ? putOne(put) : putMany(put));
        case Op.Delete delete -> outcomes.add(delete(delete));
        case Op.Read read -> outcomes.add(read(read));
        case Op.Require require -> {
          if (matches(require.where()) != require.present()) {
            throw new Refusal(
                "tree.mismatch",
                (require.present() ? "nothing matches " : "something matches ") + require.where());
          }
          outcomes.add(new Reply.Outcome(require.present() ? 1 : 0, false, List.of()));
        }
        case Op.Unchanged unchanged -> {
          var now = Fingerprints.of(draft.root(), unchanged.where(), cost);
          if (!now.equals(unchanged.fingerprint())) {
            throw new Refusal("tree.changed", unchanged.where() + " is not what it was when read");
          }
          outcomes.add(new Reply.Outcome(0, false, List.of()));
        }
        case Op.Choose choose -> {
          boolean holds = matches(choose.where());
          outcomes.add(new Reply.Outcome(holds ? 1 : 0, false, List.of()));
          run(holds ? choose.then() : choose.otherwise());
        }
        case Op.Abort abort -> throw new Refusal("tree.aborted", abort.reason());
      }
    }
  }

  private boolean matches(Pattern pattern) {
    var found =
        new Walk.Visitor() {
          private boolean any;

          @Override
          public Walk.Go visit(Walk.Trail trail, Node node) {
            any = true;
            return Walk.Go.STOP;
          }
        };
    Walk.over(draft.root(), pattern, cost, found);
    return found.any;
  }

  private Reply.Outcome putOne(Op.Put put) {
    Path path = put.where().path();
    Node before = draft.root().at(path);
    if (put.mode() == Op.Mode.CREATE && before != null) {
      throw new Refusal("tree.exists", path + " exists");
    }
    if (put.mode() == Op.Mode.UPDATE && before == null) {
      throw new Refusal("tree.missing", path + " does not exist");
    }
    String unmet = firstUnmet(Path.ROOT, put.where().steps());
    if (unmet != null) {
      throw new Refusal("tree.mismatch", unmet);
    }
    return new Reply.Outcome(1, false, List.of(write(path, put, before)));
  }

  /// The condition of steps below a path that does not hold; null if all do.
  private @Nullable String firstUnmet(Path from, List<Step> steps) {
    Path path = from;
    Node node = draft.root().at(from);
    for (Step step : steps) {
      String name = ((Step.Named) step).name();
      path = path.below(name);
      node = node == null ? null : node.child(name);
      cost.spend(Cost.NODE);
      if (!(step.when() instanceof Condition.Always)
          && !step.when().holds(Candidate.of(path, node), cost)) {
        return path + " is not [" + step.when() + "]";
      }
    }
    return null;
  }

  private Reply.Touched write(Path path, Op.Put put, @Nullable Node before) {
    cost.spend(PUT_COST);
    Node after = draft.put(path, before, put.payload(), put.keepWhile());
    Entry returned = before != null && put.returning() ? returned(Entry.of(path, before)) : null;
    return new Reply.Touched(path, returned, after.version(), after.childrenVersion());
  }

  private Entry returned(Entry entry) {
    touchedBytes += entry.payload() == null ? 0 : entry.payload().size();
    if (++touchedNodes > Reply.MAX_TOUCHED || touchedBytes > Reply.MAX_BYTES) {
      throw new Refusal(
          "tree.too-much", "the answer would be more than 1000 nodes or 1 MiB; ask for less");
    }
    return entry;
  }

  private Reply.Outcome putMany(Op.Put put) {
    var touched = new ArrayList<Reply.Touched>();
    List<Path> targets = targets(put);
    for (Path path : targets) {
      var one = write(path, put, draft.root().at(path));
      if (put.returning()) {
        touched.add(one);
      }
    }
    if (touched.size() > Reply.MAX_TOUCHED) {
      throw new Refusal("tree.too-much", "the answer would be more than 1000 nodes; ask for less");
    }
    return new Reply.Outcome(targets.size(), false, touched);
  }

  private List<Path> targets(Op.Put put) {
    List<Step> steps = put.where().steps();
    int tail = steps.size();
    while (steps.get(tail - 1) instanceof Step.Named) {
      tail--;
    }
    var targets = new ArrayList<Path>();
    if (put.mode() == Op.Mode.UPDATE || tail == steps.size()) {
      if (put.mode() == Op.Mode.CREATE) {
        throw new Refusal(
            "tree.pattern", "to create nodes a pattern must end with a name, got " + put.where());
      }
      Walk.over(draft.root(), put.where(), cost, collect(targets));
      return targets;
    }
    List<Step> names = steps.subList(tail, steps.size());
    var parents = new ArrayList<Path>();
    Walk.overParents(draft.root(), new Pattern(steps.subList(0, tail)), cost, collect(parents));
    for (Path parent : parents) {
      Path target = parent;
      for (Step step : names) {
        target = target.child(((Step.Named) step).name());
      }
      if (firstUnmet(parent, names) == null
          && (put.mode() != Op.Mode.CREATE || draft.root().at(target) == null)) {
        targets.add(target);
      }
    }
    return targets;
  }

  private static Walk.Visitor collect(List<Path> paths) {
    return (trail, _) -> {
      paths.add(trail.toPath());
      return Walk.Go.ON;
    };
  }

  private Reply.Outcome delete(Op.Delete delete) {
    var selection = new Selection(delete.limit(), delete.returning(), cost);
    Walk.over(draft.root(), delete.where(), cost, selection);
    var touched = new ArrayList<Reply.Touched>();
    selection
        .groups()
        .forEach((parent, children) -> {
          // An emptied parent may have gone with those before.
          Node node = draft.root().at(parent);
          if (node == null) {
            return;
          }
          if (delete.returning()) {
            children.forEach((name, child) -> {
              Path path = parent.below(name);
              touched.add(new Reply.Touched(path, returned(Entry.of(path, child)), 0, 0));
            });
          }
          draft.remove(parent, children);
        });
    return new Reply.Outcome(selection.count(), selection.more(), touched);
  }

  private Reply.Outcome read(Op.Read read) {
    var touched = new ArrayList<Reply.Touched>();
    var seen =
        new Walk.Visitor() {
          private boolean more;

          @Override
          public Walk.Go visit(Walk.Trail trail, Node node) {
            if (touched.size() == read.limit()) {
              more = true;
              return Walk.Go.STOP;
            }
            Path path = trail.toPath();
            touched.add(
                new Reply.Touched(
                    path, returned(Entry.of(path, node)), node.version(), node.childrenVersion()));
            return Walk.Go.ON;
          }
        };
    Walk.over(draft.root(), read.where(), cost, seen);
    return new Reply.Outcome(touched.size(), seen.more, touched);
  }
}

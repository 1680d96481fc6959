package dev.seisei.tree.state;

import dev.seisei.tree.command.Op;
import dev.seisei.tree.node.Comparison;
import dev.seisei.tree.node.Condition;
import dev.seisei.tree.node.KeepWhile;
import dev.seisei.tree.node.Path;
import dev.seisei.tree.node.Pattern;
import dev.seisei.tree.node.Payload;
import dev.seisei.tree.node.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What the store promises, said as plainly as can be: one map, searched from end to end for
/// everything, copied before each command.
final class Model {

  /// A node, as it is compared.
  record Plain(
      @Nullable Payload payload,
      long version,
      long childrenVersion,
      long changed,
      boolean implied,
      @Nullable KeepWhile keepWhile) {

    Plain grown(int children) {
      return new Plain(payload, version, childrenVersion + children, changed, implied, keepWhile);
    }
  }

  /// The command is not done.
  static final class No extends RuntimeException {
    private static final long serialVersionUID = 1;

    No(String code) {
      super(code);
    }
  }

  private TreeMap<Path, Plain> nodes = new TreeMap<>();
  private final TreeSet<Path> guardedAnew = new TreeSet<>();
  private long index;

  Model() {
    nodes.put(Path.ROOT, new Plain(null, 1, 1, 0, false, null));
  }

  SortedMap<Path, Plain> nodes() {
    return nodes;
  }

  /// Does a command.
  ///
  /// @return how many each operation matched
  /// @throws No with the code, if it is refused
  List<Long> apply(long commandIndex, List<Op> ops) {
    var before = new TreeMap<>(nodes);
    index = commandIndex;
    guardedAnew.clear();
    var matched = new ArrayList<Long>();
    try {
      run(ops, matched);
      settle();
      return matched;
    } catch (No no) {
      nodes = before;
      throw no;
    }
  }

  private void run(List<Op> ops, List<Long> matched) {
    for (Op op : ops) {
      switch (op) {
        case Op.Put put when put.where().isSingle() -> {
          putOne(put);
          matched.add(1L);
        }
        case Op.Put put -> matched.add(putMany(put));
        case Op.Delete delete -> matched.add(delete(delete));
        case Op.Read read -> matched.add((long) Math.min(read.limit(), find(read.where()).size()));
        case Op.Require require -> {
          if (find(require.where()).isEmpty() == require.present()) {
            throw new No("tree.mismatch");
          }
          matched.add(require.present() ? 1L : 0L);
        }
        case Op.Unchanged _ -> throw new IllegalArgumentException("not for the model");
        case Op.Choose choose -> {
          boolean holds = !find(choose.where()).isEmpty();
          matched.add(holds ? 1L : 0L);
          run(holds ? choose.then() : choose.otherwise(), matched);
        }
        case Op.Abort _ -> throw new No("tree.aborted");
      }
    }
  }

  private void putOne(Op.Put put) {
    Path path = put.where().path();
    if (put.mode() == Op.Mode.CREATE && nodes.containsKey(path)) {
      throw new No("tree.exists");
    }
    if (put.mode() == Op.Mode.UPDATE && !nodes.containsKey(path)) {
      throw new No("tree.missing");
    }
    if (!meets(path, put.where().steps())) {
      throw new No("tree.mismatch");
    }
    put(path, put.payload(), put.keepWhile());
  }

  /// Whether the last steps' conditions hold at a path and those above it.
  private boolean meets(Path path, List<Step> last) {
    for (int i = 0; i < last.size(); i++) {
      if (!holds(last.get(i).when(), path.top(path.depth() - last.size() + i + 1))) {
        return false;
      }
    }
    return true;
  }

  private long putMany(Op.Put put) {
    List<Step> steps = put.where().steps();
    var targets = new TreeSet<Path>();
    int names = 0;
    while (steps.get(steps.size() - 1 - names) instanceof Step.Named) {
      names++;
    }
    if (put.mode() == Op.Mode.UPDATE || names == 0) {
      if (put.mode() == Op.Mode.CREATE) {
        throw new No("tree.pattern");
      }
      targets.addAll(find(put.where()));
    } else {
      var candidates = new TreeSet<Path>();
      for (Path parent : nodes.keySet()) {
        Path target = parent;
        for (Step step : steps.subList(steps.size() - names, steps.size())) {
          target = target.child(((Step.Named) step).name());
        }
        candidates.add(target);
      }
      for (Path target : candidates) {
        if (fits(steps, 0, target, 0)
            && (put.mode() == Op.Mode.PUT || !nodes.containsKey(target))) {
          targets.add(target);
        }
      }
    }
    targets.forEach(path -> put(path, put.payload(), put.keepWhile()));
    return targets.size();
  }

  private long delete(Op.Delete delete) {
    long count = 0;
    // Nothing is removed before all was found.
    var gone = new ArrayList<Path>();
    for (Path path : find(delete.where())) {
      if (path.isRoot()) {
        throw new No("tree.root");
      }
      if (gone.stream().noneMatch(path::startsWith)) {
        if (count == delete.limit()) {
          break;
        }
        gone.add(path);
        count++;
      }
    }
    gone.forEach(this::remove);
    return count;
  }

  private void put(Path path, @Nullable Payload payload, @Nullable KeepWhile keepWhile) {
    for (int depth = 1; depth <= path.depth(); depth++) {
      Path here = path.top(depth);
      if (!nodes.containsKey(here)) {
        boolean isTarget = depth == path.depth();
        nodes.put(here, new Plain(isTarget ? payload : null, 1, 1, index, !isTarget, null));
        nodes.compute(here.parent(), (_, parent) -> Objects.requireNonNull(parent).grown(1));
      }
    }
    Plain node = there(path);
    boolean same = Objects.equals(node.payload, payload);
    if (keepWhile != null) {
      guardedAnew.add(path);
    }
    KeepWhile keep = keepWhile == null ? node.keepWhile : keepWhile;
    nodes.put(
        path,
        new Plain(
            payload,
            same ? node.version : node.version + 1,
            node.childrenVersion,
            same ? node.changed : index,
            false,
            keep == null || keep.conditions().isEmpty() ? null : keep));
  }

  private Plain there(Path path) {
    return Objects.requireNonNull(nodes.get(path));
  }

  private void remove(Path path) {
    nodes.keySet().removeIf(other -> other.startsWith(path));
    Path parent = path.parent();
    Plain node = nodes.get(parent);
    if (node != null) {
      nodes.put(parent, node.grown(1));
      if (node.implied && node.payload == null && children(parent) == 0) {
        remove(parent);
      }
    }
  }

  private void settle() {
    for (Path path : guardedAnew) {
      if (nodes.containsKey(path) && !isKept(path)) {
        throw new No("tree.keep-while");
      }
    }
    while (true) {
      List<Path> unkept = nodes.keySet().stream().filter(path -> !isKept(path)).toList();
      if (unkept.isEmpty()) {
        return;
      }
      for (Path path : unkept) {
        if (nodes.containsKey(path)) {
          remove(path);
        }
      }
    }
  }

  private boolean isKept(Path path) {
    KeepWhile keep = there(path).keepWhile;
    return keep == null
        || keep.conditions().entrySet().stream()
            .allMatch(one -> holds(one.getValue(), one.getKey()));
  }

  /// All paths that a pattern means, in order.
  List<Path> find(Pattern pattern) {
    return nodes.keySet().stream().filter(path -> fits(pattern.steps(), 0, path, 0)).toList();
  }

  private boolean fits(List<Step> steps, int step, Path path, int depth) {
    if (step == steps.size()) {
      return depth == path.depth();
    }
    boolean isLast = step == steps.size() - 1;
    if (steps.get(step) instanceof Step.Deep && !isLast && fits(steps, step + 1, path, depth)) {
      return true;
    }
    if (depth == path.depth()) {
      return false;
    }
    Path here = path.top(depth + 1);
    if (!holds(steps.get(step).when(), here)) {
      return false;
    }
    return switch (steps.get(step)) {
      case Step.Named named ->
          named.name().equals(here.name()) && fits(steps, step + 1, path, depth + 1);
      case Step.Like like ->
          here.name().matches(like.glob().toString().replace("*", ".*"))
              && fits(steps, step + 1, path, depth + 1);
      case Step.Deep _ ->
          fits(steps, step, path, depth + 1) || (isLast && depth + 1 == path.depth());
    };
  }

  private long children(Path path) {
    return nodes.keySet().stream()
        .filter(other -> other.depth() == path.depth() + 1 && other.startsWith(path))
        .count();
  }

  private boolean holds(Condition condition, Path path) {
    Plain node = nodes.get(path);
    return switch (condition) {
      case Condition.Always _ -> true;
      case Condition.Exists _ -> node != null;
      case Condition.HasData _ -> node != null && node.payload != null;
      case Condition.NameIs name -> !path.isRoot() && path.name().equals(name.name());
      case Condition.Counts counts -> node != null && holds(counts, path, node);
      case Condition.DataIs data ->
          node != null && node.payload != null && node.payload.text().equals(data.data().text());
      case Condition.Not not -> !holds(not.condition(), path);
      case Condition.All all -> all.conditions().stream().allMatch(one -> holds(one, path));
      case Condition.AnyOf any -> any.conditions().stream().anyMatch(one -> holds(one, path));
      case Condition.NameMatches _, Condition.PathMatches _, Condition.TypeIs _ -> no(condition);
      case Condition.DataMatches _, Condition.JsonIs _ -> no(condition);
    };
  }

  private static boolean no(Condition condition) {
    throw new IllegalArgumentException("not for the model: " + condition);
  }

  private boolean holds(Condition.Counts counts, Path path, Plain node) {
    long found =
        switch (counts.count()) {
          case VERSION -> node.version;
          case CHILDREN_VERSION -> node.childrenVersion;
          case CHILDREN -> children(path);
          case CHANGED -> node.changed;
          case SIZE -> node.payload == null ? 0 : node.payload.size();
        };
    Comparison comparison = counts.comparison();
    return switch (comparison) {
      case EQ -> found == counts.value();
      case NE -> found != counts.value();
      case LT -> found < counts.value();
      case LE -> found <= counts.value();
      case GT -> found > counts.value();
      case GE -> found >= counts.value();
    };
  }
}

package dev.seisei.tree.state;

import dev.seisei.tree.command.Command;
import dev.seisei.tree.command.Op;
import dev.seisei.tree.node.Comparison;
import dev.seisei.tree.node.Condition;
import dev.seisei.tree.node.Glob;
import dev.seisei.tree.node.KeepWhile;
import dev.seisei.tree.node.Path;
import dev.seisei.tree.node.Pattern;
import dev.seisei.tree.node.Payload;
import dev.seisei.tree.node.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Commands as chance has them, about few places, so that they meet.
public final class Commands {
  private static final List<String> NAMES = List.of("a", "b", "c");

  private final RandomGenerator random;

  public Commands(RandomGenerator random) {
    this.random = random;
  }

  public Command next() {
    var ops = new ArrayList<Op>();
    int count = random.nextInt(4) == 0 ? 1 + random.nextInt(4) : 1;
    for (int i = 0; i < count; i++) {
      ops.add(op(1));
    }
    return new Command(null, ops);
  }

  private Op op(int depth) {
    return switch (random.nextInt(depth < 3 ? 20 : 18)) {
      case 0, 1, 2, 3, 4, 5, 6 -> put(Pattern.of(path()));
      case 7, 8 -> put(single());
      case 9, 10 -> put(pattern());
      case 11, 12, 13 -> new Op.Delete(Pattern.of(path()), Long.MAX_VALUE, random.nextBoolean());
      case 14 -> new Op.Delete(pattern(), limit(), random.nextBoolean());
      case 15 -> new Op.Read(pattern(), 1 + random.nextInt(5));
      case 16 -> new Op.Require(pattern(), random.nextBoolean());
      case 17 -> random.nextInt(10) == 0 ? new Op.Abort("chance") : put(Pattern.of(path()));
      default ->
          new Op.Choose(pattern(), List.of(op(depth + 1)), List.of(op(depth + 1), op(depth + 1)));
    };
  }

  private long limit() {
    return random.nextBoolean() ? Long.MAX_VALUE : 1 + random.nextInt(3);
  }

  private Op put(Pattern where) {
    var modes = Op.Mode.values();
    Op.Mode mode = random.nextInt(3) == 0 ? modes[random.nextInt(modes.length)] : Op.Mode.PUT;
    return new Op.Put(where, mode, payload(), keepWhile(), random.nextBoolean());
  }

  private @Nullable Payload payload() {
    int which = random.nextInt(5);
    return which == 4 ? null : Payload.text("p".repeat(which));
  }

  private @Nullable KeepWhile keepWhile() {
    return switch (random.nextInt(12)) {
      case 0 -> KeepWhile.ALWAYS;
      case 1, 2 -> KeepWhile.of(path(), condition(1));
      case 3 -> KeepWhile.exists(path()).and(path(), condition(1));
      default -> null;
    };
  }

  Path path() {
    Path path = Path.ROOT;
    for (int depth = 1 + random.nextInt(3); depth > 0; depth--) {
      path = path.child(name());
    }
    return path;
  }

  private String name() {
    return NAMES.get(random.nextInt(NAMES.size()));
  }

  private Pattern single() {
    var pattern = Pattern.ROOT;
    for (int depth = 1 + random.nextInt(3); depth > 0; depth--) {
      pattern = pattern.then(name(), when());
    }
    return pattern;
  }

  Pattern pattern() {
    var steps = new ArrayList<Step>();
    for (int depth = 1 + random.nextInt(3); depth > 0; depth--) {
      steps.add(
          switch (random.nextInt(5)) {
            case 0 -> new Step.Deep(when());
            case 1 -> new Step.Like(new Glob(List.of(name(), "")), when());
            case 2 -> new Step.Like(Glob.ANY, when());
            default -> new Step.Named(name(), when());
          });
    }
    return new Pattern(steps);
  }

  private Condition when() {
    return random.nextInt(3) == 0 ? condition(1) : Condition.always();
  }

  private Condition condition(int depth) {
    var comparisons = Comparison.values();
    Comparison comparison = comparisons[random.nextInt(comparisons.length)];
    return switch (random.nextInt(depth < 3 ? 12 : 8)) {
      case 0 -> Condition.exists();
      case 1 -> Condition.hasData();
      case 2 -> new Condition.NameIs(name());
      case 3 -> Condition.version(comparison, 1 + random.nextInt(4));
      case 4 -> Condition.childrenVersion(comparison, 1 + random.nextInt(6));
      case 5 -> Condition.children(comparison, random.nextInt(4));
      case 6 -> new Condition.Counts(Condition.Count.SIZE, comparison, random.nextInt(4));
      case 7 -> new Condition.DataIs(Payload.text("p".repeat(random.nextInt(4))));
      case 8, 9 -> condition(depth + 1).negate();
      case 10 -> condition(depth + 1).and(condition(depth + 1));
      default -> condition(depth + 1).or(condition(depth + 1));
    };
  }
}

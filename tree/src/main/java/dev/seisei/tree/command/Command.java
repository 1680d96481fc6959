package dev.seisei.tree.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Operations that happen together or not at all, at one moment.
///
/// @param operation makes it recognisable; null if it may be done as often as it comes
/// @param ops at most 1,000, those inside others counted; nested at most 4 deep
public record Command(@Nullable Operation operation, List<Op> ops) {
  static final int MAX_OPS = 1000;
  static final int MAX_DEPTH = 4;

  public Command {
    ops = List.copyOf(ops);
    if (count(ops, 1) > MAX_OPS) {
      throw new IllegalArgumentException("command: must have at most 1000 operations");
    }
  }

  private static int count(List<Op> ops, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("command: must be nested at most 4 deep");
    }
    int count = ops.size();
    for (Op op : ops) {
      if (op instanceof Op.Choose choose) {
        count += count(choose.then(), depth + 1) + count(choose.otherwise(), depth + 1);
      }
    }
    return count;
  }
}

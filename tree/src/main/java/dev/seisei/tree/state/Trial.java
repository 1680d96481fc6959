package dev.seisei.tree.state;

import dev.seisei.tree.command.Op;
import dev.seisei.tree.command.Reply;
import dev.seisei.tree.node.Cost;
import dev.seisei.tree.node.Node;
import java.util.List;

/// Operations tried on a state of one's own, as the store would do them.
public final class Trial {
  private final Draft draft;
  private final Executor executor;

  public Trial(State state) {
    var cost = Cost.of(Cost.COMMAND);
    draft = new Draft(state, state.index() + 1, cost);
    executor = new Executor(draft, cost);
  }

  /// The tree with all that was tried.
  public Node root() {
    return draft.root();
  }

  /// Does one operation.
  ///
  /// @throws Refused if the store would refuse it
  public List<Reply.Outcome> run(Op op) throws Refused {
    int before = executor.outcomes().size();
    check(() -> executor.run(List.of(op)));
    return List.copyOf(executor.outcomes().subList(before, executor.outcomes().size()));
  }

  /// Does what the store does at a command's end; called once, last.
  ///
  /// @throws Refused if the store would refuse it
  public void end() throws Refused {
    check(draft::settle);
  }

  private static void check(Runnable tried) throws Refused {
    try {
      tried.run();
    } catch (Refusal refusal) {
      throw new Refused(refusal.code(), refusal.reason());
    } catch (Cost.TooCostly e) {
      throw new Refused("tree.too-costly", String.valueOf(e.getMessage()));
    }
  }

  /// The store would refuse it.
  public static final class Refused extends Exception {
    private static final long serialVersionUID = 1;
    private final String code;

    Refused(String code, String reason) {
      super(reason);
      this.code = code;
    }

    public String code() {
      return code;
    }
  }
}

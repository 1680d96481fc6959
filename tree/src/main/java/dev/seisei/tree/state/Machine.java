package dev.seisei.tree.state;

import dev.seisei.tree.command.Command;
import dev.seisei.tree.command.CommandCodec;
import dev.seisei.tree.command.Operation;
import dev.seisei.tree.command.Reply;
import dev.seisei.tree.command.ReplyCodec;
import dev.seisei.tree.log.Replica;
import dev.seisei.tree.node.Cost;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// The replica that a store is.
///
/// One thread at a time applies; any thread reads [#state] without a lock.
public final class Machine implements Replica {
  private final History history;
  private volatile State state = State.EMPTY;

  public Machine(History.Bounds bounds) {
    history = new History(bounds);
  }

  /// As it is now, and stays.
  public State state() {
    return state;
  }

  /// What happened lately.
  public History history() {
    return history;
  }

  @Override
  public byte[] apply(long index, byte[] bytes) {
    State before = state;
    if (index <= before.index()) {
      throw new IllegalArgumentException(
          "command " + index + " comes after command " + before.index());
    }
    Command command = CommandCodec.decode(bytes);
    Operation operation = command.operation();
    if (operation == null) {
      return apply(before, index, command);
    }
    return switch (before.sessions().look(operation)) {
      case Sessions.Known.New _ -> apply(before, index, command);
      case Sessions.Known.Done done -> {
        keep(before, new State(index, before.root(), before.guards(), before.sessions()));
        yield ReplyCodec.encode(repeated(index, done.answer()));
      }
      case Sessions.Known.Forgotten _ -> {
        keep(before, new State(index, before.root(), before.guards(), before.sessions()));
        yield ReplyCodec.encode(
            new Reply.Refused(
                index,
                "operation.forgotten",
                "operation "
                    + operation.number()
                    + " of "
                    + operation.client()
                    + " is older than those remembered: it may have been done; read what there"
                    + " is"));
      }
    };
  }

  private static Reply repeated(long index, byte[] answer) {
    if (answer.length == 0) {
      return new Reply.Applied(index, true, List.of());
    }
    return switch (ReplyCodec.decode(answer)) {
      case Reply.Applied applied -> new Reply.Applied(applied.index(), true, applied.outcomes());
      case Reply.Refused refused -> refused;
    };
  }

  private byte[] apply(State before, long index, Command command) {
    var cost = Cost.of(Cost.COMMAND);
    var draft = new Draft(before, index, cost);
    Reply reply = run(draft, cost, index, command);
    byte[] answer = ReplyCodec.encode(reply);
    Operation operation = command.operation();
    Sessions sessions =
        operation == null ? before.sessions() : before.sessions().with(operation, index, answer);
    switch (reply) {
      case Reply.Applied _ -> {
        keep(before, new State(index, draft.root(), draft.guards(), sessions));
        if (!draft.written().isEmpty() || !draft.removed().isEmpty()) {
          history.add(
              new History.Applied(
                  index,
                  before.root(),
                  draft.root(),
                  draft.written().stream().sorted().toList(),
                  List.copyOf(draft.removed())));
        }
      }
      case Reply.Refused _ ->
          keep(before, new State(index, before.root(), before.guards(), sessions));
    }
    return answer;
  }

  private static Reply run(Draft draft, Cost cost, long index, Command command) {
    var executor = new Executor(draft, cost);
    try {
      executor.run(command.ops());
      draft.settle();
      return new Reply.Applied(index, false, executor.outcomes());
    } catch (Refusal refusal) {
      return new Reply.Refused(index, refusal.code(), refusal.reason());
    } catch (Cost.TooCostly e) {
      return new Reply.Refused(index, "tree.too-costly", String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      // A target that would be too deep or too long.
      return new Reply.Refused(index, "tree.path", String.valueOf(e.getMessage()));
    }
  }

  private void keep(State before, State after) {
    assert before.index() < after.index();
    state = after;
  }

  @Override
  public SnapshotWriter freeze() {
    State frozen = state;
    return out -> Snapshots.write(frozen, out);
  }

  @Override
  public void load(InputStream snapshot) throws IOException {
    State loaded = Snapshots.read(snapshot);
    state = loaded;
    history.restart(loaded.index());
  }
}

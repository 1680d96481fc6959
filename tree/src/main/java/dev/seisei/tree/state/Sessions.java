package dev.seisei.tree.state;

import dev.seisei.tree.command.Operation;
import org.pcollections.TreePMap;

/// What was answered to whom, so that nothing is done twice. Immutable.
///
/// Bounded by [Operation#WINDOW] answers a client, 4,096 clients and 16 MiB: beyond, whole clients
/// are forgotten, those first whose last operation is longest ago in the log. Only the log decides,
/// so all members forget the same.
///
/// @param byClient what is remembered of each
/// @param byUse the clients by the index of their last operation
/// @param bytes of all answers, and what remembering them takes
public record Sessions(
    TreePMap<String, Session> byClient, TreePMap<Long, String> byUse, long bytes) {
  static final Sessions NONE = new Sessions(TreePMap.empty(), TreePMap.empty(), 0);
  static final int MAX_CLIENTS = 4096;
  static final long MAX_BYTES = 16 << 20;

  /// Longer answers are not kept.
  static final int MAX_ANSWER = 4096;

  /// Bytes that an answer takes besides its own.
  static final int COST = 64;

  private static final byte[] NOT_KEPT = {};

  /// What is remembered of one client.
  ///
  /// @param used index of its last operation
  /// @param floor operations below are not remembered
  /// @param answers by number of the operation; empty where one was too long
  public record Session(long used, long floor, TreePMap<Long, byte[]> answers, long bytes) {}

  /// What is known of an operation.
  sealed interface Known {
    record New() implements Known {}

    /// It was done; `answer` is empty if it was too long to be kept.
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    record Done(byte[] answer) implements Known {}

    /// It may have been done; nobody knows any more.
    record Forgotten() implements Known {}
  }

  Known look(Operation operation) {
    Session session = byClient.get(operation.client());
    if (session == null) {
      return new Known.New();
    }
    if (operation.number() < session.floor) {
      return new Known.Forgotten();
    }
    byte[] answer = session.answers.get(operation.number());
    return answer == null ? new Known.New() : new Known.Done(answer);
  }

  Sessions with(Operation operation, long index, byte[] answer) {
    Session old = byClient.get(operation.client());
    long floor = operation.settledBelow();
    TreePMap<Long, byte[]> answers = TreePMap.empty();
    long size = 0;
    if (old != null) {
      floor = Math.max(floor, old.floor);
      answers = old.answers;
      size = old.bytes;
    }
    byte[] kept = answer.length > MAX_ANSWER ? NOT_KEPT : answer;
    answers = answers.plus(operation.number(), kept);
    size += COST + kept.length;
    while (answers.firstKey() < floor || answers.size() > Operation.WINDOW) {
      var first = answers.firstEntry();
      floor = Math.max(floor, first.getKey() + 1);
      size -= COST + first.getValue().length;
      answers = answers.minusFirstEntry();
    }
    return plus(operation.client(), new Session(index, floor, answers, size)).bounded();
  }

  /// Used to take what a snapshot says.
  Sessions plus(String client, Session session) {
    Session old = byClient.get(client);
    var use = old == null ? byUse : byUse.minus(old.used);
    return new Sessions(
        byClient.plus(client, session),
        use.plus(session.used, client),
        bytes + session.bytes - (old == null ? 0 : old.bytes));
  }

  private Sessions bounded() {
    Sessions all = this;
    while (all.byClient.size() > MAX_CLIENTS || all.bytes > MAX_BYTES) {
      String longest = all.byUse.firstEntry().getValue();
      Session gone = all.byClient.get(longest);
      all =
          new Sessions(
              all.byClient.minus(longest),
              all.byUse.minusFirstEntry(),
              all.bytes - (gone == null ? 0 : gone.bytes));
    }
    return all;
  }
}

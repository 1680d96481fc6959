package dev.seisei.tree;

import dev.seisei.tree.command.Op;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;

/// Runs a transaction's function until what it read held when its writes were done.
final class Transactor<T> {
  private final Tree tree;
  private final Function<Transaction, T> function;
  private final Duration timeout;

  Transactor(Tree tree, Function<Transaction, T> function, Duration timeout) {
    this.tree = tree;
    this.function = function;
    this.timeout = timeout;
  }

  CompletableFuture<T> run(Executor threads) {
    return CompletableFuture.supplyAsync(this::run, threads)
        .exceptionallyCompose(
            failure -> CompletableFuture.failedFuture(Proposer.asTreeException(failure)));
  }

  private T run() {
    long deadline = System.nanoTime() + timeout.toNanos();
    boolean isFresh = false;
    while (true) {
      var transaction = new Transaction(tree.view().state());
      T result;
      try {
        result = function.apply(transaction);
      } catch (TreeException refused) {
        // Perhaps only because this member was behind.
        if (isFresh) {
          throw refused;
        }
        tree.fence().join();
        isFresh = true;
        continue;
      }
      try {
        commit(transaction.ops());
        return result;
      } catch (TreeException conflict) {
        if (!isConflict(conflict)) {
          throw conflict;
        }
        if (System.nanoTime() > deadline) {
          throw new TreeException(
              "tree.contended", "others always changed what was read; last: " + conflict, conflict);
        }
      }
    }
  }

  private void commit(List<Op> ops) {
    if (ops.isEmpty()) {
      return;
    }
    try {
      tree.submit(ops).join();
    } catch (CompletionException e) {
      throw Proposer.asTreeException(e);
    }
  }

  private static boolean isConflict(TreeException e) {
    return switch (e.code()) {
      case "tree.changed", "tree.mismatch", "tree.exists", "tree.missing", "tree.keep-while" ->
          true;
      default -> false;
    };
  }
}

package dev.seisei.tree;

import dev.seisei.tree.command.Op;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Runs transactions' functions until what they read still held when their writes were done.
///
/// Those of one process that were in each other's way run one after the other from then on.
final class Transactor {
  private final Tree tree;
  private final Duration timeout;
  private final Executor threads;
  private final ReentrantLock contended = new ReentrantLock(true);

  Transactor(Tree tree, Duration timeout, Executor threads) {
    this.tree = tree;
    this.timeout = timeout;
    this.threads = threads;
  }

  <T> CompletableFuture<T> transact(Function<Transaction, T> function) {
    return CompletableFuture.supplyAsync(() -> run(function), threads)
        .exceptionallyCompose(
            failure -> CompletableFuture.failedFuture(Proposer.asTreeException(failure)));
  }

  private <T> T run(Function<Transaction, T> function) {
    long deadline = System.nanoTime() + timeout.toNanos();
    var first = attempt(function, false);
    if (!first.isConflict()) {
      return first.result();
    }
    // What was refused may have been refused because this member was behind.
    join(tree.fence());
    lock(deadline);
    try {
      while (true) {
        var next = attempt(function, true);
        if (!next.isConflict()) {
          return next.result();
        }
        if (System.nanoTime() > deadline) {
          throw contended(next.conflict);
        }
      }
    } finally {
      contended.unlock();
    }
  }

  private void lock(long deadline) {
    try {
      if (!contended.tryLock(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw contended(null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw contended(e);
    }
  }

  private static TreeException contended(@Nullable Throwable last) {
    return new TreeException(
        "tree.contended",
        "others changed what was read, again and again; try later, or read less",
        last == null ? new IllegalStateException("others were waited for") : last);
  }

  /// How a run ended.
  private record Attempt<T>(@Nullable T value, @Nullable TreeException conflict) {
    boolean isConflict() {
      return conflict != null;
    }

    @SuppressWarnings("NullAway") // a function may return null where its type allows that
    T result() {
      return value;
    }
  }

  private <T> Attempt<T> attempt(Function<Transaction, T> function, boolean isFresh) {
    var transaction = new Transaction(tree.view().state());
    T result;
    try {
      result = function.apply(transaction);
      transaction.end();
    } catch (TreeException refused) {
      if (isFresh) {
        throw refused;
      }
      return new Attempt<>(null, refused);
    }
    try {
      commit(transaction.ops());
      return new Attempt<>(result, null);
    } catch (TreeException failure) {
      if (!isConflict(failure)) {
        throw failure;
      }
      return new Attempt<>(null, failure);
    }
  }

  private void commit(List<Op> ops) {
    if (!ops.isEmpty()) {
      join(tree.submit(ops));
    }
  }

  private static void join(CompletableFuture<?> call) {
    try {
      call.join();
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

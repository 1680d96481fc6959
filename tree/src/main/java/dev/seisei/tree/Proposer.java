package dev.seisei.tree;

import dev.seisei.tree.command.Command;
import dev.seisei.tree.command.CommandCodec;
import dev.seisei.tree.command.Op;
import dev.seisei.tree.command.Operation;
import dev.seisei.tree.command.Reply;
import dev.seisei.tree.command.ReplyCodec;
import dev.seisei.tree.log.LogException;
import dev.seisei.tree.log.ReplicatedLog;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Brings commands to the log, again where it is not known whether they arrived, and never twice.
///
/// Each command is given a number of this client, by which the store recognises it: see
/// [Operation].
final class Proposer {
  private static final long AGAIN_MILLIS = 20;

  private final ReplicatedLog log;
  private final Duration timeout;
  private final Executor callbacks;
  private final String client = UUID.randomUUID().toString();
  private final TreeSet<Long> underWay = new TreeSet<>();
  private long next;
  private volatile boolean closed;

  /// @param callbacks where what callers do with answers runs, not to keep the log waiting
  Proposer(ReplicatedLog log, Duration timeout, Executor callbacks) {
    this.log = log;
    this.timeout = timeout;
    this.callbacks = callbacks;
  }

  CompletableFuture<Reply.Applied> submit(List<Op> ops) {
    Operation operation;
    synchronized (underWay) {
      if (!underWay.isEmpty() && next - underWay.first() >= Operation.WINDOW) {
        return CompletableFuture.failedFuture(
            new TreeException(
                "tree.busy",
                "the oldest of this client's calls still waits, and "
                    + Operation.WINDOW
                    + " came since; wait for some of them"));
      }
      long number = next++;
      underWay.add(number);
      operation = new Operation(client, number, underWay.first());
    }
    CompletableFuture<Reply.Applied> answer;
    try {
      answer = submit(operation, ops, () -> settle(operation.number()));
    } catch (IllegalArgumentException e) {
      settle(operation.number());
      throw e;
    }
    return answer.whenComplete((_, _) -> settle(operation.number()));
  }

  private void settle(long number) {
    synchronized (underWay) {
      underWay.remove(number);
    }
  }

  /// Submits an operation of a client that keeps its own numbers.
  CompletableFuture<Reply.Applied> submit(Operation operation, List<Op> ops) {
    return submit(operation, ops, () -> {});
  }

  /// @param answered called as soon as the log has answered, before anyone else hears of it: were
  ///   it called later, a thread that waits for its turn would hold up all those that are not
  private CompletableFuture<Reply.Applied> submit(
      Operation operation, List<Op> ops, Runnable answered) {
    if (closed) {
      return CompletableFuture.failedFuture(closedException());
    }
    byte[] bytes = CommandCodec.encode(new Command(operation, ops));
    if (bytes.length > ReplicatedLog.MAX_COMMAND_BYTES) {
      return CompletableFuture.failedFuture(
          new TreeException(
              "tree.too-large",
              "a command must be at most 65536 bytes, got "
                  + bytes.length
                  + "; keep larger things as blobs, or write in several commands"));
    }
    var answer = new CompletableFuture<Reply.Applied>();
    propose(bytes, answer, answered, System.nanoTime() + timeout.toNanos());
    return answer
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionallyCompose(failure -> CompletableFuture.failedFuture(asTreeException(failure)));
  }

  private void propose(
      byte[] bytes, CompletableFuture<Reply.Applied> answer, Runnable answered, long deadline) {
    var _ =
        log.propose(bytes)
            .whenComplete((_, failure) -> {
              if (failure == null) {
                answered.run();
              }
            })
            .whenCompleteAsync(
                (reply, failure) -> {
                  if (failure == null) {
                    complete(answer, ReplyCodec.decode(reply));
                  } else if (isWorthAnotherTry(failure)
                      && System.nanoTime() < deadline
                      && !answer.isDone()) {
                    CompletableFuture.delayedExecutor(
                            AGAIN_MILLIS, TimeUnit.MILLISECONDS, callbacks)
                        .execute(() -> propose(bytes, answer, answered, deadline));
                  } else {
                    answer.completeExceptionally(failure);
                  }
                },
                callbacks);
  }

  /// Nothing is submitted any more.
  void close() {
    closed = true;
  }

  static TreeException closedException() {
    return new TreeException(LogException.Code.CLOSED.text(), "the store is closed");
  }

  private static void complete(CompletableFuture<Reply.Applied> answer, Reply reply) {
    switch (reply) {
      case Reply.Applied applied -> answer.complete(applied);
      case Reply.Refused refused ->
          answer.completeExceptionally(new TreeException(refused.code(), refused.reason()));
    }
  }

  private static boolean isWorthAnotherTry(Throwable failure) {
    return unwrapped(failure) instanceof LogException e
        && switch (e.code()) {
          case NO_LEADER, UNKNOWN -> true;
          case BUSY, DISK_FULL, TOO_LARGE, MEMBER, CLOSED, CORRUPT -> false;
        };
  }

  static TreeException asTreeException(Throwable failure) {
    return switch (unwrapped(failure)) {
      case TreeException e -> e;
      case LogException e -> new TreeException(e.code().text(), String.valueOf(e.getMessage()), e);
      case TimeoutException e ->
          new TreeException(
              "tree.timeout", "no answer in time: it may have been done, or be done yet", e);
      case Throwable e -> new TreeException("tree.failed", String.valueOf(e), e);
    };
  }

  private static Throwable unwrapped(Throwable failure) {
    @Nullable Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }
}

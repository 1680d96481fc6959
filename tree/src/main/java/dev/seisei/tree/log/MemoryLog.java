package dev.seisei.tree.log;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// A log of one member that keeps nothing: for stores that need not outlive the process, and tests.
///
/// At most 65,536 calls wait; beyond, they fail with [LogException.Code#BUSY].
public final class MemoryLog implements ReplicatedLog {
  private static final int MOST_WAITING = 1 << 16;

  private final Replica replica;
  private final Member self = new Member(new MemberId("memory"), "", false);
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          Thread.ofPlatform().daemon().name("tree-memory-log").factory());
  private long index;

  /// A log for an empty replica.
  public MemoryLog(Replica replica) {
    this.replica = replica;
  }

  /// A log for a replica that has loaded a snapshot.
  ///
  /// @param index of the last command in it
  public MemoryLog(Replica replica, long index) {
    this.replica = replica;
    this.index = index;
  }

  @Override
  public CompletableFuture<byte[]> propose(byte[] command) {
    if (command.length > MAX_COMMAND_BYTES) {
      return CompletableFuture.failedFuture(
          new LogException(
              LogException.Code.TOO_LARGE,
              "a command must be at most 65536 bytes, got " + command.length));
    }
    return inOrder(() -> replica.apply(++index, command));
  }

  /// Freezes the replica between two commands.
  public CompletableFuture<Replica.SnapshotWriter> freeze() {
    return inOrder(replica::freeze);
  }

  @Override
  public CompletableFuture<Void> barrier() {
    return inOrder(() -> index).thenApply(_ -> null);
  }

  private <T> CompletableFuture<T> inOrder(Supplier<T> call) {
    try {
      return CompletableFuture.supplyAsync(call, thread);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(
          thread.isShutdown()
              ? new LogException(LogException.Code.CLOSED, "the log is closed", e)
              : new LogException(LogException.Code.BUSY, "too many calls wait", e));
    }
  }

  @Override
  public Members members() {
    return new Members(self.id(), Members.Role.LEADER, self.id(), List.of(self));
  }

  @Override
  public CompletableFuture<Void> join(Member member) {
    return alone();
  }

  @Override
  public CompletableFuture<Void> leave(MemberId member) {
    return alone();
  }

  @Override
  public CompletableFuture<Void> transfer(MemberId member) {
    return alone();
  }

  private static CompletableFuture<Void> alone() {
    return CompletableFuture.failedFuture(
        new LogException(LogException.Code.MEMBER, "a log in memory has one member"));
  }

  /// Lets what waits be done first.
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}

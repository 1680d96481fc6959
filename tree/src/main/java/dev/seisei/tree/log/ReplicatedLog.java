package dev.seisei.tree.log;

import java.util.concurrent.CompletableFuture;

/// An ordered, durable log that feeds a [Replica].
///
/// Safe for any number of threads. A future that fails with a [LogException] says by its code what
/// became of the call; no future stays open for ever.
public interface ReplicatedLog extends AutoCloseable {

  /// The largest command.
  int MAX_COMMAND_BYTES = 64 << 10;

  /// Appends a command.
  ///
  /// @param command at most [#MAX_COMMAND_BYTES]; not changed afterwards
  /// @return completes with the replica's answer once the command is durable, committed and applied
  ///   here
  CompletableFuture<byte[]> propose(byte[] command);

  /// Completes when all that was acknowledged anywhere before this call is applied here: whoever
  /// reads then reads linearizably.
  CompletableFuture<Void> barrier();

  /// Who keeps the log, as this member knows it.
  Members members();

  /// Lets a member in: with a vote, or as a learner that follows without one.
  CompletableFuture<Void> join(Member member);

  /// Lets a member go.
  CompletableFuture<Void> leave(MemberId member);

  /// Makes another member the leader.
  CompletableFuture<Void> transfer(MemberId member);

  @Override
  void close();
}

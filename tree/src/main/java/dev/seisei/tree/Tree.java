package dev.seisei.tree;

import dev.seisei.tree.command.Op;
import dev.seisei.tree.command.Operation;
import dev.seisei.tree.command.Reply;
import dev.seisei.tree.log.Member;
import dev.seisei.tree.log.MemberId;
import dev.seisei.tree.log.Members;
import dev.seisei.tree.log.Replica;
import dev.seisei.tree.log.ReplicatedLog;
import dev.seisei.tree.node.Condition;
import dev.seisei.tree.node.KeepWhile;
import dev.seisei.tree.node.Node;
import dev.seisei.tree.node.Path;
import dev.seisei.tree.node.Pattern;
import dev.seisei.tree.node.Payload;
import dev.seisei.tree.state.History;
import dev.seisei.tree.state.Machine;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A store of paths and payloads, the same at every member of its log.
///
/// - **Reads** are of a [View]: [#view] is what this member knows, at once; [#consistentView] is
///   all that was acknowledged anywhere before the call.
/// - **Writes** are asynchronous: a future completes when the write is durable and part of this
///   member's [#view], or fails with a [TreeException] (inside a `CompletionException` where it is
///   joined). What is tried again after a change of leader is never done twice. An answer comes
///   within [Options#timeout].
/// - Several reads and writes at one moment are a [#transact] or a list of [#submit].
///
/// Safe for any number of threads. A process may open as many as it likes, each on its own log.
public final class Tree implements AutoCloseable {

  /// How a store is used.
  ///
  /// @param timeout of each call
  /// @param history how much is remembered for those who follow
  public record Options(Duration timeout, History.Bounds history) {
    public static final Options USUAL = new Options(Duration.ofSeconds(5), History.Bounds.USUAL);
  }

  /// Opens a log that feeds a replica.
  @FunctionalInterface
  public interface Opener {
    ReplicatedLog open(Replica replica) throws IOException;
  }

  private final Machine machine;
  private final ReplicatedLog log;
  private final Options options;
  private final Proposer proposer;
  private final Transactor transactor;
  private final Watchers watchers = new Watchers();
  private final ExecutorService callbacks =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("tree-call").factory());

  private Tree(Machine machine, ReplicatedLog log, Options options) {
    this.machine = machine;
    this.log = log;
    this.options = options;
    this.proposer = new Proposer(log, options.timeout, callbacks);
    this.transactor = new Transactor(this, options.timeout, callbacks);
  }

  /// Opens a store.
  ///
  /// @throws IOException if its log can not be opened
  public static Tree open(Opener opener, Options options) throws IOException {
    var machine = new Machine(options.history);
    return new Tree(machine, opener.open(machine), options);
  }

  /// What this member knows: at once, without a lock, perhaps a moment behind others.
  public View view() {
    return new View(machine.state(), Long.MAX_VALUE);
  }

  /// All that was acknowledged anywhere before the call.
  public CompletableFuture<View> consistentView() {
    return fence().thenApply(_ -> view());
  }

  /// Completes when this member's [#view] contains all that was acknowledged anywhere before the
  /// call.
  public CompletableFuture<Void> fence() {
    return answered(log.barrier());
  }

  /// Gives a node a payload, making it and those above it where they are missing.
  public CompletableFuture<Written> put(Path path, Payload payload) {
    return one(Op.Mode.PUT, Pattern.of(path), payload, null, false);
  }

  /// Gives a node a payload for as long as something holds.
  public CompletableFuture<Written> put(Path path, Payload payload, KeepWhile keepWhile) {
    return one(Op.Mode.PUT, Pattern.of(path), payload, keepWhile, false);
  }

  /// Gives a node a payload, and tells what was there before.
  public CompletableFuture<Written> getAndPut(Path path, Payload payload) {
    return one(Op.Mode.PUT, Pattern.of(path), payload, null, true);
  }

  /// Makes a node; fails with `tree.exists` if there is one.
  public CompletableFuture<Written> create(Path path, Payload payload) {
    return one(Op.Mode.CREATE, Pattern.of(path), payload, null, false);
  }

  /// Changes a node; fails with `tree.missing` if there is none.
  public CompletableFuture<Written> update(Path path, Payload payload) {
    return one(Op.Mode.UPDATE, Pattern.of(path), payload, null, false);
  }

  /// Changes a node if it meets a condition; fails with `tree.missing` if there is none and with
  /// `tree.mismatch` if it does not.
  public CompletableFuture<Written> compareAndSwap(Path path, Condition when, Payload payload) {
    return one(Op.Mode.UPDATE, Pattern.of(path, when), payload, null, false);
  }

  /// Takes a node its payload and leaves it where it is; fails with `tree.missing` if there is
  /// none.
  public CompletableFuture<Written> clearPayload(Path path) {
    return one(Op.Mode.UPDATE, Pattern.of(path), null, null, false);
  }

  /// Removes a node and all below it; no mistake if there is none.
  ///
  /// @return how many were removed: 0 or 1
  public CompletableFuture<Long> delete(Path path) {
    return deleteMany(Pattern.of(path));
  }

  /// Removes a node and all below it, and tells what was there.
  public CompletableFuture<Written> getAndDelete(Path path) {
    return submit(List.of(new Op.Delete(Pattern.of(path), 1, true))).thenApply(Written::of);
  }

  /// Gives all nodes that a pattern means a payload, and makes those whose names end the pattern:
  /// see [Op.Put].
  ///
  /// @return how many
  public CompletableFuture<Long> putMany(Pattern pattern, Payload payload) {
    return many(Op.Mode.PUT, pattern, payload);
  }

  /// Makes the nodes whose names end a pattern where they are missing.
  public CompletableFuture<Long> createMany(Pattern pattern, Payload payload) {
    return many(Op.Mode.CREATE, pattern, payload);
  }

  /// Changes all nodes that a pattern means; with a condition in it a compare-and-swap of many.
  public CompletableFuture<Long> updateMany(Pattern pattern, Payload payload) {
    return many(Op.Mode.UPDATE, pattern, payload);
  }

  /// Takes all nodes that a pattern means their payload.
  public CompletableFuture<Long> clearPayloadMany(Pattern pattern) {
    return many(Op.Mode.UPDATE, pattern, null);
  }

  /// Removes all nodes that a pattern means, and all below them, at one moment. A pattern that
  /// means all children of a node costs the same however many there are.
  ///
  /// @return how many matched; what is below them is not counted
  public CompletableFuture<Long> deleteMany(Pattern pattern) {
    return submit(List.of(new Op.Delete(pattern, Long.MAX_VALUE, false))).thenApply(Tree::matched);
  }

  /// Removes all nodes that a pattern means in several commands, so that others wait for no more
  /// than a slice. Those that come meanwhile are removed too.
  ///
  /// @param slice nodes a command, at least 1
  public CompletableFuture<Long> deleteInSlices(Pattern pattern, long slice) {
    return deleteInSlices(pattern, slice, 0);
  }

  private CompletableFuture<Long> deleteInSlices(Pattern pattern, long slice, long before) {
    return submit(List.of(new Op.Delete(pattern, slice, false)))
        .thenCompose(applied -> {
          long removed = before + matched(applied);
          boolean more = applied.outcomes().isEmpty() || applied.outcomes().getFirst().more();
          return more
              ? deleteInSlices(pattern, slice, removed)
              : CompletableFuture.completedFuture(removed);
        });
  }

  /// Does operations together, or none of them.
  public CompletableFuture<Reply.Applied> submit(List<Op> ops) {
    return proposer.submit(ops);
  }

  /// Does operations together, once however often they are submitted with the same number.
  public CompletableFuture<Reply.Applied> submit(Operation operation, List<Op> ops) {
    return proposer.submit(operation, ops);
  }

  /// Runs a function that reads and writes, and does what it wrote if all that it read is still so
  /// then; if not, runs it again, until [Options#timeout]. So it may run several times and must do
  /// nothing else.
  ///
  /// @return what the function returned; fails with the [TreeException] by which it ended, or with
  ///   `tree.contended` if others were always faster
  public <T> CompletableFuture<T> transact(Function<Transaction, T> function) {
    return transactor.transact(function);
  }

  /// Tells a listener what happens.
  ///
  /// @throws TreeException if there are too many subscriptions
  public Subscription watch(Watch watch, Subscription.Listener listener) {
    var subscription =
        new Subscription(watch, listener, machine.state(), machine.history(), watchers);
    watchers.add(subscription);
    return subscription;
  }

  /// Keeps a map of something of each node that a pattern means.
  ///
  /// @param pattern without conditions
  /// @param key of a path, another one for each
  /// @param value of a node; null for none
  public <K, V> Projection<K, V> project(
      Pattern pattern, Function<Path, K> key, BiFunction<Path, Node, @Nullable V> value) {
    return new Projection<>(this, pattern, key, value);
  }

  /// Who keeps the store, as this member knows it.
  public Members members() {
    return log.members();
  }

  public CompletableFuture<Void> join(Member member) {
    return answered(log.join(member));
  }

  public CompletableFuture<Void> leave(MemberId member) {
    return answered(log.leave(member));
  }

  /// Makes another member the leader.
  public CompletableFuture<Void> transfer(MemberId member) {
    return answered(log.transfer(member));
  }

  /// Ends all subscriptions, closes the log, and waits for what callers do with answers, up to
  /// [Options#timeout].
  @Override
  public void close() {
    proposer.close();
    watchers.close();
    log.close();
    callbacks.shutdown();
    try {
      if (!callbacks.awaitTermination(options.timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        callbacks.shutdownNow();
      }
    } catch (InterruptedException e) {
      callbacks.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private CompletableFuture<Written> one(
      Op.Mode mode,
      Pattern where,
      @Nullable Payload payload,
      @Nullable KeepWhile keepWhile,
      boolean returning) {
    return submit(List.of(new Op.Put(where, mode, payload, keepWhile, returning)))
        .thenApply(Written::of);
  }

  private CompletableFuture<Long> many(Op.Mode mode, Pattern where, @Nullable Payload payload) {
    return submit(List.of(new Op.Put(where, mode, payload, null, false))).thenApply(Tree::matched);
  }

  private static long matched(Reply.Applied applied) {
    return applied.outcomes().isEmpty() ? 0 : applied.outcomes().getFirst().matched();
  }

  private <T> CompletableFuture<T> answered(CompletableFuture<T> call) {
    if (call.isDone() && !call.isCompletedExceptionally()) {
      return call; // as a log of one member answers: no other thread is needed
    }
    return call.copy()
        .orTimeout(options.timeout.toMillis(), TimeUnit.MILLISECONDS)
        .thenApplyAsync(answer -> answer, callbacks)
        .exceptionallyCompose(
            failure -> CompletableFuture.failedFuture(Proposer.asTreeException(failure)));
  }
}

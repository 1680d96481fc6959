package dev.seisei.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seisei.tree.command.Op;
import dev.seisei.tree.log.LogException;
import dev.seisei.tree.log.Member;
import dev.seisei.tree.log.MemberId;
import dev.seisei.tree.log.Members;
import dev.seisei.tree.log.MemoryLog;
import dev.seisei.tree.log.Replica;
import dev.seisei.tree.log.ReplicatedLog;
import dev.seisei.tree.node.Path;
import dev.seisei.tree.node.Pattern;
import dev.seisei.tree.node.Payload;
import dev.seisei.tree.state.History;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Calls whose log is in trouble.
@Timeout(60)
final class TriedAgainTest {
  private static final Payload ONE = Payload.text("1");

  /// A log that loses some commands and some answers, as one does whose leader changes.
  private static class Forgetful implements ReplicatedLog {
    private final MemoryLog log;
    private final SplittableRandom random = new SplittableRandom(5);

    Forgetful(Replica replica) {
      log = new MemoryLog(replica);
    }

    @Override
    public synchronized CompletableFuture<byte[]> propose(byte[] command) {
      return switch (random.nextInt(3)) {
        case 0 -> failed(LogException.Code.NO_LEADER);
        case 1 -> log.propose(command).thenCompose(_ -> failed(LogException.Code.UNKNOWN));
        default -> log.propose(command);
      };
    }

    private static CompletableFuture<byte[]> failed(LogException.Code code) {
      return CompletableFuture.failedFuture(new LogException(code, "the leader is gone"));
    }

    @Override
    public CompletableFuture<Void> barrier() {
      return log.barrier();
    }

    @Override
    public Members members() {
      return log.members();
    }

    @Override
    public CompletableFuture<Void> join(Member member) {
      return log.join(member);
    }

    @Override
    public CompletableFuture<Void> leave(MemberId member) {
      return log.leave(member);
    }

    @Override
    public CompletableFuture<Void> transfer(MemberId member) {
      return log.transfer(member);
    }

    @Override
    public void close() {
      log.close();
    }
  }

  /// A log that never answers.
  private static final class Silent extends Forgetful {
    Silent(Replica replica) {
      super(replica);
    }

    @Override
    public synchronized CompletableFuture<byte[]> propose(byte[] command) {
      return new CompletableFuture<>();
    }
  }

  @Test
  void are_tried_again_and_done_once() throws IOException {
    try (var tree = Tree.open(Forgetful::new, Tree.Options.USUAL)) {
      var calls = new ArrayList<CompletableFuture<Written>>();
      for (int i = 0; i < 300; i++) {
        // Done twice, it would find that the node exists.
        calls.add(tree.create(Path.of("n", String.valueOf(i)), ONE));
      }
      for (var call : calls) {
        assertThat(call.join().version()).isEqualTo(1);
      }
      assertThat(tree.view().children(Path.of("n"))).hasSize(300);
    }
  }

  @Test
  void end_when_their_time_is_up() throws IOException {
    var options = new Tree.Options(Duration.ofMillis(100), History.Bounds.USUAL);
    try (var tree = Tree.open(Silent::new, options)) {
      TreeTest.assertRefused(tree.put(Path.of("a"), ONE), "tree.timeout");
    }
  }

  @Test
  void beyond_what_the_store_remembers_are_refused_at_once() throws IOException {
    var options = new Tree.Options(Duration.ofSeconds(2), History.Bounds.USUAL);
    try (var tree = Tree.open(Silent::new, options)) {
      for (int i = 0; i < 4096; i++) {
        var _ = tree.put(Path.of("a"), ONE);
      }
      TreeTest.assertRefused(tree.put(Path.of("a"), ONE), "tree.busy");
    }
  }

  @Test
  void that_are_a_mistake_are_not_counted() throws IOException {
    var put = new Op.Put(Pattern.parse("/a"), Op.Mode.PUT, ONE, null, false);
    List<Op> tooMany = Collections.nCopies(1001, put);
    try (var tree = Tree.open(MemoryLog::new, Tree.Options.USUAL)) {
      for (int i = 0; i < 5000; i++) {
        assertThatThrownBy(() -> tree.submit(tooMany)).isInstanceOf(IllegalArgumentException.class);
      }
      assertThat(tree.put(Path.of("a"), ONE).join().version()).isEqualTo(1);
    }
  }
}

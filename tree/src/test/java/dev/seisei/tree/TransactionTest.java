package dev.seisei.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.tree.command.Op;
import dev.seisei.tree.node.Comparison;
import dev.seisei.tree.node.Condition;
import dev.seisei.tree.node.KeepWhile;
import dev.seisei.tree.node.Path;
import dev.seisei.tree.node.Pattern;
import dev.seisei.tree.node.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Reads and writes at one moment.
@Timeout(60)
final class TransactionTest extends OnMemory {
  private static final Path A = Path.parse("/accounts/a");
  private static final Path B = Path.parse("/accounts/b");
  private static final Payload ONE = Payload.text("1");

  private static int amount(@Nullable Payload payload) {
    return payload == null ? 0 : Integer.parseInt(payload.text());
  }

  private static Payload amount(int amount) {
    return Payload.text(String.valueOf(amount));
  }

  @Test
  void many_at_once_lose_nothing() {
    tree.put(A, amount(1000)).join();
    tree.put(B, amount(1000)).join();
    var transfers = new ArrayList<CompletableFuture<Integer>>();
    for (int i = 0; i < 200; i++) {
      int sum = i % 7 - 3;
      transfers.add(
          tree.transact(tx -> {
            int left = amount(tx.get(A)) - sum;
            tx.put(A, amount(left));
            tx.put(B, amount(amount(tx.get(B)) + sum));
            return left;
          }));
    }
    transfers.forEach(CompletableFuture::join);
    int expected = 1000 - IntStream.range(0, 200).map(i -> i % 7 - 3).sum();
    assertThat(amount(tree.view().get(A))).isEqualTo(expected);
    assertThat(amount(tree.view().get(A)) + amount(tree.view().get(B))).isEqualTo(2000);
  }

  @Test
  void sees_its_own_writes_and_nobody_else_does_before_the_end() {
    String seen =
        tree.transact(
                tx -> {
                  tx.create(A, ONE);
                  tx.put(B, ONE);
                  tx.delete(B);
                  assertThat(tree.view().exists(A)).isFalse();
                  assertThat(tx.exists(B)).isFalse();
                  return tx.list(Pattern.parse("/accounts/*")).keySet().toString();
                })
            .join();
    assertThat(seen).isEqualTo("[/accounts/a]");
    assertThat(tree.view().exists(A)).isTrue();
  }

  @Test
  void runs_again_when_what_it_read_changed_meanwhile() {
    tree.put(A, ONE).join();
    var runs = new AtomicInteger();
    int children =
        tree.transact(
                tx -> {
                  int count = tx.list(Pattern.parse("/accounts/**")).size();
                  if (runs.incrementAndGet() == 1) {
                    tree.put(B, ONE).join();
                  }
                  tx.put(Path.parse("/count"), amount(count));
                  return count;
                })
            .join();
    assertThat(runs).hasValue(2);
    assertThat(children).isEqualTo(2);
  }

  @Test
  void does_not_run_again_for_what_it_did_not_read() {
    tree.put(A, ONE).join();
    var runs = new AtomicInteger();
    tree.transact(
            tx -> {
              tx.get(A);
              tx.exists(B.child("none"));
              runs.incrementAndGet();
              tree.put(B, ONE).join();
              tree.put(A.child("x"), ONE).join();
              tx.put(Path.parse("/count"), ONE);
              return 0;
            })
        .join();
    assertThat(runs).hasValue(1);
  }

  /// A node that went and came back has the version that it had, but is not what was read.
  @Test
  void notices_what_went_and_came_back() {
    tree.put(A, ONE).join();
    var runs = new AtomicInteger();
    tree.transact(
            tx -> {
              tx.get(A);
              if (runs.incrementAndGet() == 1) {
                tree.delete(A).join();
                tree.put(A, ONE).join();
              }
              tx.put(B, ONE);
              return 0;
            })
        .join();
    assertThat(runs).hasValue(2);
  }

  @Test
  void an_aborted_one_leaves_no_trace() {
    TreeTest.assertRefused(
        tree.transact(tx -> {
          tx.put(A, ONE);
          throw tx.abort("too little money");
        }),
        "tree.aborted");
    TreeTest.assertRefused(
        tree.transact(tx -> {
          tx.update(A, ONE);
          return 0;
        }),
        "tree.missing");
    TreeTest.assertRefused(
        tree.transact(tx -> {
          tx.put(A, ONE, KeepWhile.exists(B));
          return 0;
        }),
        "tree.keep-while");
    assertThat(tree.view().exists(A.parent())).isFalse();
  }

  @Test
  void a_list_of_operations_chooses_by_what_there_is() {
    var third = Pattern.of(A, Condition.version(Comparison.GE, 3));
    Op raise = new Op.Put(Pattern.of(A), Op.Mode.PUT, null, null, false);
    for (int i = 0; i < 5; i++) {
      var put = new Op.Put(Pattern.of(A), Op.Mode.PUT, amount(i), null, false);
      tree.submit(List.of(new Op.Choose(third, List.of(), List.of(put)))).join();
    }
    assertThat(amount(tree.view().get(A))).isEqualTo(2);
    TreeTest.assertRefused(
        tree.submit(List.of(raise, new Op.Require(third, false))), "tree.mismatch");
    TreeTest.assertRefused(tree.submit(List.of(raise, new Op.Abort("not today"))), "tree.aborted");
    assertThat(tree.view().hasData(A)).as("nothing of it was done").isTrue();
    var outcome = tree.submit(List.of(new Op.Read(Pattern.parse("/**"), 1))).join().outcomes();
    assertThat(outcome.getFirst().more()).isTrue();
  }
}

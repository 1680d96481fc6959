package dev.seisei.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seisei.tree.command.Op;
import dev.seisei.tree.command.Operation;
import dev.seisei.tree.node.Comparison;
import dev.seisei.tree.node.Condition;
import dev.seisei.tree.node.KeepWhile;
import dev.seisei.tree.node.Path;
import dev.seisei.tree.node.Pattern;
import dev.seisei.tree.node.Payload;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/// What each call does, on a log in memory.
final class TreeTest extends OnMemory {
  private static final Path WORLD = Path.parse("/worlds/archipelago");
  private static final Payload ONE = Payload.text("one");
  private static final Payload TWO = Payload.text("two");

  static void assertRefused(CompletableFuture<?> call, String code) {
    assertThatThrownBy(call::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            TreeException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }

  private long childrenVersion(Path path) {
    var entry = tree.view().entry(path);
    return entry == null ? 0 : entry.childrenVersion();
  }

  @Test
  void put_makes_a_node_and_those_above_it() {
    var written = tree.put(WORLD, ONE).join();
    assertThat(written.version()).isEqualTo(1);
    View view = tree.view();
    assertThat(view.version()).isEqualTo(written.treeVersion());
    assertThat(view.get(WORLD)).isEqualTo(ONE);
    assertThat(view.exists(WORLD.parent())).isTrue();
    assertThat(view.hasData(WORLD.parent())).isFalse();
    assertThat(view.getOr(WORLD.child("edits"), TWO)).isEqualTo(TWO);
  }

  @Test
  void put_counts_versions_of_payloads_and_of_lists_of_children() {
    tree.put(WORLD, ONE).join();
    assertThat(tree.put(WORLD, ONE).join().version()).as("the same payload").isEqualTo(1);
    assertThat(tree.put(WORLD, TWO).join().version()).isEqualTo(2);
    assertThat(tree.getAndPut(WORLD, ONE).join().before()).isNotNull();
    long before = childrenVersion(WORLD);
    tree.put(WORLD.child("a"), ONE).join();
    tree.put(WORLD.child("a"), TWO).join();
    tree.put(WORLD.child("b"), TWO).join();
    assertThat(childrenVersion(WORLD)).isEqualTo(before + 2);
    tree.delete(WORLD.child("a")).join();
    assertThat(childrenVersion(WORLD)).isEqualTo(before + 3);
    assertThat(tree.view().children(WORLD)).hasSize(1);
  }

  @Test
  void create_update_and_swap_refuse_what_is_not_as_they_want_it() {
    assertRefused(tree.update(WORLD, ONE), "tree.missing");
    assertRefused(tree.clearPayload(WORLD), "tree.missing");
    tree.create(WORLD, ONE).join();
    assertRefused(tree.create(WORLD, TWO), "tree.exists");
    var second = Condition.version(Comparison.EQ, 2);
    assertRefused(tree.compareAndSwap(WORLD, second, TWO), "tree.mismatch");
    tree.update(WORLD, TWO).join();
    assertThat(tree.compareAndSwap(WORLD, second, ONE).join().version()).isEqualTo(3);
    tree.clearPayload(WORLD).join();
    assertThat(tree.view().exists(WORLD)).isTrue();
    assertThat(tree.view().hasData(WORLD)).isFalse();
  }

  @Test
  void what_stands_only_for_its_children_goes_with_the_last() {
    Path deep = Path.parse("/a/b/c/d");
    tree.put(deep, ONE).join();
    tree.put(Path.parse("/a/b"), TWO).join();
    assertThat(tree.delete(deep).join()).isEqualTo(1);
    assertThat(tree.view().exists(Path.parse("/a/b/c"))).isFalse();
    assertThat(tree.view().exists(Path.parse("/a/b"))).isTrue();
    assertThat(tree.delete(deep).join()).isZero();
    tree.delete(Path.parse("/a/b")).join();
    assertThat(tree.view().count(Pattern.parse("/**"))).isZero();
  }

  @Test
  void many_are_written_and_removed_by_pattern() {
    for (String world : List.of("a", "b", "c")) {
      tree.put(Path.of("worlds", world), ONE).join();
    }
    assertThat(tree.putMany(Pattern.parse("/worlds/*/lock"), TWO).join()).isEqualTo(3);
    assertThat(tree.createMany(Pattern.parse("/worlds/*/lock"), ONE).join()).isZero();
    assertThat(tree.createMany(Pattern.parse("/worlds/*[name = \"b\"]/key"), ONE).join())
        .isEqualTo(1);
    assertThat(tree.updateMany(Pattern.parse("/worlds/*[children > 1]"), TWO).join()).isEqualTo(1);
    assertThat(tree.view().get(Path.parse("/worlds/b"))).isEqualTo(TWO);
    assertThat(tree.clearPayloadMany(Pattern.parse("/worlds/*")).join()).isEqualTo(3);
    assertThat(tree.deleteInSlices(Pattern.parse("/worlds/*/lock"), 2).join()).isEqualTo(3);
    assertThat(tree.deleteMany(Pattern.parse("/worlds/*")).join()).isEqualTo(3);
    assertThat(tree.view().exists(Path.parse("/worlds"))).isFalse();
    assertRefused(tree.deleteMany(Pattern.ROOT), "tree.root");
    assertRefused(tree.createMany(Pattern.parse("/worlds/*"), ONE), "tree.pattern");
  }

  @Test
  void a_view_stays_what_it_was() {
    tree.put(WORLD, ONE).join();
    View view = tree.view();
    tree.delete(WORLD).join();
    assertThat(view.get(WORLD)).isEqualTo(ONE);
    assertThat(tree.consistentView().join().exists(WORLD)).isFalse();
  }

  @Test
  void a_view_folds_maps_and_filters_in_order() {
    for (int i = 9; i >= 0; i--) {
      tree.put(WORLD.child("n" + i), Payload.text(String.valueOf(i))).join();
    }
    View view = tree.view();
    var all = Pattern.of(WORLD).thenAny();
    assertThat(view.count(all)).isEqualTo(10);
    assertThat(view.map(all, (path, _) -> path.name()))
        .containsExactly("n0", "n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8", "n9");
    assertThat(view.<Integer>fold(all, 0, (sum, _, node) -> sum + (int) node.bytes()))
        .isEqualTo(10);
    assertThat(view.filter(all, (path, _) -> path.name().compareTo("n8") >= 0)).hasSize(2);
    assertThat(view.list(all, 3)).hasSize(3);
    assertThat(view.children(WORLD)).hasSize(10);
    assertThat(view.children(WORLD.child("none"))).isEmpty();
  }

  @Test
  void a_node_goes_when_what_it_is_kept_for_goes() {
    Path session = Path.parse("/sessions/1");
    tree.put(session, ONE).join();
    tree.put(WORLD.child("lock"), ONE, KeepWhile.exists(session)).join();
    tree.put(Path.parse("/other"), ONE, KeepWhile.exists(WORLD)).join();
    assertThat(tree.view().keepWhile(WORLD.child("lock"))).isEqualTo(KeepWhile.exists(session));
    assertRefused(
        tree.put(Path.parse("/x"), ONE, KeepWhile.exists(Path.parse("/none"))), "tree.keep-while");
    tree.delete(session).join();
    assertThat(tree.view().count(Pattern.parse("/**"))).as("one after the other").isZero();
  }

  @Test
  void an_operation_is_done_once() {
    Op put = new Op.Put(Pattern.of(WORLD), Op.Mode.CREATE, ONE, null, false);
    var operation = new Operation("ada", 7, 0);
    var first = tree.submit(operation, List.of(put)).join();
    var second = tree.submit(operation, List.of(put)).join();
    assertThat(second.repeated()).isTrue();
    assertThat(second.outcomes()).isEqualTo(first.outcomes());
    assertThat(second.index()).isEqualTo(first.index());
    tree.submit(new Operation("ada", 9, 9), List.of()).join();
    assertRefused(tree.submit(operation, List.of(put)), "operation.forgotten");
  }

  @Test
  void what_is_too_large_is_refused_before_it_is_written() {
    var large = Payload.wrap(Payload.BYTES, new byte[Payload.MAX_BYTES]);
    tree.put(WORLD, large).join();
    var put = new Op.Put(Pattern.of(WORLD), Op.Mode.PUT, large, null, false);
    assertRefused(tree.submit(List.of(put, put)), "tree.too-large");
    assertThatThrownBy(() -> Payload.wrap(Payload.BYTES, new byte[Payload.MAX_BYTES + 1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("keep larger things as blobs");
  }

  @Test
  void a_closed_store_says_so() {
    tree.close();
    assertRefused(tree.put(WORLD, ONE), "log.closed");
    assertRefused(tree.fence(), "log.closed");
  }
}

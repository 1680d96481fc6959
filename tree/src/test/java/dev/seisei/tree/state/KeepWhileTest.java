package dev.seisei.tree.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.tree.command.Command;
import dev.seisei.tree.command.CommandCodec;
import dev.seisei.tree.command.Op;
import dev.seisei.tree.command.Reply;
import dev.seisei.tree.command.ReplyCodec;
import dev.seisei.tree.node.Comparison;
import dev.seisei.tree.node.Condition;
import dev.seisei.tree.node.KeepWhile;
import dev.seisei.tree.node.Path;
import dev.seisei.tree.node.Pattern;
import dev.seisei.tree.node.Payload;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Nodes that are kept while something holds.
final class KeepWhileTest {
  private final Machine machine = ModelTest.machine();
  private long index;

  private Reply apply(Op... ops) {
    byte[] command = CommandCodec.encode(new Command(null, List.of(ops)));
    return ReplyCodec.decode(machine.apply(++index, command));
  }

  private static Op put(String path, KeepWhile keepWhile) {
    return new Op.Put(Pattern.parse(path), Op.Mode.PUT, Payload.text("x"), keepWhile, false);
  }

  private static Op delete(String path) {
    return new Op.Delete(Pattern.parse(path), Long.MAX_VALUE, false);
  }

  private long nodes() {
    return machine.state().root().below();
  }

  @Test
  void a_chain_falls_with_its_first() {
    apply(put("/n/0", KeepWhile.ALWAYS));
    for (int i = 1; i < 1000; i++) {
      apply(put("/n/" + i, KeepWhile.exists(Path.of("n", String.valueOf(i - 1)))));
    }
    assertThat(nodes()).isEqualTo(1001);
    apply(delete("/n/500"));
    assertThat(nodes()).isEqualTo(501);
    apply(delete("/n/0"));
    assertThat(nodes()).isZero();
    assertThat(machine.state().guards()).isEqualTo(Guards.NONE);
  }

  @Test
  void a_circle_stands_and_falls_together() {
    assertThat(
            apply(
                put("/a", KeepWhile.exists(Path.of("b"))),
                put("/b", KeepWhile.exists(Path.of("c"))),
                put("/c", KeepWhile.exists(Path.of("a")))))
        .isInstanceOf(Reply.Applied.class);
    assertThat(nodes()).isEqualTo(3);
    apply(delete("/b"));
    assertThat(nodes()).isZero();
    assertThat(apply(put("/a", KeepWhile.exists(Path.of("b"))))).isInstanceOf(Reply.Refused.class);
  }

  @Test
  void many_fall_at_once() {
    apply(put("/session", KeepWhile.ALWAYS));
    for (int i = 0; i < 2000; i++) {
      apply(put("/present/" + i, KeepWhile.exists(Path.of("session"))));
    }
    apply(delete("/session"));
    assertThat(nodes()).isZero();
  }

  @Test
  void conditions_are_about_payloads_and_lists_of_children_too() {
    var two = Condition.children(Comparison.LT, 2);
    apply(put("/room", KeepWhile.ALWAYS));
    apply(put("/open", KeepWhile.of(Path.of("room"), two)));
    apply(put("/self", KeepWhile.of(Path.of("self"), Condition.version(Comparison.LT, 2))));
    apply(put("/room/1", KeepWhile.ALWAYS));
    assertThat(machine.state().root().child("open")).isNotNull();
    apply(put("/room/2", KeepWhile.ALWAYS));
    assertThat(machine.state().root().child("open")).isNull();
    apply(new Op.Put(Pattern.parse("/self"), Op.Mode.PUT, null, null, false));
    assertThat(machine.state().root().child("self")).isNull();
  }

  @Test
  void what_is_put_without_is_kept_as_before_and_always_frees_it() {
    apply(put("/session", KeepWhile.ALWAYS));
    apply(put("/a", KeepWhile.exists(Path.of("session"))));
    apply(new Op.Put(Pattern.parse("/a"), Op.Mode.PUT, null, null, false));
    assertThat(machine.state().guards().of(Path.of("a"))).isNotNull();
    apply(put("/a", KeepWhile.ALWAYS));
    apply(delete("/session"));
    assertThat(machine.state().root().child("a")).isNotNull();
  }
}

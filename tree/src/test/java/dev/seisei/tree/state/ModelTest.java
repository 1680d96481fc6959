package dev.seisei.tree.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.tree.command.Command;
import dev.seisei.tree.command.CommandCodec;
import dev.seisei.tree.command.Reply;
import dev.seisei.tree.command.ReplyCodec;
import dev.seisei.tree.node.Node;
import dev.seisei.tree.node.Path;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The store and a plain model of it do the same, whatever is asked of them in whatever order.
final class ModelTest {
  private static final int COMMANDS = 2000;

  static Machine machine() {
    return new Machine(History.Bounds.USUAL);
  }

  static byte[] snapshot(Machine machine) throws IOException {
    var out = new ByteArrayOutputStream();
    machine.freeze().write(out);
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void does_what_the_model_does(long seed) throws IOException {
    var random = new SplittableRandom(seed);
    var commands = new Commands(random);
    var model = new Model();
    var replica = machine();
    var machine = machine();
    long index = 0;
    int applied = 0;
    for (int i = 0; i < COMMANDS; i++) {
      index += 1 + random.nextInt(3);
      Command command = commands.next();
      byte[] bytes = CommandCodec.encode(command);
      assertThat(CommandCodec.decode(bytes)).isEqualTo(command);
      byte[] answer = machine.apply(index, bytes);
      assertThat(replica.apply(index, bytes)).as("another replica's answer").isEqualTo(answer);
      if (isAsTheModelSays(ReplyCodec.decode(answer), index, command, model)) {
        applied++;
      }
      assertThat(plain(machine.state())).as("after %s", command).isEqualTo(model.nodes());
      if (random.nextInt(50) == 0) {
        byte[] snapshot = snapshot(machine);
        machine = machine();
        machine.load(new ByteArrayInputStream(snapshot));
        assertThat(snapshot(machine)).isEqualTo(snapshot);
        assertThat(machine.state().index()).isEqualTo(index);
      }
    }
    assertThat(snapshot(replica)).isEqualTo(snapshot(machine));
    assertThat(applied).as("commands that did something").isGreaterThan(COMMANDS / 3);
  }

  static boolean isAsTheModelSays(Reply reply, long index, Command command, Model model) {
    List<Long> expected;
    try {
      expected = model.apply(index, command.ops());
    } catch (Model.No no) {
      assertThat(reply)
          .as("answer to %s", command)
          .isInstanceOfSatisfying(
              Reply.Refused.class,
              refused -> assertThat(refused.code()).isEqualTo(no.getMessage()));
      return false;
    }
    assertThat(reply)
        .as("answer to %s", command)
        .isInstanceOfSatisfying(
            Reply.Applied.class,
            done ->
                assertThat(done.outcomes()).extracting(Reply.Outcome::matched).isEqualTo(expected));
    return true;
  }

  static SortedMap<Path, Model.Plain> plain(State state) {
    var all = new TreeMap<Path, Model.Plain>();
    gather(Path.ROOT, state.root(), state.guards(), all);
    return all;
  }

  private static void gather(
      Path path, Node node, Guards guards, SortedMap<Path, Model.Plain> all) {
    all.put(
        path,
        new Model.Plain(
            node.payload(),
            node.version(),
            node.childrenVersion(),
            node.changed(),
            node.implied(),
            guards.of(path)));
    long below = 0;
    long bytes = node.payload() == null ? 0 : node.payload().size();
    for (var child : node.children().entrySet()) {
      gather(path.child(child.getKey()), child.getValue(), guards, all);
      below += 1 + child.getValue().below();
      bytes += child.getValue().bytes();
    }
    if (node.below() != below || node.bytes() != bytes) {
      throw new AssertionError(path + " counts " + node.below() + " nodes, " + node.bytes() + " B");
    }
  }
}

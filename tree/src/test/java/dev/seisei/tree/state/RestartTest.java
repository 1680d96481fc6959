package dev.seisei.tree.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.tree.command.Command;
import dev.seisei.tree.command.CommandCodec;
import dev.seisei.tree.command.Reply;
import dev.seisei.tree.command.ReplyCodec;
import dev.seisei.tree.disk.LossyDisk;
import dev.seisei.tree.embedded.EmbeddedLog;
import dev.seisei.tree.segment.Segments;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The store on a disk and a plain model of it do the same, also when it is closed, or the power
/// cut, between two calls.
@Timeout(120)
final class RestartTest {
  private static final int COMMANDS = 1500;
  private static final EmbeddedLog.Options SMALL =
      new EmbeddedLog.Options(10_000, new Segments.Options(8_000, 2_000));
  private static final Path FOLDER = Path.of("tree");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void does_what_the_model_does(long seed) throws IOException {
    var random = new SplittableRandom(seed);
    var commands = new Commands(random);
    var model = new Model();
    var disk = new LossyDisk();
    var machine = ModelTest.machine();
    var log = EmbeddedLog.open(disk, FOLDER, machine, SMALL);
    int applied = 0;
    for (int i = 1; i <= COMMANDS; i++) {
      Command command = commands.next();
      Reply reply = ReplyCodec.decode(log.propose(CommandCodec.encode(command)).join());
      applied += ModelTest.isAsTheModelSays(reply, i, command, model) ? 1 : 0;
      assertThat(ModelTest.plain(machine.state())).as("after %s", command).isEqualTo(model.nodes());
      if (random.nextInt(40) == 0) {
        LossyDisk left = disk.cut(random);
        log.close();
        if (random.nextBoolean()) {
          disk = left;
        }
        machine = ModelTest.machine();
        log = EmbeddedLog.open(disk, FOLDER, machine, SMALL);
        assertThat(ModelTest.plain(machine.state())).as("restarted").isEqualTo(model.nodes());
        assertThat(machine.state().index()).isEqualTo(i);
      }
    }
    log.close();
    assertThat(applied).as("commands that did something").isGreaterThan(COMMANDS / 3);
    assertThat(disk.files()).anyMatch(file -> file.toString().endsWith(".snapshot"));
  }
}

package dev.seisei.tree.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seisei.tree.command.Command;
import dev.seisei.tree.command.CommandCodec;
import dev.seisei.tree.command.Operation;
import dev.seisei.tree.command.ReplyCodec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bytes that are not what they should be are refused: nothing else happens.
final class CodecFuzzTest {

  private static List<byte[]> commands(SplittableRandom random, int count) {
    var commands = new Commands(random);
    var all = new ArrayList<byte[]>();
    for (int i = 0; i < count; i++) {
      Operation operation = random.nextBoolean() ? new Operation("ada", i, i / 2) : null;
      all.add(CommandCodec.encode(new Command(operation, commands.next().ops())));
    }
    return all;
  }

  /// Flips, cuts, doubles or replaces some bytes.
  static byte[] damaged(byte[] whole, SplittableRandom random) {
    byte[] bytes = whole.clone();
    int at = random.nextInt(bytes.length);
    return switch (random.nextInt(5)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(20));
      case 2 -> {
        bytes[at] = (byte) random.nextInt();
        yield bytes;
      }
      case 3 -> {
        // The largest numbers, where lengths and counts are.
        for (int i = at; i < Math.min(bytes.length, at + 8); i++) {
          bytes[i] = (byte) 0xff;
        }
        yield bytes;
      }
      default -> {
        int from = random.nextInt(bytes.length);
        int length = random.nextInt(Math.min(bytes.length - at, bytes.length - from) + 1);
        System.arraycopy(whole, from, bytes, at, length);
        yield bytes;
      }
    };
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void a_damaged_command_is_refused_or_is_another_command(long seed) {
    var random = new SplittableRandom(seed);
    var machine = ModelTest.machine();
    long index = 0;
    int refused = 0;
    for (byte[] whole : commands(random, 1500)) {
      byte[] answer = machine.apply(++index, whole);
      ReplyCodec.decode(answer);
      State before = machine.state();
      try {
        machine.apply(++index, damaged(whole, random));
      } catch (IllegalArgumentException e) {
        assertThat(e).message().isNotEmpty();
        assertThat(machine.state()).isSameAs(before);
        refused++;
      }
      try {
        ReplyCodec.decode(damaged(answer, random));
      } catch (IllegalArgumentException e) {
        assertThat(e).message().isNotEmpty();
      }
    }
    assertThat(refused).isGreaterThan(500);
  }

  private static byte[] snapshot(SplittableRandom random) throws IOException {
    var machine = ModelTest.machine();
    long index = 0;
    for (byte[] command : commands(random, 400)) {
      machine.apply(++index, command);
    }
    return ModelTest.snapshot(machine);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void a_damaged_snapshot_is_refused_and_says_where(long seed) throws IOException {
    var random = new SplittableRandom(seed);
    byte[] whole = snapshot(random);
    var machine = ModelTest.machine();
    for (int i = 0; i < 1000; i++) {
      byte[] bytes = damaged(whole, random);
      boolean isSame =
          bytes.length >= whole.length
              && Arrays.equals(bytes, 0, whole.length, whole, 0, whole.length);
      try {
        machine.load(new ByteArrayInputStream(bytes));
        assertThat(isSame).as("loads what was damaged, round %s", i).isTrue();
      } catch (IOException e) {
        assertThat(e).message().containsAnyOf("at byte", "before byte", "between byte", "format");
      }
    }
  }

  /// Damage that a checksum fits: what is inside is not trusted either.
  @Test
  void a_forged_snapshot_is_refused_or_is_another_state() throws IOException {
    var random = new SplittableRandom(4);
    byte[] whole = snapshot(random);
    int length = ByteBuffer.wrap(whole).getInt(Snapshots.HEAD);
    int from = Snapshots.HEAD + BlockWriter.HEAD;
    int refused = 0;
    for (int i = 0; i < 1500; i++) {
      byte[] block = Arrays.copyOfRange(whole, from, from + length);
      byte[] forged = damaged(block, random);
      var bytes = ByteBuffer.allocate(whole.length - length + forged.length);
      bytes.put(whole, 0, Snapshots.HEAD).putInt(forged.length);
      bytes.putInt(BlockWriter.checksum(0, forged)).put(forged);
      bytes.put(whole, from + length, whole.length - from - length);
      var machine = ModelTest.machine();
      try {
        machine.load(new ByteArrayInputStream(bytes.array()));
        assertThat(ModelTest.snapshot(machine)).isNotEmpty();
      } catch (IOException e) {
        assertThat(e).message().containsAnyOf("at byte", "before byte", "between byte");
        assertThat(machine.state()).isSameAs(State.EMPTY);
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(500);
  }

  @Test
  void a_newer_snapshot_is_refused() throws IOException {
    byte[] bytes = snapshot(new SplittableRandom(5));
    ByteBuffer.wrap(bytes).putInt(8, Snapshots.FORMAT + 1);
    assertThatThrownBy(() -> ModelTest.machine().load(new ByteArrayInputStream(bytes)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("format 2, and this program knows 1");
  }

  @Test
  void a_command_that_nests_without_end_is_refused() {
    byte[] deep = new byte[60_000];
    deep[0] = 1;
    for (int i = 2; i + 3 < deep.length; i += 4) {
      deep[i] = 1;
      deep[i + 1] = 6;
      deep[i + 2] = 1;
      deep[i + 3] = '/';
    }
    assertThatThrownBy(() -> CommandCodec.decode(deep))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4 deep");
  }
}

package dev.seisei.tree.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What clients see over several lives of a process that is killed is linearizable.
final class KilledHistoryTest {
  @TempDir private Path above;

  @Test
  @Timeout(180)
  void is_linearizable_over_three_lives() throws Exception {
    lives(3);
  }

  @Tag("slow")
  @Test
  @Timeout(900)
  void is_linearizable_over_thirty_lives() throws Exception {
    lives(30);
  }

  private void lives(int count) throws Exception {
    var random = new SplittableRandom(count);
    var history = new Recorder();
    for (int life = 0; life < count; life++) {
      live(life, 400 + random.nextInt(2000), history);
      history.lifeEnds();
    }
    for (int register = 0; register < RegisterClients.REGISTERS; register++) {
      List<Call> calls = history.calls(register);
      assertThat(calls.size()).isGreaterThan(40 * count);
      assertThat(Linearizability.holds(calls)).as("register %s", register).isTrue();
    }
  }

  private void live(int life, int lines, Recorder history) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                RegisterClients.class.getName(),
                above.resolve("tree").toString(),
                String.valueOf(life))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = process.inputReader()) {
      int seen = 0;
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        history.hear(line);
        if (++seen == lines) {
          process.toHandle().destroyForcibly();
        }
      }
      assertThat(seen).isGreaterThanOrEqualTo(lines);
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
  }

  /// Makes calls of lines: a line's place in the output is its moment.
  private static final class Recorder {
    private record Begun(long moment, String kind, String argument) {}

    private final Map<Integer, List<Call>> calls = new HashMap<>();
    private final Map<String, Begun> underWay = new HashMap<>();
    private long moment;

    void hear(String line) {
      String[] words = line.split(" ", -1);
      if (words.length != 4) {
        return; // the last one, cut off
      }
      moment++;
      String client = words[0] + " " + words[1];
      if (words[2].equals("done")) {
        Begun begun = underWay.remove(client);
        if (begun != null) {
          add(client, begun, moment, words[3]);
        }
      } else {
        underWay.put(client, new Begun(moment, words[2], words[3]));
      }
    }

    /// What was not answered may have been done.
    void lifeEnds() {
      underWay.forEach((client, begun) -> {
        if (!begun.kind.equals("get")) {
          add(client, begun, Long.MAX_VALUE, "");
        }
      });
      underWay.clear();
    }

    private void add(String client, Begun begun, long ended, String answer) {
      boolean isAnswered = ended != Long.MAX_VALUE;
      int arrow = begun.argument.indexOf('>');
      Call.Action action =
          switch (begun.kind) {
            case "put" -> new Call.Put(begun.argument);
            case "get" -> new Call.Get(answer.equals("null") ? null : answer);
            default ->
                new Call.Swap(
                    begun.argument.substring(0, arrow),
                    begun.argument.substring(arrow + 1),
                    isAnswered ? Boolean.valueOf(answer) : null);
          };
      int register = Integer.parseInt(client.substring(client.indexOf(' ') + 1));
      calls
          .computeIfAbsent(register, _ -> new ArrayList<>())
          .add(new Call(begun.moment, ended, action));
    }

    List<Call> calls(int register) {
      return calls.getOrDefault(register, List.of());
    }
  }
}

package dev.seisei.tree.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.tree.Tree;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A process that writes is killed as `kill -9` does it, again and again on the same folder.
final class KillTest {
  @TempDir private Path above;

  @Test
  @Timeout(180)
  void loses_nothing_that_was_acknowledged() throws Exception {
    killed(5, new SplittableRandom(1));
  }

  @Tag("slow")
  @Test
  @Timeout(900)
  void loses_nothing_that_was_acknowledged_in_fifty_lives() throws Exception {
    killed(50, new SplittableRandom(2));
  }

  private void killed(int lives, SplittableRandom random) throws Exception {
    Path folder = above.resolve("tree");
    var acknowledged = new int[KilledWriter.CLIENTS];
    Arrays.fill(acknowledged, -1);
    for (int life = 0; life < lives; life++) {
      int[] before = acknowledged.clone();
      live(folder, acknowledged, 200 + random.nextInt(3000));
      assertThat(Arrays.stream(acknowledged).sum()).isGreaterThan(Arrays.stream(before).sum());
      try (Tree tree =
          Tree.open(replica -> EmbeddedLog.open(folder, replica), Tree.Options.USUAL)) {
        verify(tree, acknowledged, life);
      }
    }
  }

  /// One life: writes on from what was acknowledged, and is killed after so many writes more.
  private static void live(Path folder, int[] acknowledged, int writes) throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(KilledWriter.class.getName());
    command.add(folder.toString());
    for (int last : acknowledged) {
      command.add(String.valueOf(last + 1));
    }
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader out = process.inputReader()) {
      int seen = 0;
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        take(line, acknowledged);
        if (++seen == writes) {
          // The handle leaves open what was told and is not read yet.
          process.toHandle().destroyForcibly();
        }
      }
      assertThat(seen).as("writes before it was killed").isGreaterThanOrEqualTo(writes);
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
  }

  private static void take(String line, int[] acknowledged) {
    int space = line.indexOf(' ');
    acknowledged[Integer.parseInt(line.substring(0, space))] =
        Integer.parseInt(line.substring(space + 1));
  }

  private static void verify(Tree tree, int[] acknowledged, int life) {
    for (int client = 0; client < acknowledged.length; client++) {
      for (int number = 0; number <= acknowledged[client]; number++) {
        assertThat(tree.view().get(KilledWriter.path(client, number)))
            .as("client %s, number %s, after life %s", client, number, life)
            .isEqualTo(KilledWriter.payload(client, number));
      }
      // One more may have been under way.
      int there = tree.view().children(dev.seisei.tree.node.Path.of("c" + client)).size();
      assertThat(there - 1 - acknowledged[client]).isBetween(0, 1);
    }
  }
}

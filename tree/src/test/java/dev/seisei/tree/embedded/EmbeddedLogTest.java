package dev.seisei.tree.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seisei.tree.Tree;
import dev.seisei.tree.disk.Disk;
import dev.seisei.tree.log.LogException;
import dev.seisei.tree.log.Replica;
import dev.seisei.tree.log.ReplicatedLog;
import dev.seisei.tree.node.Names;
import dev.seisei.tree.node.Pattern;
import dev.seisei.tree.node.Payload;
import dev.seisei.tree.segment.Segments;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A log on the disk of this machine.
@Timeout(120)
final class EmbeddedLogTest {
  @TempDir private Path above;

  private final SplittableRandom random = new SplittableRandom(4);

  private Path folder() {
    return above.resolve("tree");
  }

  private static dev.seisei.tree.node.Path node(int i) {
    return dev.seisei.tree.node.Path.of("n", Names.ofNumber(i));
  }

  private Tree open() throws IOException {
    return Tree.open(replica -> EmbeddedLog.open(folder(), replica), Tree.Options.USUAL);
  }

  @Test
  void what_was_written_is_there_after_a_restart() throws IOException {
    long version;
    try (Tree tree = open()) {
      var calls = new ArrayList<CompletableFuture<?>>();
      for (int i = 0; i < 1000; i++) {
        calls.add(tree.put(node(i), Payload.text("v" + i)));
      }
      calls.forEach(CompletableFuture::join);
      tree.delete(node(7)).join();
      version = tree.consistentView().join().version();
    }
    try (Tree tree = open()) {
      assertThat(tree.view().version()).isEqualTo(version);
      assertThat(tree.view().count(Pattern.parse("/n/*"))).isEqualTo(999);
      assertThat(tree.view().get(node(999))).isEqualTo(Payload.text("v999"));
      assertThat(tree.view().exists(node(7))).isFalse();
      tree.put(node(7), Payload.text("again")).join();
    }
  }

  @Test
  void a_second_one_is_refused_and_told_who_has_the_folder() throws IOException {
    try (Tree tree = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in use by process " + ProcessHandle.current().pid() + " since ")
          .hasMessageContaining("[log.in-use]");
      tree.put(node(1), Payload.text("still served")).join();
    }
    open().close();
  }

  @Test
  void the_log_is_no_longer_than_two_snapshots_need() throws IOException {
    var options = new EmbeddedLog.Options(100_000, new Segments.Options(50_000, 10_000));
    var ledger = new OnlyLast();
    try (var log = EmbeddedLog.open(Disk.SYSTEM, folder(), ledger, options)) {
      for (int i = 0; i < 10_000; i++) {
        var call = log.propose(new byte[300]);
        if (i % 50 == 0) {
          call.join();
        }
      }
      log.propose(new byte[1]).join();
    }
    try (Stream<Path> files = Files.list(folder().resolve("log"))) {
      assertThat(files.mapToLong(file -> file.toFile().length()).sum()).isLessThan(600_000);
    }
    try (Stream<Path> files = Files.list(folder().resolve("snapshots"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".snapshot"))).hasSize(1);
    }
    var again = new OnlyLast();
    EmbeddedLog.open(Disk.SYSTEM, folder(), again, options).close();
    assertThat(again.last).isEqualTo(10_001);
  }

  @Test
  void what_is_too_large_or_comes_too_late_is_refused() throws IOException {
    var log = EmbeddedLog.open(Disk.SYSTEM, folder(), new OnlyLast(), EmbeddedLog.Options.USUAL);
    log.propose(new byte[ReplicatedLog.MAX_COMMAND_BYTES]).join();
    assertRefused(
        log.propose(new byte[ReplicatedLog.MAX_COMMAND_BYTES + 1]), LogException.Code.TOO_LARGE);
    var last = log.propose(new byte[1]);
    log.close();
    last.join();
    assertRefused(log.propose(new byte[1]), LogException.Code.CLOSED);
    assertRefused(log.barrier(), LogException.Code.CLOSED);
    log.close();
  }

  @Test
  void a_segment_of_a_newer_format_is_refused() throws IOException {
    open().close();
    try (Tree tree = open()) {
      tree.put(node(1), Payload.text("1")).join();
    }
    Path segment = folder().resolve("log").resolve(String.format("%020d.log", 1));
    byte[] bytes = Files.readAllBytes(segment);
    bytes[11] = 2;
    var crc = new CRC32C();
    crc.update(bytes, 0, 20);
    ByteBuffer.wrap(bytes).putInt(20, (int) crc.getValue());
    Files.write(segment, bytes);
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is of format 2, and this program knows 1");
  }

  /// On a file system of 3 MB: needs to be allowed to mount one.
  @Test
  void a_full_file_system_refuses_writes_serves_reads_and_recovers_by_itself() throws Exception {
    Path small = Files.createDirectory(above.resolve("small"));
    Assumptions.assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", small.toString()), "may not mount");
    try {
      Path filler = small.resolve("filler");
      Files.write(filler, new byte[1 << 20]);
      int kept = fillUp(small, filler);
      try (Tree tree =
          Tree.open(
              replica -> EmbeddedLog.open(small.resolve("tree"), replica), Tree.Options.USUAL)) {
        assertThat(tree.view().count(Pattern.parse("/n/*"))).isEqualTo(kept);
        assertThat(tree.view().get(node(kept - 1))).isEqualTo(Payload.text("v".repeat(2000)));
      }
    } finally {
      assertThat(run("umount", small.toString())).isTrue();
    }
  }

  private static int fillUp(Path small, Path filler) throws IOException {
    var options = new EmbeddedLog.Options(8 << 20, new Segments.Options(500_000, 100_000));
    Files.createDirectories(small.resolve("tree"));
    Files.writeString(small.resolve("tree/format"), "1\n");
    try (Tree tree =
        Tree.open(
            replica -> EmbeddedLog.open(Disk.SYSTEM, small.resolve("tree"), replica, options),
            Tree.Options.USUAL)) {
      int kept = putUntilFull(tree, 0);
      assertThat(kept).isGreaterThan(300);
      assertThat(tree.consistentView().join().count(Pattern.parse("/n/*"))).isEqualTo(kept);
      Files.delete(filler);
      int more = putUntilFull(tree, kept);
      assertThat(more).isGreaterThan(kept + 300);
      return more;
    }
  }

  private static int putUntilFull(Tree tree, int from) {
    for (int i = from; ; i++) {
      try {
        tree.put(node(i), Payload.text("v".repeat(2000))).join();
      } catch (CompletionException e) {
        assertThat(e).hasMessageContaining("[log.disk-full]");
        return i;
      }
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException _) {
      return false; // no such program here
    }
  }

  private static void assertRefused(CompletableFuture<?> call, LogException.Code code) {
    assertThatThrownBy(call::join)
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining("[" + code.text() + "]");
  }

  @Test
  void batches_keep_the_order_of_each_caller() throws Exception {
    var ledger = new Ledger();
    try (var log = EmbeddedLog.open(Disk.SYSTEM, folder(), ledger, EmbeddedLog.Options.USUAL)) {
      var threads = new ArrayList<Thread>();
      for (int t = 0; t < 8; t++) {
        String caller = "t" + t;
        var chance = random.split();
        threads.add(
            Thread.ofPlatform()
                .start(() -> {
                  for (int i = 0; i < 200; i++) {
                    log.propose(Ledger.command(caller + "-" + i, chance)).join();
                  }
                }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    List<String> names = PowerCutTest.names(ledger.entries());
    for (int t = 0; t < 8; t++) {
      String caller = "t" + t + "-";
      assertThat(names.stream().filter(name -> name.startsWith(caller)))
          .containsExactlyElementsOf(
              Stream.iterate(0, i -> i + 1).limit(200).map(i -> caller + i).toList());
    }
  }

  /// Remembers where it is and nothing else.
  private static final class OnlyLast implements Replica {
    private volatile long last;

    @Override
    public byte[] apply(long index, byte[] command) {
      last = index;
      return command;
    }

    @Override
    public SnapshotWriter freeze() {
      long frozen = last;
      return out -> out.write(ByteBuffer.allocate(8).putLong(frozen).array());
    }

    @Override
    public void load(InputStream snapshot) throws IOException {
      last = ByteBuffer.wrap(snapshot.readNBytes(8)).getLong();
    }
  }
}

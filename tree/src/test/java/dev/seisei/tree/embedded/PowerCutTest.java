package dev.seisei.tree.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.tree.disk.LossyDisk;
import dev.seisei.tree.log.LogException;
import dev.seisei.tree.segment.Segments;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whenever the power is cut, what was acknowledged is there afterwards, and nothing else but what
/// was under way.
///
/// What it can not show: a disk that says it forced and did not, or that loses what was forced.
@Timeout(300)
final class PowerCutTest {
  private static final Path FOLDER = Path.of("tree");

  /// So small that segments and snapshots begin all the time.
  private static final EmbeddedLog.Options SMALL =
      new EmbeddedLog.Options(12_000, new Segments.Options(6_000, 1_500));

  /// What a cut at one moment leaves, and what was acknowledged before.
  private record Left(LossyDisk disk, Set<String> acknowledged) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void keeps_what_was_acknowledged_and_invents_nothing(long seed) throws IOException {
    cutAgainAndAgain(seed);
  }

  static LongStream manySeeds() {
    return LongStream.range(100, 200);
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("manySeeds")
  void keeps_what_was_acknowledged_and_invents_nothing_many_times(long seed) throws IOException {
    cutAgainAndAgain(seed);
  }

  private static void cutAgainAndAgain(long seed) throws IOException {
    var random = new SplittableRandom(seed);
    var disk = new LossyDisk();
    Set<String> acknowledged = Set.of();
    for (int life = 0; life < 4; life++) {
      var cuts = new ArrayList<Left>();
      List<String> all = live(disk, life, acknowledged, random, cuts);
      assertThat(cuts.size()).as("cuts").isGreaterThan(20);
      for (Left left : cuts) {
        List<String> found = entries(left.disk);
        assertThat(found)
            .as("no other than those applied, in their order")
            .isEqualTo(all.subList(0, found.size()));
        assertThat(names(found)).containsAll(left.acknowledged);
        assertThat(entries(left.disk)).as("opened once more").isEqualTo(found);
      }
      Left last = cuts.get(random.nextInt(cuts.size()));
      disk = last.disk;
      acknowledged = last.acknowledged;
    }
  }

  /// Runs a log under load and takes copies as a cut would leave them.
  ///
  /// @return all that it applied
  private static List<String> live(
      LossyDisk disk, int life, Set<String> before, SplittableRandom random, List<Left> cuts)
      throws IOException {
    var ledger = new Ledger();
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    acknowledged.addAll(before);
    var chance = random.split();
    disk.beforeEach(() -> {
      if (chance.nextInt(4) == 0) {
        // In this order: what is acknowledged after the copy need not be in it.
        var known = Set.copyOf(acknowledged);
        cuts.add(new Left(disk.cut(chance), known));
      }
    });
    try (var log = EmbeddedLog.open(disk, FOLDER, ledger, SMALL)) {
      assertThat(names(ledger.entries())).containsAll(before);
      var calls = new ArrayList<CompletableFuture<?>>();
      for (int i = 0; i < 250; i++) {
        String name = life + "-" + i;
        var call =
            log.propose(Ledger.command(name, random)).thenAccept(_ -> acknowledged.add(name));
        calls.add(call);
        if (random.nextInt(4) == 0) {
          call.join();
        }
      }
      calls.forEach(CompletableFuture::join);
    }
    disk.beforeEach(() -> {});
    return ledger.entries();
  }

  static List<String> entries(LossyDisk disk) throws IOException {
    var ledger = new Ledger();
    EmbeddedLog.open(disk, FOLDER, ledger, SMALL).close();
    return ledger.entries();
  }

  static List<String> names(List<String> entries) {
    return entries.stream().map(entry -> entry.substring(0, entry.indexOf(' '))).toList();
  }

  /// A log of a few hundred commands, with a snapshot, and what is in it.
  private record Whole(LossyDisk disk, List<String> entries) {
    static Whole make(long seed) throws IOException {
      var random = new SplittableRandom(seed);
      var disk = new LossyDisk();
      var ledger = new Ledger();
      try (var log = EmbeddedLog.open(disk, FOLDER, ledger, SMALL)) {
        for (int i = 0; i < 160; i++) {
          log.propose(Ledger.command("c" + i, random)).join();
        }
        // Closed, the log would give up the snapshot that it writes.
        while (disk.files().stream().noneMatch(file -> file.toString().endsWith(".snapshot"))) {
          LockSupport.parkNanos(1_000_000);
        }
      }
      return new Whole(disk, ledger.entries());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void a_flipped_bit_is_refused_with_file_and_offset_or_does_no_harm(long seed) throws IOException {
    Whole whole = Whole.make(seed);
    var random = new SplittableRandom(seed);
    int refused = 0;
    for (Path file : whole.disk.files()) {
      int size = (int) whole.disk.size(file);
      for (int i = 0; i < 300; i++) {
        int at = random.nextInt(size);
        LossyDisk flipped = whole.disk.copy();
        int bit = 1 << random.nextInt(8);
        flipped.damage(file, bytes -> bytes[at] ^= (byte) bit);
        try {
          assertThat(entries(flipped)).as("%s, byte %s", file, at).isEqualTo(whole.entries);
        } catch (IOException e) {
          assertThat(e)
              .hasMessageContaining(file.toString())
              .hasMessageMatching("(?s).* byte \\d+.*|.*format.*");
          refused++;
        }
      }
    }
    assertThat(refused).isGreaterThan(300);
  }

  /// After a cut and a flip together nothing that was acknowledged is lost in silence.
  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24})
  void a_flipped_bit_after_a_cut_loses_nothing_in_silence(long seed) throws IOException {
    var random = new SplittableRandom(seed);
    var cuts = new ArrayList<Left>();
    List<String> all = live(new LossyDisk(), 0, Set.of(), random, cuts);
    int refused = 0;
    for (Left left : cuts) {
      for (int i = 0; i < 40; i++) {
        LossyDisk flipped = left.disk.copy();
        List<Path> files = flipped.files();
        if (files.isEmpty()) {
          continue;
        }
        Path file = files.get(random.nextInt(files.size()));
        int bit = 1 << random.nextInt(8);
        flipped.damage(
            file,
            bytes -> {
              if (bytes.length > 0) {
                bytes[random.nextInt(bytes.length)] ^= (byte) bit;
              }
            });
        try {
          List<String> found = entries(flipped);
          assertThat(names(found)).containsAll(left.acknowledged);
          assertThat(found).isEqualTo(all.subList(0, found.size()));
        } catch (IOException e) {
          assertThat(e).hasMessageContaining(file.toString());
          refused++;
        }
      }
    }
    assertThat(refused).isGreaterThan(100);
  }

  /// Whatever stands in the files: they are refused, or what is taken is of the right kind.
  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33})
  void garbage_is_refused_and_never_believed(long seed) throws IOException {
    Whole whole = Whole.make(seed);
    var random = new SplittableRandom(seed);
    int refused = 0;
    for (int i = 0; i < 1500; i++) {
      LossyDisk broken = whole.disk.copy();
      List<Path> files = broken.files();
      Path file = files.get(random.nextInt(files.size()));
      byte[] bytes = broken.read(file);
      broken.replace(file, mangled(bytes, random));
      try {
        List<String> found = entries(broken);
        assertThat(found).isEqualTo(whole.entries.subList(0, found.size()));
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("tree");
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(500);
  }

  private static byte[] mangled(byte[] bytes, SplittableRandom random) {
    return switch (random.nextInt(5)) {
      case 0 -> {
        var noise = new byte[random.nextInt(5000)];
        random.nextBytes(noise);
        yield noise;
      }
      case 1 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      case 2 -> Arrays.copyOf(bytes, bytes.length + random.nextInt(3000));
      case 3 -> {
        byte[] moved = bytes.clone();
        int length = random.nextInt(bytes.length);
        int from = random.nextInt(bytes.length - length);
        System.arraycopy(bytes, from, moved, random.nextInt(bytes.length - length), length);
        yield moved;
      }
      default -> {
        byte[] noisy = bytes.clone();
        for (int i = random.nextInt(20); i >= 0; i--) {
          noisy[random.nextInt(noisy.length)] = (byte) random.nextInt(256);
        }
        yield noisy;
      }
    };
  }

  @Test
  void a_disk_that_fails_to_force_is_not_written_to_any_more() throws IOException {
    var disk = new LossyDisk();
    var ledger = new Ledger();
    var random = new SplittableRandom(1);
    try (var log = EmbeddedLog.open(disk, FOLDER, ledger, SMALL)) {
      log.propose(Ledger.command("a", random)).join();
      disk.failToForce();
      assertThat(code(log.propose(Ledger.command("b", random))))
          .isEqualTo(LogException.Code.UNKNOWN);
      assertThat(code(log.propose(Ledger.command("c", random))))
          .isEqualTo(LogException.Code.CORRUPT);
      log.barrier().join();
      assertThat(names(ledger.entries())).containsExactly("a");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1000})
  void a_full_disk_refuses_writes_and_takes_them_when_there_is_room(int step) throws IOException {
    var options = new EmbeddedLog.Options(1 << 20, new Segments.Options(6_000, step));
    var disk = new LossyDisk();
    var ledger = new Ledger();
    var random = new SplittableRandom(step);
    var acknowledged = new ArrayList<String>();
    try (var log = EmbeddedLog.open(disk, FOLDER, ledger, options)) {
      for (int round = 0; round < 5; round++) {
        disk.limitTo(disk.bytes() + random.nextInt(3000));
        int refused = 0;
        for (int i = 0; refused < 10; i++) {
          String name = round + "-" + i;
          var call = log.propose(Ledger.command(name, random));
          if (code(call) == null) {
            acknowledged.add(name);
          } else {
            assertThat(code(call)).isEqualTo(LogException.Code.DISK_FULL);
            refused++;
          }
        }
        log.barrier().join();
        assertThat(names(ledger.entries())).isEqualTo(acknowledged);
        LossyDisk left = disk.cut(random);
        left.limitTo(Long.MAX_VALUE);
        assertThat(names(entries(left))).isEqualTo(acknowledged);
      }
    }
    assertThat(acknowledged).hasSizeGreaterThan(20);
    assertThat(names(entries(disk))).isEqualTo(acknowledged);
  }

  // Whether a snapshot has the last room just when the log wants it is the scheduler's to say.
  @RepeatedTest(40)
  void without_room_for_a_snapshot_the_log_goes_on() throws IOException {
    var disk = new LossyDisk();
    var ledger = new Ledger();
    var random = new SplittableRandom(9);
    try (var log = EmbeddedLog.open(disk, FOLDER, ledger, SMALL)) {
      for (int i = 0; i < 400; i++) {
        if (i % 7 == 0) {
          disk.limitTo(disk.bytes() + 3000);
        }
        log.propose(Ledger.command("c" + i, random)).join();
      }
    }
    assertThat(entries(disk)).isEqualTo(ledger.entries()).hasSize(400);
  }

  private static LogException.@Nullable Code code(CompletableFuture<byte[]> call) {
    try {
      assertThat(new String(call.join(), StandardCharsets.UTF_8)).matches("[0-9]+");
      return null;
    } catch (CompletionException e) {
      if (e.getCause() instanceof LogException log) {
        return log.code();
      }
      throw e;
    }
  }
}

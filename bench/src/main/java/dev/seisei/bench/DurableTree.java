package dev.seisei.bench;

import dev.seisei.tree.Tree;
import dev.seisei.tree.embedded.EmbeddedLog;
import dev.seisei.tree.node.Names;
import dev.seisei.tree.node.Path;
import dev.seisei.tree.node.Payload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/// The tree on a disk, every write forced before it is acknowledged: 200 B values in 10,000 nodes,
/// each client waits for its answer. Beside it what the disk can do at all.
public final class DurableTree {
  private static final int NODES = 10_000;
  private static final int WARM_SECONDS = 4;
  private static final int SECONDS = 5;

  private DurableTree() {}

  /// A process that does nothing but keep an empty store, and says how long that took and what it
  /// takes.
  public static void main(String[] arguments) throws IOException {
    long begun = ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli();
    try (Tree tree = open(java.nio.file.Path.of(arguments[0]))) {
      tree.put(Path.of("a"), Payload.text("1")).join();
      long milliseconds = System.currentTimeMillis() - begun;
      System.gc();
      System.out.println(milliseconds + " " + residentKilobytes());
    }
  }

  static void measure(Report out) throws IOException, InterruptedException {
    out.head("The tree on a disk, values of 200 B", "what", "figure", "unit");
    var folder =
        Files.createTempDirectory(
            java.nio.file.Path.of(System.getProperty("seisei.home", "."), "bench", "target"),
            "tree");
    try {
      out.row("fdatasync of 256 B over zeros, one after the other", forces(folder), "a second");
      try (Tree tree = open(folder.resolve("tree"))) {
        var values = new Payload[256];
        var random = new SplittableRandom(1);
        for (int i = 0; i < values.length; i++) {
          var value = new byte[200];
          random.nextBytes(value);
          values[i] = Payload.wrap(Payload.BYTES, value);
        }
        for (int clients : new int[] {64, 1, 16, 64, 256}) {
          double rate = rate(clients, i -> tree.put(path(i), values[i & 255]).join());
          out.row("puts, " + clients + " clients", rate, "a second");
        }
        out.row("transactions, 64 clients", rate(64, i -> transact(tree, i, values)), "a second");
        out.row("consistent reads, one client", rate(1, i -> consistent(tree, i)), "a second");
        out.row("consistent reads, 2 clients", rate(2, i -> consistent(tree, i)), "a second");
        out.row("low-latency reads, one thread", rate(1, i -> local(tree, i)), "a second");
        out.row("low-latency reads, 2 threads", rate(2, i -> local(tree, i)), "a second");
      }
      starts(folder, out);
    } finally {
      delete(folder);
    }
  }

  private static Tree open(java.nio.file.Path folder) throws IOException {
    return Tree.open(replica -> EmbeddedLog.open(folder, replica), Tree.Options.USUAL);
  }

  private static final Path[] PATHS = new Path[NODES];

  static {
    for (int i = 0; i < NODES; i++) {
      PATHS[i] = Path.of("worlds", "archipelago", "f" + i % 100, Names.ofNumber(i));
    }
  }

  private static Path path(int i) {
    return PATHS[Math.floorMod(i * 7919, NODES)];
  }

  private static void transact(Tree tree, int i, Payload[] values) {
    var _ =
        tree.transact(
                transaction -> {
                  transaction.get(path(i));
                  transaction.put(path(i), values[i & 255]);
                  return 0;
                })
            .join();
  }

  private static void consistent(Tree tree, int i) {
    tree.consistentView().join().get(path(i));
  }

  private static void local(Tree tree, int i) {
    tree.view().get(path(i));
  }

  /// Calls a second by so many threads; the first seconds are not counted.
  private static double rate(int clients, IntConsumer call) throws InterruptedException {
    var counts = new AtomicLong[clients];
    var threads = new Thread[clients];
    long start = System.nanoTime() + TimeUnit.SECONDS.toNanos(WARM_SECONDS);
    long end = start + TimeUnit.SECONDS.toNanos(SECONDS);
    for (int c = 0; c < clients; c++) {
      int client = c;
      counts[c] = new AtomicLong();
      threads[c] =
          Thread.ofPlatform()
              .start(() -> {
                long counted = 0;
                for (int i = client * 1000; ; i++) {
                  call.accept(i);
                  // To look at the clock takes longer than a read.
                  if (clients > 2 || (i & 15) == 0) {
                    long now = System.nanoTime();
                    if (now > end) {
                      break;
                    }
                    counted = now < start ? 0 : counted;
                  }
                  counted++;
                }
                counts[client].set(counted);
              });
    }
    long all = 0;
    for (int c = 0; c < clients; c++) {
      threads[c].join();
      all += counts[c].get();
    }
    return all / (double) SECONDS;
  }

  private static double forces(java.nio.file.Path folder) throws IOException {
    var file = folder.resolve("raw");
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocateDirect(16 << 20));
      channel.force(true);
      var bytes = ByteBuffer.allocateDirect(256);
      long started = System.nanoTime();
      int count = 0;
      for (; System.nanoTime() - started < 3_000_000_000L && count < 60_000; count++) {
        channel.write(bytes.clear(), count * 256L);
        channel.force(false);
      }
      return count / ((System.nanoTime() - started) / 1e9);
    }
  }

  /// From the start of a process, without the start cache of `./seisei run`, to its first
  /// acknowledged write.
  private static void starts(java.nio.file.Path folder, Report out)
      throws IOException, InterruptedException {
    for (String which : new String[] {"an empty folder", "that of the puts above"}) {
      var process =
          new ProcessBuilder(
                  java.nio.file.Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx1g",
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  DurableTree.class.getName(),
                  folder.resolve(which.startsWith("an") ? "empty" : "tree").toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (var in = process.inputReader()) {
        String[] told = String.valueOf(in.readLine()).split(" ", 2);
        out.row("start to the first put, " + which, Double.parseDouble(told[0]), "ms");
        out.row("resident memory, " + which, Double.parseDouble(told[1]) / 1024, "MB");
      }
      process.waitFor();
    }
  }

  private static long residentKilobytes() throws IOException {
    try (Stream<String> lines = Files.lines(java.nio.file.Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(-1);
    }
  }

  private static void delete(java.nio.file.Path folder) throws IOException {
    try (Stream<java.nio.file.Path> files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

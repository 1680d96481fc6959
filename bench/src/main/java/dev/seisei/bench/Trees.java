package dev.seisei.bench;

import dev.seisei.tree.Tree;
import dev.seisei.tree.command.Command;
import dev.seisei.tree.command.CommandCodec;
import dev.seisei.tree.command.Op;
import dev.seisei.tree.log.MemoryLog;
import dev.seisei.tree.log.Replica;
import dev.seisei.tree.node.Names;
import dev.seisei.tree.node.Path;
import dev.seisei.tree.node.Pattern;
import dev.seisei.tree.node.Payload;
import dev.seisei.tree.state.History;
import dev.seisei.tree.state.Machine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/// The tree in memory, without a log's disk and network: a million nodes of 200 B in a thousand
/// folders.
final class Trees {
  private static final int FOLDERS = 1000;
  private static final int EACH = 1000;
  private static final int ROUNDS = 5;
  private static final Payload VALUE = Payload.wrap(Payload.BYTES, new byte[200]);

  private Trees() {}

  static void measure(Report out) throws IOException, InterruptedException {
    out.head("The tree in memory, 1,000,000 nodes of 200 B", "what", "figure", "unit");
    var machine = new Machine(History.Bounds.USUAL);
    long started = System.nanoTime();
    long index = fill(machine);
    out.row("commands applied, one thread", index / seconds(started), "a second");
    snapshot(machine, out);
    try (var tree = Tree.open(replica -> filled(replica, machine), Tree.Options.USUAL)) {
      reads(tree, out);
      deletes(tree, out);
    }
  }

  private static Path path(int folder, int node) {
    return Path.of("worlds", "archipelago", "f" + folder, Names.ofNumber(node));
  }

  private static long fill(Machine machine) {
    long index = 0;
    for (int node = 0; node < EACH; node++) {
      for (int folder = 0; folder < FOLDERS; folder++) {
        machine.apply(++index, put(path(folder, node)));
      }
    }
    return index;
  }

  private static byte[] put(Path path) {
    var put = new Op.Put(Pattern.of(path), Op.Mode.PUT, VALUE, null, false);
    return CommandCodec.encode(new Command(null, List.of(put)));
  }

  private static void snapshot(Machine machine, Report out) throws IOException {
    long started = System.nanoTime();
    var frozen = machine.freeze();
    out.row("a snapshot stops applying for", seconds(started) * 1e6, "µs");
    var bytes = new ByteArrayOutputStream(300 << 20);
    started = System.nanoTime();
    frozen.write(bytes);
    out.row("writing it", seconds(started), "s");
    out.row("its size", bytes.size() / 1e6, "MB");
    var other = new Machine(History.Bounds.USUAL);
    started = System.nanoTime();
    other.load(new ByteArrayInputStream(bytes.toByteArray()));
    out.row("loading it", seconds(started), "s");
  }

  /// The same nodes without filling them again.
  private static MemoryLog filled(Replica replica, Machine from) throws IOException {
    var bytes = new ByteArrayOutputStream(300 << 20);
    from.freeze().write(bytes);
    replica.load(new ByteArrayInputStream(bytes.toByteArray()));
    return new MemoryLog(replica, from.state().index());
  }

  private static void reads(Tree tree, Report out) {
    var random = new SplittableRandom(1);
    var paths = new Path[10_000];
    for (int i = 0; i < paths.length; i++) {
      paths[i] = path(random.nextInt(FOLDERS), random.nextInt(EACH));
    }
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long found = 0;
      long started = System.nanoTime();
      for (int i = 0; i < 2_000_000; i++) {
        found += tree.view().get(paths[i % paths.length]) == null ? 0 : 1;
      }
      best = Math.max(best, found / seconds(started));
    }
    out.row("gets, low latency, one thread", best, "a second");
    double quickest = Double.MAX_VALUE;
    for (int round = 0; round < 200; round++) {
      var children = Pattern.parse("/worlds/archipelago/f" + round + "/*");
      long started = System.nanoTime();
      tree.view().list(children);
      quickest = Math.min(quickest, seconds(started) * 1e3);
    }
    out.row("1,000 children by pattern", quickest, "ms");
    long started = System.nanoTime();
    for (int i = 0; i < 10_000; i++) {
      tree.consistentView().join();
    }
    out.row("consistent reads, one after the other", 10_000 / seconds(started), "a second");
  }

  private static void deletes(Tree tree, Report out) throws InterruptedException {
    delete(tree, out, "whole folders", "f1*/*");
    delete(tree, out, "by a condition", "f2*/*[size = 200]");
    delete(tree, out, "by a regular expression", "f3*/*[name ~ \"^0\"]");
  }

  /// Beside one client that puts all the time.
  private static void delete(Tree tree, Report out, String what, String pattern)
      throws InterruptedException {
    var worst = new double[1];
    var running = new AtomicBoolean(true);
    Thread other =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; running.get(); i++) {
                long started = System.nanoTime();
                tree.put(Path.of("other", "n" + i % 100), Payload.text("v" + i)).join();
                worst[0] = Math.max(worst[0], seconds(started) * 1e3);
              }
            });
    long started = System.nanoTime();
    long count = tree.deleteInSlices(Pattern.parse("/worlds/archipelago/" + pattern), 5_000).join();
    out.row("removing " + count + " nodes, " + what, seconds(started) * 1e3, "ms");
    running.set(false);
    other.join();
    out.row("… longest put of another client meanwhile", worst[0], "ms");
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}

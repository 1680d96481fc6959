package dev.seisei.tree.history;

import dev.seisei.tree.Tree;
import dev.seisei.tree.TreeException;
import dev.seisei.tree.embedded.EmbeddedLog;
import dev.seisei.tree.node.Condition;
import dev.seisei.tree.node.Path;
import dev.seisei.tree.node.Payload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// A process whose clients put, swap and read few registers until it is killed, and say on its
/// output what they are about to do and what came of it.
final class RegisterClients {
  static final int REGISTERS = 3;
  private static final int CLIENTS = 6;

  private RegisterClients() {}

  /// Arguments: the folder, and a prefix of values and a seed that no other process has.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Tree tree =
        Tree.open(
            replica -> EmbeddedLog.open(java.nio.file.Path.of(arguments[0]), replica),
            Tree.Options.USUAL);
    var random = new SplittableRandom(Long.parseLong(arguments[1]));
    var threads = new Thread[CLIENTS];
    for (int c = 0; c < CLIENTS; c++) {
      String name = arguments[1] + "." + c;
      var chance = random.split();
      threads[c] = Thread.ofPlatform().start(() -> call(tree, name, chance));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void call(Tree tree, String name, SplittableRandom random) {
    String last = "none";
    for (int i = 0; ; i++) {
      int register = random.nextInt(REGISTERS);
      var path = Path.of("r" + register);
      String value = name + "." + i;
      String head = name + " " + register + " ";
      switch (random.nextInt(3)) {
        case 0 -> {
          tell(head + "put " + value);
          tree.put(path, Payload.text(value)).join();
          tell(head + "done -");
        }
        case 1 -> {
          tell(head + "swap " + last + ">" + value);
          tell(head + "done " + swap(tree, path, last, value));
        }
        default -> {
          tell(head + "get -");
          String found = text(tree.consistentView().join().get(path));
          last = found == null ? last : found;
          tell(head + "done " + found);
        }
      }
    }
  }

  private static boolean swap(Tree tree, Path path, String expected, String value) {
    try {
      tree.compareAndSwap(path, new Condition.DataIs(Payload.text(expected)), Payload.text(value))
          .join();
      return true;
    } catch (CompletionException e) {
      if (e.getCause() instanceof TreeException refused
          && (refused.code().equals("tree.mismatch") || refused.code().equals("tree.missing"))) {
        return false;
      }
      throw e;
    }
  }

  private static @Nullable String text(@Nullable Payload payload) {
    return payload == null ? null : new String(payload.bytes(), StandardCharsets.UTF_8);
  }

  private static synchronized void tell(String line) {
    System.out.print(line + "\n");
    System.out.flush();
  }
}

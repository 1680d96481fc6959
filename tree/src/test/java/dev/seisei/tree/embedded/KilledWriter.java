package dev.seisei.tree.embedded;

import dev.seisei.tree.Tree;
import dev.seisei.tree.node.Path;
import dev.seisei.tree.node.Payload;
import java.io.IOException;
import java.io.PrintStream;

/// A process that puts until it is killed, and says on its output what was acknowledged.
final class KilledWriter {
  static final int CLIENTS = 8;

  private KilledWriter() {}

  static Path path(int client, int number) {
    return Path.of("c" + client, "n" + number);
  }

  static Payload payload(int client, int number) {
    return Payload.text(client + "/" + number + " " + "x".repeat(number % 700));
  }

  /// Arguments: the folder, and for each client the number that it begins with.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Tree tree =
        Tree.open(
            replica -> EmbeddedLog.open(java.nio.file.Path.of(arguments[0]), replica),
            Tree.Options.USUAL);
    PrintStream out = System.out;
    var threads = new Thread[CLIENTS];
    for (int c = 0; c < CLIENTS; c++) {
      int client = c;
      int from = Integer.parseInt(arguments[1 + c]);
      threads[c] =
          Thread.ofPlatform()
              .start(() -> {
                for (int number = from; ; number++) {
                  tree.put(path(client, number), payload(client, number)).join();
                  synchronized (out) {
                    out.print(client + " " + number + "\n");
                    out.flush();
                  }
                }
              });
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }
}

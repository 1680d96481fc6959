package dev.seisei.sidecar.store;

import dev.seisei.tree.Tree;
import dev.seisei.tree.embedded.EmbeddedLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// The tree in a folder, opened beside the start so that nobody waits for it who needs it not.
public final class Store implements AutoCloseable {
  private final CompletableFuture<Tree> tree;

  private Store(CompletableFuture<Tree> tree) {
    this.tree = tree;
  }

  /// Begins to open a folder, making it where it is missing.
  public static Store open(Path folder) {
    var opened = new CompletableFuture<Tree>();
    Thread.ofPlatform()
        .name("tree-open")
        .daemon()
        .start(() -> {
          try {
            opened.complete(openTree(folder));
          } catch (IOException | RuntimeException e) {
            opened.completeExceptionally(e);
          }
        });
    return new Store(opened);
  }

  /// Opens a folder now.
  ///
  /// @throws IOException as [EmbeddedLog#open]
  public static Tree openTree(Path folder) throws IOException {
    return Tree.open(replica -> EmbeddedLog.open(folder, replica), Tree.Options.USUAL);
  }

  /// Completes when it is open.
  public CompletableFuture<Tree> tree() {
    return tree;
  }

  /// Waits until it is open.
  ///
  /// @throws IOException if it can not be opened, saying why
  public Tree await() throws IOException {
    try {
      return tree.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw new IOException("cannot open the tree: " + cause.getMessage(), cause);
      }
      throw e;
    }
  }

  /// Closes it, also when it is still being opened.
  @Override
  public void close() {
    try {
      tree.join().close();
    } catch (CompletionException | CancellationException _) {
      // It never was open.
    }
  }
}

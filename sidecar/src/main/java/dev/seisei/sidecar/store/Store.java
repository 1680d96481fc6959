package dev.seisei.sidecar.store;

import dev.seisei.control.Part;
import dev.seisei.tree.Tree;
import dev.seisei.tree.embedded.EmbeddedLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The tree in a folder: the component Khepri. While it is off the folder is closed, and anybody
/// may have it.
public final class Store implements Part {
  private final Path folder;
  private final Consumer<Tree> opened;
  private volatile @Nullable Tree tree;

  /// Off, until it is started.
  ///
  /// @param opened gets the tree each time that it has been opened, before anyone else does
  public Store(Path folder, Consumer<Tree> opened) {
    this.folder = folder;
    this.opened = opened;
  }

  /// Opens a folder now.
  ///
  /// @throws IOException as [EmbeddedLog#open]
  public static Tree openTree(Path folder) throws IOException {
    return Tree.open(replica -> EmbeddedLog.open(folder, replica), Tree.Options.USUAL);
  }

  /// The tree while it is open.
  public @Nullable Tree tree() {
    return tree;
  }

  @Override
  public void start(Consumer<String> broken) throws IOException {
    Tree open = openTree(folder);
    try {
      opened.accept(open);
    } catch (RuntimeException e) {
      open.close();
      throw e;
    }
    tree = open;
  }

  @Override
  public void stop() {
    Tree open = tree;
    tree = null;
    if (open != null) {
      open.close();
    }
  }

  /// A large tree is read from its snapshot first.
  @Override
  public Duration deadline() {
    return Duration.ofMinutes(2);
  }
}

package dev.seisei.sidecar.operate;

import dev.seisei.sidecar.store.Store;
import dev.seisei.tree.Export;
import dev.seisei.tree.Import;
import dev.seisei.tree.Tree;
import dev.seisei.tree.http.Request;
import dev.seisei.tree.http.Response;
import dev.seisei.tree.http.TreeApi;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/// A folder that no sidecar uses.
final class InFolder implements Asked {
  private final Tree tree;

  /// @throws IOException if there is none, or a sidecar has it
  InFolder(Path data) throws IOException {
    Path folder = data.resolve("tree");
    if (!Files.isDirectory(folder)) {
      throw new IOException("there is no tree in " + data + "; --data names the sidecar's folder");
    }
    this.tree = Store.openTree(folder);
  }

  @Override
  public Response send(Request request) {
    return new TreeApi(tree).handle(request).join();
  }

  @Override
  public void watch(Request request, Consumer<String> lines) throws IOException {
    throw new IOException("nobody changes a folder that is not in use; watch a running sidecar");
  }

  @Override
  public void export(OutputStream out) throws IOException {
    Export.write(tree.view(), out);
  }

  @Override
  public long importFile(Path file) throws IOException {
    return Import.from(file, tree);
  }

  @Override
  public void close() {
    tree.close();
  }
}

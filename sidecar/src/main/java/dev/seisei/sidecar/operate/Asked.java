package dev.seisei.sidecar.operate;

import dev.seisei.tree.http.Request;
import dev.seisei.tree.http.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Whoever has the tree: a running sidecar, or a folder that nobody uses.
interface Asked extends AutoCloseable {

  /// Asks as over HTTP.
  ///
  /// @throws IOException if there is nobody, saying the way out
  Response send(Request request) throws IOException, InterruptedException;

  /// Asks for a watch and hands on its lines until it ends.
  void watch(Request request, Consumer<String> lines) throws IOException, InterruptedException;

  /// Writes an export.
  void export(OutputStream out) throws IOException, InterruptedException;

  /// Imports a file.
  ///
  /// @return how many nodes
  long importFile(Path file) throws IOException, InterruptedException;

  @Override
  void close();
}

package dev.seisei.pipeline.engine;

import dev.seisei.pipeline.PipelineException;
import dev.seisei.pipeline.Work;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Opens the siblings of one part: those that block beside each other, each with a deadline.
final class Opening {
  private Opening() {}

  /// @throws PipelineException `element.open` if one cannot be opened; then all are closed again
  static void open(Collection<Node> nodes, Duration patience) {
    var slow = new LinkedHashMap<Node, CompletableFuture<Work>>();
    try {
      for (Node node : nodes) {
        if (node.leaf.isBlocking()) {
          slow.put(node, later(node));
        }
      }
      for (Node node : nodes) {
        if (!node.leaf.isBlocking()) {
          node.work = node.leaf.open(node);
        }
      }
      long end = System.nanoTime() + patience.toNanos();
      for (Map.Entry<Node, CompletableFuture<Work>> one : slow.entrySet()) {
        one.getKey().work = one.getValue().get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
    } catch (Exception e) {
      slow.forEach(Opening::closeWhenOpen);
      nodes.forEach(Surgery::closeWork);
      throw failure(nodes, e);
    }
  }

  /// One that is still opening is closed when it is open.
  private static void closeWhenOpen(Node node, CompletableFuture<Work> opening) {
    if (node.work == null) {
      var _ = opening.thenAccept(late -> Surgery.closeQuietly(node.path, late));
    }
  }

  /// Opens one on a thread of its own.
  static CompletableFuture<Work> later(Node node) {
    var opened = new CompletableFuture<Work>();
    Thread.ofVirtual()
        .name("pipeline-opening")
        .start(() -> {
          try {
            opened.complete(node.leaf.open(node));
          } catch (Throwable e) {
            opened.completeExceptionally(e);
          }
        });
    return opened;
  }

  private static PipelineException failure(Collection<Node> nodes, Exception e) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    String who =
        nodes.stream()
            .filter(node -> node.work == null)
            .map(node -> node.path)
            .findFirst()
            .orElse("an element");
    if (e instanceof TimeoutException) {
      return new PipelineException(
          "element.open", who + " did not open in time. Nothing was started.", e);
    }
    Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
    return new PipelineException(
        "element.open",
        "An element could not be opened: " + cause.getMessage() + " Nothing was started.",
        cause);
  }
}

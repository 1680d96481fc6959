package dev.seisei.pipeline.engine;

import dev.seisei.pipeline.Format;
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

  /// Opens one anew, and tells it what it has missed: its links, their formats, and which of them
  /// have ended.
  ///
  /// @throws PipelineException `element.open` if it cannot be opened; it stays as it was
  static void again(Node node) {
    Duration patience = node.pipeline.engine.patience;
    Work work;
    try {
      work =
          node.leaf.isBlocking()
              ? later(node).get(patience.toNanos(), TimeUnit.NANOSECONDS)
              : node.leaf.open(node);
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
      throw new PipelineException(
          "element.open", node.path + " could not be opened: " + cause.getMessage(), cause);
    }
    node.task.hold(patience);
    try {
      node.begin(work);
      node.resumeAll();
      for (Link link : node.ins) {
        Surgery.tellLinked(link, node);
      }
      for (Link link : node.outs) {
        Surgery.tellLinked(link, node);
      }
      for (Link link : node.ins) {
        Format format = link.received;
        if (format != null) {
          MailReading.say(node, link, format);
        }
      }
      for (Link link : node.ins) {
        if (link.isOver) {
          MailReading.say(node, link, Link.END);
        }
      }
      node.wantFlow.renew();
    } finally {
      node.task.release();
    }
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

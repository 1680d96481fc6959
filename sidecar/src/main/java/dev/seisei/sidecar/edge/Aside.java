package dev.seisei.sidecar.edge;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/// Work that would hold up an event loop, done beside it: so much of it at a time and no more, for
/// the workers' own queue has no end.
final class Aside {
  private final Vertx vertx;
  private final int most;
  private final AtomicInteger underWay = new AtomicInteger();

  /// @param most pieces of work that may run or wait at a time
  Aside(Vertx vertx, int most) {
    this.vertx = vertx;
    this.most = most;
  }

  /// Does a piece of work.
  ///
  /// @return its result on the caller's event loop; fails with [RejectedExecutionException] where
  ///   there is too much already
  <T> Future<T> run(Callable<T> work) {
    if (underWay.incrementAndGet() > most) {
      underWay.decrementAndGet();
      return Future.failedFuture(
          new RejectedExecutionException("more than " + most + " at a time"));
    }
    return vertx
        .executeBlocking(work, false)
        .onComplete(_ -> underWay.decrementAndGet())
        .map(Objects::requireNonNull);
  }
}

package dev.seisei.sidecar.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class AsideTest {
  // More than Vert.x has workers, so that some wait.
  private static final int MOST = 30;

  private final Vertx vertx = Vertx.vertx();
  private final Aside aside = new Aside(vertx, MOST);

  @AfterEach
  void close() throws Exception {
    done(vertx.close());
  }

  private static <T> T done(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void more_than_the_most_is_refused_until_some_is_done() throws Exception {
    var gate = new CountDownLatch(1);
    var taken = new ArrayList<Future<Boolean>>();
    for (int i = 0; i < MOST; i++) {
      taken.add(aside.run(() -> gate.await(20, TimeUnit.SECONDS)));
    }
    Future<String> refused = aside.run(() -> "never");
    assertThat(refused.cause()).isInstanceOf(RejectedExecutionException.class);
    gate.countDown();
    for (Future<Boolean> one : taken) {
      assertThat(done(one)).isTrue();
    }
    assertThat(done(aside.run(() -> "again"))).isEqualTo("again");
  }

  @Test
  void work_that_fails_makes_room_too() throws Exception {
    for (int i = 0; i < 3 * MOST; i++) {
      Future<String> failing =
          aside.run(() -> {
            throw new IllegalStateException("no ground");
          });
      Served.until("it has failed", failing::isComplete);
      assertThat(failing.cause()).hasMessage("no ground");
    }
    assertThat(done(aside.run(() -> "still"))).isEqualTo("still");
  }
}

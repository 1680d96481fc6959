package dev.seisei.control.live;

import dev.seisei.control.Part;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A part that does what a test says: each start and stop takes a permit, fails as told, and is
/// written down.
final class HandPart implements Part {
  final List<String> done = new CopyOnWriteArrayList<>();
  final Semaphore starts = new Semaphore(1000);
  final Semaphore stops = new Semaphore(1000);
  volatile Duration deadline = Duration.ofSeconds(30);
  volatile boolean isDeaf;
  volatile @Nullable String startFails;
  volatile @Nullable String stopFails;
  volatile Consumer<String> broken = _ -> {};

  @Override
  public void start(Consumer<String> whenBroken) throws Exception {
    done.add("start");
    take(starts);
    if (startFails != null) {
      throw new IllegalStateException(startFails);
    }
    broken = whenBroken;
    done.add("started");
  }

  private void take(Semaphore permits) throws InterruptedException {
    if (isDeaf) {
      permits.acquireUninterruptibly();
    } else {
      permits.acquire();
    }
  }

  @Override
  public void stop() throws Exception {
    take(stops);
    done.add("stop");
    if (stopFails != null) {
      throw new IllegalStateException(stopFails);
    }
  }

  @Override
  public Duration deadline() {
    return deadline;
  }
}

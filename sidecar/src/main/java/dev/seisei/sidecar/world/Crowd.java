package dev.seisei.sidecar.world;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/// The channels of a world by the threads that they live on: telling all of them something costs a
/// task a thread.
///
/// A channel comes and goes on its own thread; anyone may tell.
final class Crowd {
  private final Map<Executor, Set<WorldChannel>> here = new ConcurrentHashMap<>();

  void add(Executor thread, WorldChannel channel) {
    here.computeIfAbsent(thread, _ -> new LinkedHashSet<>()).add(channel);
  }

  void remove(Executor thread, WorldChannel channel) {
    Set<WorldChannel> channels = here.get(thread);
    if (channels != null) {
      channels.remove(channel);
    }
  }

  void tell(Consumer<WorldChannel> what) {
    here.forEach((thread, channels) -> {
      try {
        thread.execute(() -> new ArrayList<>(channels).forEach(what));
      } catch (RejectedExecutionException _) {
        // The thread has ended, and everyone on it is gone.
      }
    });
  }
}

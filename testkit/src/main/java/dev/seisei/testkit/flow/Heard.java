package dev.seisei.testkit.flow;

import dev.seisei.pipeline.engine.Listener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A listener that keeps what it hears.
public final class Heard implements Listener {
  private final List<Crash> crashes = new CopyOnWriteArrayList<>();
  private final List<Object> notes = new CopyOnWriteArrayList<>();
  private final List<String> restarts = new CopyOnWriteArrayList<>();
  private final List<String> stuck = new CopyOnWriteArrayList<>();
  private volatile boolean hasEnded;

  @Override
  public void told(String path, Object note) {
    notes.add(note);
  }

  @Override
  public void crashed(Crash crash) {
    crashes.add(crash);
  }

  @Override
  public void restarted(String group, List<String> members) {
    restarts.add(group);
  }

  @Override
  public void stuck(String path) {
    stuck.add(path);
  }

  @Override
  public void ended(@Nullable Crash failure) {
    hasEnded = true;
  }

  public List<Crash> crashes() {
    return crashes;
  }

  public List<Object> notes() {
    return notes;
  }

  public List<String> restarts() {
    return restarts;
  }

  public List<String> stuck() {
    return stuck;
  }

  public boolean hasEnded() {
    return hasEnded;
  }

  /// Waits for a first crash.
  ///
  /// @throws AssertionError if there is none
  public Crash awaitCrash() {
    Until.so(() -> "no crash", () -> !crashes.isEmpty());
    return crashes.getFirst();
  }
}

package dev.seisei.tree;

import dev.seisei.tree.node.Cost;
import dev.seisei.tree.node.Node;
import dev.seisei.tree.node.Path;
import dev.seisei.tree.node.Walk;
import dev.seisei.tree.state.History;
import dev.seisei.tree.state.Removed;
import dev.seisei.tree.state.State;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Tells a listener what happens, in order, each event at least once.
///
/// One thread calls the listener, which may take its time: it waits in nobody's way, and behind it
/// waits nothing but the store's one history (see [History]). If it falls behind so far that this
/// forgets what it was not told yet, the subscription ends with `watch.too-old`. It ends with the
/// listener's exception if there is one. Whoever owns it then goes on with [Watch#since]
/// [#handled], and after `watch.too-old` begins again with [Watch#withPresent].
///
/// The events of one command come together: first what was created and updated, by path, then what
/// was deleted. Those of commands that were handled only in part come again.
public final class Subscription implements AutoCloseable {
  private static final long LOOK_UP_SECONDS = 5;

  /// Whoever is told.
  @FunctionalInterface
  public interface Listener {
    /// Handles an event.
    ///
    /// @throws Exception if it can not, which ends the subscription
    void on(Event event) throws Exception;
  }

  private final Watch watch;
  private final Listener listener;
  private final History history;
  private final Watchers watchers;
  private final Thread thread;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition advanced = lock.newCondition();
  private volatile long handled;

  Subscription(Watch watch, Listener listener, State state, History history, Watchers watchers) {
    this.watch = watch;
    this.listener = listener;
    this.history = history;
    this.watchers = watchers;
    this.handled =
        switch (watch.from()) {
          case Watch.From.Since since -> since.version();
          case Watch.From.Now _ -> state.index();
          // Nothing is handled yet, not even what is there.
          case Watch.From.Present _ -> 0;
        };
    this.thread = Thread.ofVirtual().name("tree-watch").unstarted(() -> run(state));
  }

  void start() {
    thread.start();
  }

  int priority() {
    return watch.priority();
  }

  /// The version up to which all events were handled; 0 while what is there is still being told.
  public long handled() {
    return handled;
  }

  /// Waits until all events up to a version were handled.
  ///
  /// @return whether they were, in that time and before the subscription ended
  public boolean await(long version, Duration patience) throws InterruptedException {
    // Commands that changed nothing have no events.
    long target = history.lastUpTo(version);
    long left = patience.toNanos();
    lock.lockInterruptibly();
    try {
      while (handled < target && left > 0 && !done.isDone()) {
        left = advanced.awaitNanos(left);
      }
      return handled >= target;
    } finally {
      lock.unlock();
    }
  }

  private void advance(long version) {
    lock.lock();
    try {
      handled = version;
      advanced.signalAll();
    } finally {
      lock.unlock();
    }
    watchers.advanced();
  }

  /// Completes when the subscription has ended: normally if it was closed, else with the reason.
  public CompletableFuture<Void> done() {
    return done.copy();
  }

  /// Ends it; interrupts the listener if it is at work.
  @Override
  public void close() {
    thread.interrupt();
    done.complete(null);
    watchers.remove(this);
  }

  private void run(State state) {
    try {
      if (watch.from() instanceof Watch.From.Present) {
        tellPresent(state);
        advance(state.index());
      }
      while (!done.isDone()) {
        var applied = history.after(handled, LOOK_UP_SECONDS, TimeUnit.SECONDS);
        if (applied != null) {
          watchers.awaitTurn(this, applied.index());
          tell(applied);
          advance(applied.index());
        }
      }
    } catch (InterruptedException _) {
      done.complete(null);
    } catch (History.TooOld e) {
      done.completeExceptionally(
          new TreeException("watch.too-old", String.valueOf(e.getMessage()), e));
    } catch (Exception e) {
      done.completeExceptionally(
          new TreeException("watch.listener", "the listener failed: " + e, e));
    } finally {
      watchers.remove(this);
    }
  }

  private void tellPresent(State state) throws Exception {
    var view = new View(state, Long.MAX_VALUE);
    for (var entry : view.list(watch.pattern()).entrySet()) {
      tell(new Event(state.index(), Event.Kind.PRESENT, entry.getKey(), null, entry.getValue()));
    }
  }

  private void tell(History.Applied applied) throws Exception {
    for (Path path : applied.written()) {
      Node after = applied.after().at(path);
      if (after != null && Walk.fits(applied.after(), path, watch.pattern(), Cost.unlimited())) {
        Node before = applied.before().at(path);
        if (before == null) {
          tell(new Event(applied.index(), Event.Kind.CREATED, path, null, after));
        } else if (before.changed() != after.changed()) {
          tell(new Event(applied.index(), Event.Kind.UPDATED, path, before, after));
        }
      }
    }
    for (var cut : applied.removed()) {
      tellRemoved(applied, cut);
    }
  }

  private void tellRemoved(History.Applied applied, Removed cut) throws Exception {
    var teller =
        new Walk.Visitor() {
          private @Nullable Exception failure;

          @Override
          public Walk.Go visit(Walk.Trail trail, Node node) {
            Path path = trail.toPath();
            Node before = applied.before().at(path);
            // What was made and removed in one command never was there; what was made again is.
            if (before == null || applied.after().at(path) != null) {
              return Walk.Go.ON;
            }
            try {
              tell(new Event(applied.index(), Event.Kind.DELETED, path, before, null));
              return Walk.Go.ON;
            } catch (Exception e) {
              failure = e;
              return Walk.Go.STOP;
            }
          }
        };
    Walk.overChildren(
        applied.before(), cut.parent(), cut.children(), watch.pattern(), Cost.unlimited(), teller);
    if (teller.failure != null) {
      throw teller.failure;
    }
  }

  private void tell(Event event) throws Exception {
    if (Thread.interrupted() || done.isDone()) {
      throw new InterruptedException();
    }
    if (watch.kinds().contains(event.kind())) {
      listener.on(event);
    }
  }
}

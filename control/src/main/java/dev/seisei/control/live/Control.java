package dev.seisei.control.live;

import dev.seisei.control.Component;
import dev.seisei.control.Part;
import dev.seisei.control.Participant;
import dev.seisei.control.Refusal;
import dev.seisei.control.State;
import dev.seisei.control.Status;
import dev.seisei.control.Surroundings;
import dev.seisei.control.Toggles;
import dev.seisei.control.guard.Guards;
import dev.seisei.control.machine.Machine;
import dev.seisei.control.machine.Outcome;
import dev.seisei.control.machine.Signal;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The components of a running sidecar: takes their events, starts and stops them, and tells.
///
/// Everything is decided on one thread, so events of all components have one order. Parts start and
/// stop on threads of their own, within their deadlines. Every method may be called from any
/// thread.
public final class Control implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Control.class.getName());
  private static final int MOST_WAITING = 256;
  private static final int MOST_LISTENERS = 10_000;

  private final Guards guards;
  private final Toggles toggles;
  private final Supplier<Surroundings> world;
  private final InstantSource clock;
  private final ScheduledThreadPoolExecutor thread;
  private final AtomicInteger waiting = new AtomicInteger();
  private final List<Consumer<Status>> listeners = new CopyOnWriteArrayList<>();
  private final Map<Component, Running> parts = new EnumMap<>(Component.class);
  private final Deque<Component> registered = new ArrayDeque<>();
  private volatile Map<Component, Status> statuses;
  private boolean isClosing;

  /// A sidecar without components yet.
  ///
  /// @param world what conditions may ask about it
  public Control(
      Guards guards, Toggles toggles, Supplier<Surroundings> world, InstantSource clock) {
    this.guards = guards;
    this.toggles = toggles;
    this.world = world;
    this.clock = clock;
    thread =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("control").daemon().factory());
    thread.setRemoveOnCancelPolicy(true);
    Map<Component, Boolean> kept = toggles.kept();
    var first = new EnumMap<Component, Status>(Component.class);
    Instant now = clock.instant();
    for (Component component : Component.all()) {
      first.put(component, Status.notInstalled(component, kept.getOrDefault(component, true), now));
    }
    statuses = Collections.unmodifiableMap(first);
  }

  /// Brings a component in: it starts if it was on when the sidecar stopped, or was never toggled.
  ///
  /// @throws IllegalStateException if it is here already
  public void register(Component component, Part part) {
    join(() -> {
      if (parts.containsKey(component)) {
        throw new IllegalStateException(component.title() + " is registered already");
      }
      parts.put(component, new Running(component, part));
      registered.push(component);
      go(Status.registered(component, status(component).isWanted(), clock.instant()));
    });
  }

  /// Toggles a component. Done when it is decided and kept; the start or stop then takes its time.
  ///
  /// @param to where it is to go, or null for the other way than now
  /// @return never fails
  public CompletableFuture<Outcome> toggle(
      Component component, @Nullable Boolean to, Participant who) {
    var answer = new CompletableFuture<Outcome>();
    if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      answer.complete(
          refused(component, "control.busy", "Too many events wait; send it again in a second."));
      return answer;
    }
    try {
      thread.execute(() -> {
        waiting.decrementAndGet();
        answer.complete(answer(component, new Signal.Toggle(to), who));
      });
    } catch (RejectedExecutionException _) {
      waiting.decrementAndGet();
      answer.complete(stopping(component));
    }
    return answer;
  }

  private Outcome answer(Component component, Signal.Toggle toggle, Participant who) {
    try {
      return isClosing ? stopping(component) : take(component, toggle, who);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, component.event() + " failed", e);
      return refused(component, "control.failed", "The sidecar failed; its log says why.");
    }
  }

  private Outcome stopping(Component component) {
    return refused(component, "control.stopping", "The sidecar is about to stop.");
  }

  private Outcome take(Component component, Signal.Toggle toggle, Participant who) {
    Outcome outcome =
        Outcome.of(statuses, guards, world.get(), component, toggle, who, clock.instant());
    if (!(outcome instanceof Outcome.Taken(Status next))) {
      return outcome;
    }
    Status now = status(component);
    if (next.isWanted() != now.isWanted()) {
      var wanted = new EnumMap<Component, Boolean>(Component.class);
      statuses.forEach((other, status) -> wanted.put(other, status.isWanted()));
      wanted.put(component, next.isWanted());
      try {
        toggles.keep(wanted);
      } catch (RuntimeException e) {
        return refused(
            component,
            "toggles.unwritable",
            component.title()
                + " stays as it is, since the toggles cannot be kept: "
                + e.getMessage()
                + ".");
      }
    }
    if (!next.equals(now)) {
      go(next);
    }
    return outcome;
  }

  private Outcome refused(Component component, String code, String reason) {
    return new Outcome.Refused(new Refusal(code, reason), status(component));
  }

  /// A component is somewhere else: everyone hears of it, and it is made true.
  private void go(Status next) {
    Component component = next.component();
    State before = status(component).state();
    var changed = new EnumMap<>(statuses);
    changed.put(component, next);
    statuses = Collections.unmodifiableMap(changed);
    LOG.log(
        next.state() == State.FAILED ? Level.WARNING : Level.INFO,
        "{0} is {1}: {2}",
        component.title(),
        next.state().word(),
        next.reason());
    Running part = Objects.requireNonNull(parts.get(component));
    if (next.state() != before) {
      switch (next.state()) {
        case STARTING -> part.start();
        case STOPPING -> part.stop();
        case FAILED -> part.clear();
        case OFF, ON -> {}
      }
    }
    for (Consumer<Status> listener : listeners) {
      try {
        listener.accept(next);
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "a listener to " + component.title() + " failed", e);
      }
    }
  }

  private void signal(Component component, Signal signal, String why) {
    Status now = status(component);
    Status next = Machine.next(now, signal, why, clock.instant());
    if (!next.equals(now)) {
      go(next);
    }
  }

  /// Whether a participant may join a world.
  ///
  /// @return why not; empty if it may
  public Optional<Refusal> refusalOfJoin(Participant who, Surroundings there) {
    return Outcome.ofJoin(statuses, guards, there, who);
  }

  /// The conditions on events.
  public Guards guards() {
    return guards;
  }

  public Status status(Component component) {
    return Objects.requireNonNull(statuses.get(component));
  }

  /// All components, in the diagram's order, as they were at one moment.
  public Map<Component, Status> statuses() {
    return statuses;
  }

  /// Tells every change from now on, on the control thread: a listener must not wait.
  ///
  /// @return ends it
  /// @throws IllegalStateException if there are too many
  public Runnable listen(Consumer<Status> listener) {
    if (listeners.size() >= MOST_LISTENERS) {
      throw new IllegalStateException("there are " + MOST_LISTENERS + " listeners, the most");
    }
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /// Waits until a component is where it should be.
  ///
  /// @return whether it came there in time
  public boolean await(Component component, Predicate<State> holds, Duration deadline)
      throws InterruptedException {
    var there = new CompletableFuture<Boolean>();
    Runnable end =
        listen(status -> {
          if (status.component() == component && holds.test(status.state())) {
            there.complete(true);
          }
        });
    try {
      if (holds.test(status(component).state())) {
        return true;
      }
      return there.completeOnTimeout(false, deadline.toNanos(), TimeUnit.NANOSECONDS).join();
    } finally {
      end.run();
    }
  }

  /// Takes no more events and stops every part, the last that was registered first. The toggles
  /// stay as they are.
  @Override
  public void close() {
    if (thread.isShutdown()) {
      return;
    }
    join(() -> {
      isClosing = true;
      for (Component component : registered) {
        Objects.requireNonNull(parts.get(component)).close();
      }
    });
    thread.shutdown();
  }

  /// Does something on the control thread and waits for it.
  private void join(Runnable work) {
    try {
      CompletableFuture.runAsync(work, thread).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException why ? why : e;
    }
  }

  /// A part with its thread, and what its runs tell while they are still meant.
  private final class Running {
    private final Component component;
    private final Part part;
    private final PartThread worker;

    Running(Component component, Part part) {
      this.component = component;
      this.part = part;
      worker = new PartThread("control-" + component.title(), thread);
    }

    void start() {
      long begun = System.nanoTime();
      worker.run(
          "start",
          part.deadline(),
          run -> part.start(reason -> run.tell(() -> fail("broke: " + reason))),
          () ->
              signal(
                  component,
                  new Signal.Started(),
                  "started in " + (System.nanoTime() - begun) / 1_000_000 + " ms"),
          this::fail);
    }

    void stop() {
      worker.run(
          "stop",
          part.deadline(),
          _ -> part.stop(),
          () -> signal(component, new Signal.Stopped(), status(component).reason()),
          this::fail);
    }

    /// Takes down what may be left of a failed one.
    void clear() {
      worker.run(
          "stop",
          part.deadline(),
          _ -> part.stop(),
          () -> {},
          why -> LOG.log(Level.ERROR, "{0} could not be taken down: {1}", component.title(), why));
    }

    private void fail(String why) {
      signal(component, new Signal.Failed(), why);
    }

    void close() {
      worker.close(part::stop, part.deadline());
    }
  }
}

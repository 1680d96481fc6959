package dev.seisei.control.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seisei.control.Component;
import dev.seisei.control.Participant;
import dev.seisei.control.Refusal;
import dev.seisei.control.State;
import dev.seisei.control.Status;
import dev.seisei.control.Surroundings;
import dev.seisei.control.Toggles;
import dev.seisei.control.guard.Condition;
import dev.seisei.control.guard.Guards;
import dev.seisei.control.machine.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class ControlTest {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final Component KHEPRI = Component.KHEPRI;
  private static final Participant ALICE =
      new Participant("alice", "Alice", "person", List.of("builder"));
  private static final Surroundings WORLD = new Surroundings("archipelago", 2);

  private final Kept kept = new Kept();
  private final HandPart part = new HandPart();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private @Nullable Control opened;

  /// Toggles that a disk could keep, or refuse.
  private static final class Kept implements Toggles {
    final Map<Component, Boolean> wanted = new EnumMap<>(Component.class);
    volatile boolean isFull;

    @Override
    public Map<Component, Boolean> kept() {
      return Map.copyOf(wanted);
    }

    @Override
    public void keep(Map<Component, Boolean> now) {
      if (isFull) {
        throw new IllegalStateException("the disk is full");
      }
      wanted.putAll(now);
    }
  }

  private Control open(Condition... conditions) {
    var control =
        new Control(new Guards(List.of(conditions)), kept, () -> WORLD, InstantSource.system());
    control.listen(status -> told.add(status.component().title() + " " + status.state().word()));
    opened = control;
    return control;
  }

  @AfterEach
  void close() {
    part.isDeaf = false;
    part.starts.release(1000);
    part.stops.release(1000);
    if (opened != null) {
      opened.close();
    }
  }

  private static Outcome toggle(Control control, @Nullable Boolean to) {
    return control.toggle(KHEPRI, to, ALICE).orTimeout(30, TimeUnit.SECONDS).join();
  }

  private static Refusal refusal(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused) outcome).refusal();
  }

  private static Status reach(Control control, State state) throws InterruptedException {
    assertThat(control.await(KHEPRI, state::equals, DEADLINE))
        .as("Khepri comes to %s, is %s", state, control.status(KHEPRI))
        .isTrue();
    return control.status(KHEPRI);
  }

  private void await(String what) {
    await(part.done, what);
  }

  private static void await(List<String> list, String what) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!list.contains(what)) {
      assertThat(System.nanoTime()).as("%s of %s", what, list).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @Test
  void what_is_registered_starts_really() throws Exception {
    Control control = open();
    assertThat(control.status(KHEPRI).reason()).startsWith("not installed");
    control.register(KHEPRI, part);
    assertThat(reach(control, State.ON).reason()).matches("started in \\d+ ms");
    assertThat(part.done).containsExactly("start", "started");
    await(told, "Khepri on");
    assertThat(told).containsExactly("Khepri starting", "Khepri on");
    assertThatThrownBy(() -> control.register(KHEPRI, part))
        .hasMessage("Khepri is registered already");
  }

  @Test
  void a_toggle_stops_it_and_another_starts_it_again() throws Exception {
    Control control = open();
    control.register(KHEPRI, part);
    reach(control, State.ON);
    assertThat(toggle(control, null)).isInstanceOf(Outcome.Taken.class);
    assertThat(reach(control, State.OFF).reason()).isEqualTo("turned off by Alice");
    assertThat(part.done).containsExactly("start", "started", "stop");
    toggle(control, null);
    reach(control, State.ON);
    assertThat(part.done).containsExactly("start", "started", "stop", "start", "started");
  }

  @Test
  void asking_twice_for_the_same_is_taken_and_does_nothing() throws Exception {
    Control control = open();
    control.register(KHEPRI, part);
    reach(control, State.ON);
    assertThat(toggle(control, true)).isEqualTo(new Outcome.Taken(control.status(KHEPRI)));
    toggle(control, false);
    reach(control, State.OFF);
    assertThat(toggle(control, false)).isEqualTo(new Outcome.Taken(control.status(KHEPRI)));
    assertThat(part.done).containsExactly("start", "started", "stop");
  }

  @Test
  void what_was_off_stays_off_after_a_restart_and_what_was_on_comes_up() throws Exception {
    Control control = open();
    control.register(KHEPRI, part);
    toggle(control, false);
    reach(control, State.OFF);
    control.close();
    part.done.clear();
    Control again = open();
    again.register(KHEPRI, part);
    assertThat(again.status(KHEPRI).state()).isEqualTo(State.OFF);
    assertThat(part.done).isEmpty();
    toggle(again, true);
    reach(again, State.ON);
    again.close();
    assertThat(kept.wanted).containsEntry(KHEPRI, true);
    Control third = open();
    third.register(KHEPRI, part);
    reach(third, State.ON);
  }

  @Test
  void nothing_is_done_that_cannot_be_kept() throws Exception {
    Control control = open();
    control.register(KHEPRI, part);
    reach(control, State.ON);
    kept.isFull = true;
    Refusal refusal = refusal(toggle(control, false));
    assertThat(refusal.code()).isEqualTo("toggles.unwritable");
    assertThat(refusal.reason()).contains("Khepri stays as it is").contains("the disk is full");
    assertThat(control.status(KHEPRI).state()).isEqualTo(State.ON);
    assertThat(part.done).containsExactly("start", "started");
  }

  @Test
  void what_is_not_installed_refuses_with_the_way_out() {
    Refusal refusal = refusal(toggle(open(), true));
    assertThat(refusal.code()).isEqualTo("component.not-installed");
    assertThat(refusal.reason()).contains("Khepri is not installed").contains(KHEPRI.wayOut());
  }

  @Test
  void a_condition_that_does_not_hold_refuses_and_is_named() throws Exception {
    Control control =
        open(
            Condition.check(
                "operators may stop it",
                KHEPRI,
                Condition.Moment.TOGGLE,
                "component.to == 'on' || 'operator' in participant.roles"));
    control.register(KHEPRI, part);
    reach(control, State.ON);
    Refusal refusal = refusal(toggle(control, null));
    assertThat(refusal.code()).isEqualTo("guard.refused");
    assertThat(refusal.condition()).isEqualTo("operators may stop it");
    assertThat(refusal.reason()).startsWith("Alice may not turn Khepri off: TOGGLE_KHEPRI [");
    assertThat(toggle(control, true)).isInstanceOf(Outcome.Taken.class);
    assertThat(kept.wanted).doesNotContainEntry(KHEPRI, false);
  }

  @Test
  void a_start_that_fails_says_why_is_taken_down_and_may_be_tried_again() throws Exception {
    part.startFails = "no room";
    Control control = open();
    control.register(KHEPRI, part);
    assertThat(reach(control, State.FAILED).reason()).isEqualTo("could not start: no room");
    await("stop");
    part.startFails = null;
    assertThat(toggle(control, null)).isInstanceOf(Outcome.Taken.class);
    reach(control, State.ON);
    assertThat(part.done).containsExactly("start", "stop", "start", "started");
  }

  @Test
  void a_start_past_its_deadline_is_interrupted_and_taken_down() throws Exception {
    part.starts.drainPermits();
    part.deadline = Duration.ofMillis(50);
    Control control = open();
    control.register(KHEPRI, part);
    assertThat(reach(control, State.FAILED).reason())
        .isEqualTo("did not start within 50 ms; it is given up");
    await("stop");
    assertThat(part.done).containsExactly("start", "stop");
  }

  @Test
  void a_start_that_ignores_interrupts_is_taken_down_when_it_comes_back() throws Exception {
    part.starts.drainPermits();
    part.isDeaf = true;
    part.deadline = Duration.ofMillis(50);
    Control control = open();
    control.register(KHEPRI, part);
    reach(control, State.FAILED);
    part.starts.release();
    await("stop");
    assertThat(part.done).containsExactly("start", "started", "stop");
    assertThat(control.status(KHEPRI).state()).isEqualTo(State.FAILED);
  }

  @Test
  void a_part_that_never_comes_back_makes_no_queue() throws Exception {
    part.starts.drainPermits();
    part.isDeaf = true;
    part.deadline = Duration.ofMillis(20);
    Control control = open();
    control.register(KHEPRI, part);
    reach(control, State.FAILED);
    String reason = "";
    for (int i = 0; i < 20 && !reason.contains("Restart the sidecar"); i++) {
      toggle(control, true);
      reason = reach(control, State.FAILED).reason();
    }
    assertThat(reason).contains("has still not come back. Restart the sidecar.");
    assertThat(part.done).containsExactly("start");
  }

  @Test
  void a_toggle_while_it_starts_ends_the_start() throws Exception {
    part.starts.drainPermits();
    Control control = open();
    control.register(KHEPRI, part);
    await("start");
    toggle(control, null);
    assertThat(reach(control, State.OFF).reason()).isEqualTo("turned off by Alice");
    assertThat(part.done).containsExactly("start", "stop");
  }

  @Test
  void a_toggle_while_it_stops_starts_it_afterwards() throws Exception {
    part.stops.drainPermits();
    Control control = open();
    control.register(KHEPRI, part);
    reach(control, State.ON);
    toggle(control, null);
    assertThat(control.status(KHEPRI).state()).isEqualTo(State.STOPPING);
    toggle(control, null);
    assertThat(control.status(KHEPRI).state()).isEqualTo(State.STOPPING);
    assertThat(control.status(KHEPRI).isWanted()).isTrue();
    part.stops.release();
    reach(control, State.ON);
    assertThat(part.done).containsExactly("start", "started", "stop", "start", "started");
  }

  @Test
  void a_stop_that_fails_is_told_and_off_is_reached_by_another() throws Exception {
    Control control = open();
    control.register(KHEPRI, part);
    reach(control, State.ON);
    part.stopFails = "a file is held";
    toggle(control, false);
    assertThat(reach(control, State.FAILED).reason()).isEqualTo("could not stop: a file is held");
    part.stopFails = null;
    toggle(control, false);
    reach(control, State.OFF);
  }

  @Test
  void one_that_breaks_by_itself_fails_and_is_taken_down() throws Exception {
    Control control = open();
    control.register(KHEPRI, part);
    reach(control, State.ON);
    part.broken.accept("the disk went away");
    assertThat(reach(control, State.FAILED).reason()).isEqualTo("broke: the disk went away");
    await("stop");
    assertThat(kept.wanted.getOrDefault(KHEPRI, true)).isTrue();
    toggle(control, null);
    reach(control, State.ON);
    // What an earlier run tells late means nothing.
    var stale = part.broken;
    toggle(control, null);
    toggle(control, null);
    reach(control, State.ON);
    stale.accept("again");
    assertThat(toggle(control, true)).isEqualTo(new Outcome.Taken(control.status(KHEPRI)));
    assertThat(control.status(KHEPRI).state()).isEqualTo(State.ON);
  }

  @Test
  void a_listener_that_fails_harms_nobody() throws Exception {
    Control control = open();
    control.listen(_ -> {
      throw new IllegalStateException("planted");
    });
    var after = new CompletableFuture<Status>();
    Runnable end = control.listen(after::complete);
    control.register(KHEPRI, part);
    reach(control, State.ON);
    assertThat(after).isCompleted();
    end.run();
  }

  @Test
  void events_that_nobody_gets_to_are_refused_not_kept_waiting() throws Exception {
    Control control = open();
    var held = new CompletableFuture<@Nullable Void>();
    control.listen(_ -> held.join());
    var registering = CompletableFuture.runAsync(() -> control.register(KHEPRI, part));
    List<CompletableFuture<Outcome>> answers = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      answers.add(control.toggle(KHEPRI, null, ALICE));
    }
    assertThat(refusal(answers.getLast().join()).code()).isEqualTo("control.busy");
    held.complete(null);
    registering.join();
    assertThat(answers.getFirst().join()).isNotNull();
  }

  @Test
  void closing_stops_what_runs_last_first_and_keeps_the_toggles() throws Exception {
    Control control = open();
    var order = new CopyOnWriteArrayList<String>();
    for (Component component : List.of(KHEPRI, Component.ADA)) {
      control.register(
          component,
          new dev.seisei.control.Part() {
            @Override
            public void start(java.util.function.Consumer<String> broken) {}

            @Override
            public void stop() {
              order.add(component.title());
            }
          });
    }
    reach(control, State.ON);
    control.close();
    assertThat(order).containsExactly("Ada", "Khepri");
    assertThat(kept.wanted).isEmpty();
    assertThat(refusal(toggle(control, false)).code()).isEqualTo("control.stopping");
  }

  @Test
  void nobody_joins_while_nobody_is_admitted() throws Exception {
    Control control =
        open(
            Condition.check(
                "two at most", Component.ADA, Condition.Moment.JOIN, "world.participants < 2"));
    assertThat(control.refusalOfJoin(ALICE, new Surroundings("archipelago", 0)))
        .hasValueSatisfying(
            refusal -> assertThat(refusal.code()).isEqualTo("participant.not-admitted"));
    control.register(Component.ADA, part);
    assertThat(control.await(Component.ADA, State.ON::equals, DEADLINE)).isTrue();
    assertThat(control.refusalOfJoin(ALICE, new Surroundings("archipelago", 1))).isEmpty();
    assertThat(control.refusalOfJoin(ALICE, WORLD))
        .contains(
            new Refusal(
                "guard.refused",
                "Alice is not admitted to archipelago: TOGGLE_ADA [two at most] asks that"
                    + " world.participants < 2.",
                "two at most"));
  }
}

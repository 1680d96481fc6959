package dev.seisei.control.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.control.Component;
import dev.seisei.control.State;
import dev.seisei.control.Status;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class MachineTest {
  private static final Instant BEFORE = Instant.EPOCH;
  private static final Instant NOW = BEFORE.plusSeconds(7);
  static final List<Signal> SIGNALS =
      List.of(
          new Signal.Toggle(null),
          new Signal.Toggle(true),
          new Signal.Toggle(false),
          new Signal.Started(),
          new Signal.Stopped(),
          new Signal.Failed());

  /// `stopping/on` is stopping while wanted again; a plain name is wanted as far as it is on.
  static Status at(String where) {
    String[] parts = where.split("/", -1);
    var state = State.valueOf(parts[0].toUpperCase(Locale.ROOT));
    boolean wanted =
        parts.length > 1
            ? parts[1].equals("on")
            : state == State.STARTING || state == State.ON || state == State.FAILED;
    return new Status(Component.KHEPRI, true, state, wanted, "before", BEFORE);
  }

  private static Status next(Status now, Signal signal) {
    return Machine.next(now, signal, "why", NOW);
  }

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      textBlock =
          """
          IN,           TOGGLE,       TO_ON,       TO_OFF,       STARTED,      STOPPED,      FAILED
          off,          starting,     starting,    off,          off,          off,          off
          starting,     stopping/off, starting,    stopping/off, on,           starting,     failed/on
          on,           stopping/off, on,          stopping/off, on,           on,           failed/on
          stopping/off, stopping/on,  stopping/on, stopping/off, stopping/off, off,          failed/off
          stopping/on,  stopping/off, stopping/on, stopping/off, stopping/on,  starting,     failed/on
          failed/on,    starting,     starting,    stopping/off, failed/on,    failed/on,    failed/on
          failed/off,   starting,     starting,    stopping/off, failed/off,   failed/off,   failed/off
          """)
  void every_state_takes_every_signal(
      String in,
      String toggle,
      String on,
      String off,
      String started,
      String stopped,
      String failed) {
    var expected = List.of(toggle, on, off, started, stopped, failed);
    for (int i = 0; i < SIGNALS.size(); i++) {
      Status now = at(in);
      Status then = next(now, SIGNALS.get(i));
      Status wanted = at(expected.get(i));
      assertThat(then.state()).as("%s in %s", SIGNALS.get(i), in).isEqualTo(wanted.state());
      assertThat(then.isWanted()).as("%s in %s", SIGNALS.get(i), in).isEqualTo(wanted.isWanted());
      if (in.equals(expected.get(i))) {
        assertThat(then).isSameAs(now);
      } else {
        assertThat(then.reason()).isEqualTo("why");
      }
    }
  }

  @Test
  void time_counts_from_when_the_state_was_entered() {
    assertThat(next(at("off"), new Signal.Toggle(null)).since()).isEqualTo(NOW);
    Status turned = next(at("stopping/off"), new Signal.Toggle(null));
    assertThat(turned.since()).isEqualTo(BEFORE);
  }

  @ParameterizedTest
  @EnumSource(Component.class)
  void what_is_not_installed_stays_failed_and_says_what_to_do(Component component) {
    Status absent = Status.notInstalled(component, true, BEFORE);
    assertThat(absent.reason()).startsWith("not installed. ").endsWith(component.wayOut());
    for (Signal signal : SIGNALS) {
      assertThat(next(absent, signal)).isSameAs(absent);
    }
  }

  /// Nothing is off before its stop is done, nothing on before its start is, and everything can be
  /// reached from everything.
  @Test
  void only_a_stop_that_is_done_leads_to_off_and_only_a_start_that_is_done_to_on() {
    for (String from :
        List.of("off", "starting", "on", "stopping/off", "stopping/on", "failed/on")) {
      Set<String> seen = new LinkedHashSet<>(List.of(from));
      var open = new ArrayDeque<>(List.of(at(from)));
      while (!open.isEmpty()) {
        Status now = open.remove();
        for (Signal signal : SIGNALS) {
          Status then = next(now, signal);
          if (then.state() == State.OFF && now.state() != State.OFF) {
            assertThat(signal).isInstanceOf(Signal.Stopped.class);
          }
          if (then.state() == State.ON && now.state() != State.ON) {
            assertThat(signal).isInstanceOf(Signal.Started.class);
          }
          if (seen.add(then.state().word() + "/" + then.isWanted())) {
            open.add(then);
          }
        }
      }
      assertThat(seen.stream().map(name -> name.split("/", -1)[0]))
          .contains("off", "starting", "on", "stopping", "failed");
    }
  }
}

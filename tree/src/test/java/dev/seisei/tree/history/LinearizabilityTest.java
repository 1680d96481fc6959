package dev.seisei.tree.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The checker itself.
@Timeout(60)
final class LinearizabilityTest {

  private static Call put(long begun, long ended, String value) {
    return new Call(begun, ended, new Call.Put(value));
  }

  private static Call get(long begun, long ended, String found) {
    return new Call(begun, ended, new Call.Get(found));
  }

  private static Call swap(long begun, long ended, String expected, String value, Boolean swapped) {
    return new Call(begun, ended, new Call.Swap(expected, value, swapped));
  }

  @Test
  void calls_that_overlap_may_come_in_either_order() {
    assertThat(Linearizability.holds(List.of(put(0, 10, "a"), put(1, 9, "b"), get(11, 12, "a"))))
        .isTrue();
    assertThat(Linearizability.holds(List.of(put(0, 10, "a"), put(1, 9, "b"), get(11, 12, "b"))))
        .isTrue();
  }

  @Test
  void a_stale_read_is_found() {
    assertThat(Linearizability.holds(List.of(put(0, 1, "a"), put(2, 3, "b"), get(4, 5, "a"))))
        .isFalse();
    assertThat(Linearizability.holds(List.of(put(0, 1, "a"), put(2, 5, "b"), get(4, 6, "a"))))
        .isTrue();
  }

  @Test
  void two_reads_that_see_two_orders_are_found() {
    var calls =
        List.of(
            put(0, 100, "a"),
            put(0, 100, "b"),
            get(10, 20, "a"),
            get(21, 30, "b"),
            get(31, 40, "a"));
    assertThat(Linearizability.holds(calls)).isFalse();
  }

  @Test
  void a_lost_write_is_found() {
    assertThat(Linearizability.holds(List.of(put(0, 1, "a"), swap(2, 3, "a", "b", false))))
        .isFalse();
    assertThat(Linearizability.holds(List.of(swap(0, 1, "a", "b", true)))).isFalse();
  }

  @Test
  void what_was_never_answered_may_be_done_at_any_time_or_never() {
    var unknown = put(0, Long.MAX_VALUE, "a");
    assertThat(Linearizability.holds(List.of(unknown, put(1, 2, "b"), get(3, 4, "b")))).isTrue();
    assertThat(Linearizability.holds(List.of(unknown, put(1, 2, "b"), get(3, 4, "a")))).isTrue();
    assertThat(
            Linearizability.holds(List.of(unknown, put(1, 2, "b"), get(3, 4, "a"), get(5, 6, "b"))))
        .isFalse();
    var swap = new Call(0, Long.MAX_VALUE, new Call.Swap("b", "c", null));
    assertThat(Linearizability.holds(List.of(swap, put(1, 2, "b"), get(3, 4, "c")))).isTrue();
  }

  /// Calls of many clients at a real register, and the same with one answer changed.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void long_histories_are_told_apart(long seed) {
    var random = new SplittableRandom(seed);
    var calls = new ArrayList<Call>();
    String value = "v";
    calls.add(put(0, 1, value));
    for (int i = 1; i < 2000; i++) {
      // Each takes effect at 10 i, and reaches over some of its neighbours.
      long begun = 10L * i - random.nextInt(60);
      long ended = 10L * i + random.nextInt(60);
      switch (random.nextInt(3)) {
        case 0 -> {
          value = "v" + i;
          calls.add(put(Math.max(2, begun), ended, value));
        }
        case 1 -> calls.add(get(Math.max(2, begun), ended, value));
        default -> {
          boolean matches = random.nextBoolean();
          calls.add(swap(Math.max(2, begun), ended, matches ? value : "other", "s" + i, matches));
          value = matches ? "s" + i : value;
        }
      }
    }
    assertThat(Linearizability.holds(calls)).isTrue();
    calls.add(get(30_000, 30_001, "never put"));
    assertThat(Linearizability.holds(calls)).isFalse();
    calls.removeLast();
    calls.add(get(30_000, 30_001, value));
    calls.add(get(15_000, 15_001, "v"));
    assertThat(Linearizability.holds(calls)).as("a value of long ago").isFalse();
  }
}

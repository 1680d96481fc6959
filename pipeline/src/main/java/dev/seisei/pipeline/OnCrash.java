package dev.seisei.pipeline;

import java.time.Duration;

/// What happens when a member of a group crashes: the members fall together, the rest plays on, and
/// whoever plays the pipeline hears who fell, why, and with whom.
public sealed interface OnCrash {

  /// The whole pipeline stops: what holds for children in no group.
  record Stop() implements OnCrash {}

  /// The members are removed. Pads on request that were linked with them are gone, others are free
  /// to be linked again.
  record Remove() implements OnCrash {}

  /// The members are opened anew after a pause that doubles every time; what waits for them stays
  /// in the queues, and only the buffer that one of them had in hand is lost to the dead letters.
  ///
  /// @param first pause after a first crash
  /// @param longest pause
  /// @param limit restarts within a time; the crash after them removes the members
  /// @param within that time
  /// @param bypass lets everything pass by the members while they are down
  record Restart(Duration first, Duration longest, int limit, Duration within, boolean bypass)
      implements OnCrash {
    public Restart {
      if (first.isNegative() || longest.compareTo(first) < 0) {
        throw new IllegalArgumentException(
            "restart: pauses must be at least 0 and ascend, got " + first + " to " + longest);
      }
      if (limit < 1 || limit > 1_000_000) {
        throw new IllegalArgumentException("limit: must be 1 to 1000000, got " + limit);
      }
      if (!within.isPositive()) {
        throw new IllegalArgumentException("within: must be above 0, got " + within);
      }
    }

    /// 100 ms, doubling up to 10 s, five times a minute.
    public static Restart usual() {
      return new Restart(
          Duration.ofMillis(100), Duration.ofSeconds(10), 5, Duration.ofMinutes(1), false);
    }

    public Restart bypassing() {
      return new Restart(first, longest, limit, within, true);
    }

    /// The pause before a restart.
    ///
    /// @param earlier restarts within the time
    public Duration pause(int earlier) {
      Duration pause = first;
      for (int i = 0; i < earlier && pause.compareTo(longest) < 0; i++) {
        pause = pause.multipliedBy(2);
      }
      return pause.compareTo(longest) < 0 ? pause : longest;
    }
  }
}

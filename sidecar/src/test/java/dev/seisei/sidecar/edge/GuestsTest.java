package dev.seisei.sidecar.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class GuestsTest {
  private final Guests guests = new Guests();
  private final List<Long> told = new ArrayList<>();

  /// One that notes when it is told, and may go.
  private final class Noting implements Guests.Guest {
    private final boolean goes;

    Noting(boolean goes) {
      this.goes = goes;
    }

    @Override
    public void drain() {
      told.add(System.nanoTime());
      if (goes) {
        guests.remove(this);
      }
    }
  }

  @Test
  void where_nobody_is_nobody_is_waited_for() throws InterruptedException {
    long start = System.nanoTime();
    guests.drain(Duration.ofSeconds(15));
    assertThat(System.nanoTime() - start).isLessThan(1_000_000_000);
    assertThat(guests.isClosing()).isTrue();
  }

  @Test
  void everyone_is_told_once_in_batches() throws InterruptedException {
    for (int i = 0; i < 1200; i++) {
      guests.add(new Noting(true));
    }
    guests.drain(Duration.ofSeconds(15));
    assertThat(guests.size()).isZero();
    assertThat(told).hasSize(1200);
    // Three batches of at most 500, a tenth of a second apart.
    assertThat(told.get(500) - told.get(499)).isGreaterThan(90_000_000);
    assertThat(told.get(1000) - told.get(999)).isGreaterThan(90_000_000);
  }

  @Test
  void who_does_not_go_is_not_waited_for_for_ever() throws InterruptedException {
    guests.add(new Noting(false));
    long start = System.nanoTime();
    guests.drain(Duration.ofSeconds(15));
    assertThat(System.nanoTime() - start).isBetween(900_000_000L, 5_000_000_000L);
    assertThat(told).hasSize(1);
    assertThat(guests.size()).isEqualTo(1);
    guests.drain(Duration.ZERO);
    assertThat(told).hasSize(1);
  }
}

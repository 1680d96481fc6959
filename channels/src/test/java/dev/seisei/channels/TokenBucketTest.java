package dev.seisei.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenBucketTest {
  private static final long SECOND = 1_000_000_000;

  private static int taken(TokenBucket bucket, long nowNanos) {
    int taken = 0;
    while (bucket.take(nowNanos)) {
      taken++;
    }
    return taken;
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE - SECOND, Long.MIN_VALUE})
  void gives_a_burst_and_then_its_rate(long start) {
    var bucket = new TokenBucket(new Rate(4, 10), start);
    assertThat(taken(bucket, start)).isEqualTo(10);
    assertThat(taken(bucket, start + SECOND / 4 - 1)).isZero();
    assertThat(taken(bucket, start + SECOND / 4)).isEqualTo(1);
    assertThat(taken(bucket, start + 2 * SECOND + SECOND / 4)).isEqualTo(8);
    assertThat(taken(bucket, start + 100 * SECOND)).isEqualTo(10);
  }

  @Test
  void what_was_taken_too_early_is_waited_for() {
    var bucket = new TokenBucket(new Rate(4, 2), 0);
    bucket.owe(0);
    bucket.owe(0);
    assertThat(bucket.waitNanos(0)).isZero();
    bucket.owe(0);
    assertThat(bucket.waitNanos(0)).isEqualTo(SECOND / 4);
    bucket.owe(0);
    assertThat(bucket.waitNanos(0)).isEqualTo(SECOND / 2);
    assertThat(bucket.take(0)).isFalse();
    assertThat(bucket.waitNanos(SECOND / 4)).isEqualTo(SECOND / 4);
    assertThat(bucket.waitNanos(SECOND / 2)).isZero();
  }

  @Test
  void a_rate_that_is_none_is_refused() {
    for (double rate : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException().isThrownBy(() -> new Rate(rate, 1));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new Rate(1, 0));
  }
}

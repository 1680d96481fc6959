package dev.seisei.pipeline.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;

/// A histogram of durations: eight buckets a power of two from 64 ns to about an hour, so that a
/// figure is at most an eighth too high. One thread at a time records, any may read.
final class Latencies {
  private static final int FINE = 3;
  static final int LEAST = 6;
  private static final int BUCKETS = (42 - LEAST) << FINE;
  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

  private final long[] cells = new long[BUCKETS];
  private final Count sum = new Count();

  void record(long nanos) {
    sum.add(nanos);
    int bucket = bucket(nanos);
    CELL.setOpaque(cells, bucket, cells[bucket] + 1);
  }

  private static int bucket(long nanos) {
    long clamped = Math.clamp(nanos, 1L << LEAST, TimeUnit.HOURS.toNanos(1));
    int exponent = 63 - Long.numberOfLeadingZeros(clamped);
    int fine = (int) (clamped >> (exponent - FINE)) & ((1 << FINE) - 1);
    return ((exponent - LEAST) << FINE) + fine;
  }

  /// The upper end of a bucket.
  private static long above(int bucket) {
    int exponent = (bucket >> FINE) + LEAST;
    long fine = bucket & ((1 << FINE) - 1);
    return (1L << exponent) + ((fine + 1) << (exponent - FINE));
  }

  LiveGraph.Latency told() {
    long[] now = new long[BUCKETS];
    long count = 0;
    for (int i = 0; i < BUCKETS; i++) {
      now[i] = (long) CELL.getOpaque(cells, i);
      count += now[i];
    }
    var octaves = new ArrayList<Long>();
    for (int i = 0; i < BUCKETS; i += 1 << FINE) {
      long octave = 0;
      for (int fine = 0; fine < 1 << FINE; fine++) {
        octave += now[i + fine];
      }
      octaves.add(octave);
    }
    return new LiveGraph.Latency(
        count,
        quantile(now, count, 0.5),
        quantile(now, count, 0.99),
        quantile(now, count, 1),
        sum.get(),
        octaves);
  }

  private static long quantile(long[] cells, long count, double share) {
    long rank = (long) Math.ceil(share * count);
    for (int i = 0; i < BUCKETS && count > 0; i++) {
      rank -= cells[i];
      if (rank <= 0) {
        return above(i);
      }
    }
    return 0;
  }
}

package dev.seisei.channels;

/// Counts what happens against a [Rate].
///
/// Holds at most the burst and fills at the rate. Not thread-safe.
///
/// Source: J. Turner, "New directions in communications", IEEE Communications Magazine 24(10),
/// 1986.
final class TokenBucket {
  private static final double NANOS = 1e9;

  private final Rate rate;
  private double tokens;
  private long filledAt;

  TokenBucket(Rate rate, long nowNanos) {
    this.rate = rate;
    this.tokens = rate.burst();
    this.filledAt = nowNanos;
  }

  /// Takes one if there is one.
  boolean take(long nowNanos) {
    fill(nowNanos);
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }

  /// Takes one that may be missing: what was taken too early must be waited for.
  void owe(long nowNanos) {
    fill(nowNanos);
    tokens--;
  }

  /// How long until nothing is owed, 0 if nothing is.
  long waitNanos(long nowNanos) {
    fill(nowNanos);
    return tokens >= 0 ? 0 : (long) Math.ceil(-tokens / rate.perSecond() * NANOS);
  }

  private void fill(long nowNanos) {
    tokens = Math.min(rate.burst(), tokens + (nowNanos - filledAt) / NANOS * rate.perSecond());
    filledAt = nowNanos;
  }
}

package dev.seisei.kernels;

/// Counter-based random bits: the same input gives the same bits on every machine and in any order.
///
/// Source: the finaliser constants are those of C. Wellons' search for low-bias 32-bit functions
/// ("Prospecting for Hash Functions", 2018); the inputs are folded in with odd multipliers.
public final class Hash {
  private Hash() {}

  /// Mixes all 32 bits of a counter so that each input bit flips each output bit half of the time.
  public static int mix(int counter) {
    int h = counter;
    h ^= h >>> 16;
    h *= 0x7feb352d;
    h ^= h >>> 15;
    h *= 0x846ca68b;
    h ^= h >>> 16;
    return h;
  }

  /// Random bits for a pair of counters under a seed.
  public static int of(int seed, int a, int b) {
    return mix(mix(seed + 0x9e3779b9 * a) + 0x85ebca6b * b);
  }

  /// A number in `[0, 1)` from the upper 24 bits.
  public static float unit(int hash) {
    return (hash >>> 8) * 0x1p-24f;
  }
}

package dev.seisei.rules.planted.kernels;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/// Another answer each time.
public final class Moody {
  private Moody() {}

  public static final class Rolls {
    int roll(Random dice) {
      return dice.nextInt(6);
    }
  }

  public static final class RollsInPassing {
    DoubleSupplier dice() {
      return Math::random;
    }
  }

  public static final class Draws {
    void draw(List<String> cards) {
      Collections.shuffle(cards);
    }
  }

  public static final class LooksAtTheClock {
    boolean isLeapYear() {
      return LocalDate.EPOCH.isLeapYear();
    }
  }

  public static final class CountsNanoseconds {
    long since(long start) {
      return System.nanoTime() - start;
    }
  }

  /// Blameless: it says the same whenever it is given the same seed.
  public static final class Repeats {
    int roll(long seed) {
      return new SplittableRandom(seed).nextInt(6);
    }
  }
}

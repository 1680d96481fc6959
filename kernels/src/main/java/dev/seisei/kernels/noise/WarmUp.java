package dev.seisei.kernels.noise;

/// Gets the vector kernel compiled, and notices when that is done.
///
/// Until then its vectors are boxed, and it is hundreds of times slower than its scalar twin. How
/// many calls that takes depends on the machine and on what else it compiles; so this asks the
/// clock, the only one in the kernels. Nothing but speed depends on the answer: both paths give the
/// same bits.
final class WarmUp {
  // The compiler counts calls: few places each make the slow ones short.
  private static final int REHEARSED_PLACES = 16;
  private static final int REHEARSALS = 6000;
  private static final int COMPARED_PLACES = 1024;
  private static final int PAUSE_MILLIS = 2;
  private static final long DEADLINE_NANOS = 5_000_000_000L;

  private final float[] places = new float[COMPARED_PLACES];
  private final float[] out = new float[COMPARED_PLACES];

  private WarmUp() {
    for (int i = 0; i < COMPARED_PLACES; i++) {
      places[i] = i * 0.37f;
    }
  }

  /// Returns whether the vector kernel has become the faster one; false after five seconds, or
  /// where the thread is interrupted.
  static boolean run() {
    var warmUp = new WarmUp();
    long deadline = System.nanoTime() + DEADLINE_NANOS;
    for (int i = 0; i < REHEARSALS && System.nanoTime() < deadline; i++) {
      warmUp.vector(REHEARSED_PLACES);
    }
    while (System.nanoTime() < deadline) {
      if (warmUp.isFaster()) {
        return true;
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  private boolean isFaster() {
    long begun = System.nanoTime();
    vector(COMPARED_PLACES);
    long between = System.nanoTime();
    Perlin.fillScalar(places, places, 0, COMPARED_PLACES, 0.013f, 1, out);
    return between - begun < System.nanoTime() - between;
  }

  private void vector(int count) {
    VectorPerlin.fill(places, places, count, 0.013f, 1, out);
  }
}

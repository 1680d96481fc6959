package dev.seisei.kernels.noise;

/// Whether a kernel's vector path is there, is wanted, and has become the faster one.
///
/// The property `seisei.vector` set to `on` uses vectors from the first call, `off` never. Vectors
/// are boxed, and hundreds of times slower than the scalar twin, until the kernel has been
/// compiled; the scalar twin serves until then. How many calls that takes depends on the machine
/// and on what else it compiles; so the warm-up asks the clock, the only one in the kernels.
/// Nothing but speed depends on the answer: both paths give the same bits.
final class VectorPath {
  private static final String PREFERENCE = System.getProperty("seisei.vector", "auto");
  static final boolean IS_THERE =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
          && !PREFERENCE.equals("off");

  // The compiler counts calls: few places each make the slow ones short.
  private static final int REHEARSED_PLACES = 16;
  private static final int REHEARSALS = 6000;
  private static final int COMPARED_PLACES = 1024;
  private static final int PAUSE_MILLIS = 2;
  private static final long DEADLINE_NANOS = 5_000_000_000L;

  private volatile boolean warm = IS_THERE && PREFERENCE.equals("on");

  /// One path of a kernel, its parameters any that are usual.
  @FunctionalInterface
  interface Rehearsal {
    void run(float[] places, int count, float[] out);
  }

  boolean isWarm() {
    return warm && Vectors.areAllowed();
  }

  /// Compiles the vector kernel by use and returns when it has become the faster one, after five
  /// seconds at most, or where the thread is interrupted. A second caller waits for the first.
  synchronized void warm(Rehearsal vector, Rehearsal scalar) {
    if (!IS_THERE || warm || !Vectors.areAllowed()) {
      return;
    }
    float[] places = new float[COMPARED_PLACES];
    float[] out = new float[COMPARED_PLACES];
    for (int i = 0; i < COMPARED_PLACES; i++) {
      places[i] = i * 0.37f;
    }
    long deadline = System.nanoTime() + DEADLINE_NANOS;
    for (int i = 0; i < REHEARSALS && System.nanoTime() < deadline; i++) {
      vector.run(places, REHEARSED_PLACES, out);
    }
    while (!warm && Vectors.areAllowed() && System.nanoTime() < deadline) {
      long begun = System.nanoTime();
      vector.run(places, COMPARED_PLACES, out);
      long between = System.nanoTime();
      scalar.run(places, COMPARED_PLACES, out);
      if (between - begun < System.nanoTime() - between) {
        warm = true;
        return;
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}

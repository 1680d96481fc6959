package dev.seisei.pipeline.engine;

/// How long a task may go on before others get their turn: so many items, or so much time, whatever
/// is over first. The clock is asked more and more rarely as long as items are quick.
final class Pace {
  private static final int MOST_ITEMS = 256;
  private static final long MOST_NANOS = 100_000;

  private final long start = System.nanoTime();
  private int items;
  private int nextLook = 1;

  /// Counts an item.
  ///
  /// @return whether another may follow
  boolean next() {
    items++;
    if (items >= nextLook) {
      nextLook = items + Math.min(items, 16);
      if (System.nanoTime() - start > MOST_NANOS) {
        items = MOST_ITEMS;
      }
    }
    return items < MOST_ITEMS;
  }

  boolean isOver() {
    return items >= MOST_ITEMS;
  }
}

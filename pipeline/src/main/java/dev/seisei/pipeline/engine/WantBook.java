package dev.seisei.pipeline.engine;

import dev.seisei.data.ChunkKey;
import dev.seisei.pipeline.Buffer;
import dev.seisei.pipeline.Demand;
import dev.seisei.pipeline.Filter;
import dev.seisei.pipeline.PipelineException;
import dev.seisei.pipeline.Want;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The chunks that are wanted over a link. Any thread may call.
final class WantBook implements Demand.Spatial {

  /// On one link: what some thousands of viewers wait for at a time.
  static final int MOST = 1 << 16;

  private final Link link;
  private final Map<ChunkKey, Entry> all = new LinkedHashMap<>();
  private final TreeSet<Entry> waiting = new TreeSet<>(Entry.URGENT_FIRST);

  /// Taken back after the maker had taken them, and it does not know yet.
  private final ArrayDeque<ChunkKey> unwanted = new ArrayDeque<>(0);

  private final boolean isToldUnwanted;
  private long number;

  WantBook(Link link) {
    this.link = link;
    isToldUnwanted = !(link.from.leaf instanceof Filter);
  }

  private final class Entry implements Demand.Wanted {
    static final Comparator<Entry> URGENT_FIRST =
        Comparator.<Entry>comparingInt(entry -> entry.want.priority())
            .reversed()
            .thenComparingLong(entry -> entry.want.deadlineNanos())
            .thenComparingLong(entry -> entry.number);

    private final Want want;
    private final long number;
    private volatile boolean isCancelled;

    Entry(Want want, long number) {
      this.want = want;
      this.number = number;
    }

    @Override
    public Want want() {
      return want;
    }

    @Override
    public boolean isCancelled() {
      return isCancelled || isLate(want);
    }
  }

  private boolean isLate(Want want) {
    return want.deadlineNanos() != Want.NEVER
        && link.from.clock().nanos() - want.deadlineNanos() >= 0;
  }

  /// Wants a chunk, or changes how.
  ///
  /// @return whether that changed anything
  synchronized boolean put(Want want) {
    Entry before = all.get(want.key());
    if (before != null && before.want.equals(want)) {
      return false;
    }
    if (before == null && all.size() >= MOST) {
      throw new PipelineException(
          "want.overflow", "More than " + MOST + " chunks are wanted over " + link.drawn + ".");
    }
    boolean isBegun = before != null && !waiting.remove(before);
    if (before != null && isBegun && before.want.apron() >= want.apron()) {
      // It is being made, and what is made will do.
      return false;
    }
    if (before != null) {
      before.isCancelled = true;
      tellUnwanted(want.key(), isBegun);
    }
    var entry = new Entry(want, number++);
    all.put(want.key(), entry);
    waiting.add(entry);
    return true;
  }

  /// Takes a want back.
  ///
  /// @return whether it was there
  synchronized boolean remove(ChunkKey key) {
    Entry entry = all.remove(key);
    if (entry == null) {
      return false;
    }
    entry.isCancelled = true;
    tellUnwanted(key, !waiting.remove(entry));
    return true;
  }

  private void tellUnwanted(ChunkKey key, boolean isBegun) {
    if (isBegun && isToldUnwanted) {
      unwanted.add(key);
    }
  }

  /// The next that the maker should stop to make; null when it knows of all.
  synchronized @Nullable ChunkKey nextUnwanted() {
    return unwanted.poll();
  }

  /// As [#remove], by the maker itself.
  synchronized boolean giveUp(ChunkKey key) {
    Entry entry = all.remove(key);
    if (entry != null) {
      waiting.remove(entry);
    }
    return entry != null;
  }

  synchronized @Nullable Want get(ChunkKey key) {
    Entry entry = all.get(key);
    return entry == null ? null : entry.want;
  }

  synchronized List<ChunkKey> keys() {
    return new ArrayList<>(all.keySet());
  }

  /// Whether a buffer is the answer to a want, which it then no longer is.
  boolean isAnsweredBy(Buffer buffer) {
    ChunkKey key = buffer.key();
    if (key == null) {
      throw new PipelineException(
          "want.key", link.from.path + " sends a buffer without a key over " + link.drawn + ".");
    }
    return giveUp(key);
  }

  /// The wants whose deadline has passed; they are taken back.
  synchronized List<ChunkKey> expire() {
    var late = new ArrayList<ChunkKey>();
    for (Entry entry : all.values()) {
      if (isLate(entry.want)) {
        late.add(entry.want.key());
      }
    }
    late.forEach(this::remove);
    return late;
  }

  /// Nothing is taken any more: who had taken it is gone.
  synchronized void restart() {
    unwanted.clear();
    waiting.addAll(all.values());
  }

  synchronized boolean hasWaiting() {
    return !waiting.isEmpty();
  }

  @Override
  public @Nullable Wanted next() {
    // What is begun has its room, so that every answer can be sent when it is there.
    if (!link.hasRoomFor(begun() + 1)) {
      return null;
    }
    synchronized (this) {
      Entry entry = waiting.pollFirst();
      while (entry != null && isLate(entry.want)) {
        entry = waiting.pollFirst();
      }
      return entry;
    }
  }

  @Override
  public synchronized int outstanding() {
    return all.size();
  }

  /// How many of these the maker has taken and works on.
  synchronized int begun() {
    return all.size() - waiting.size();
  }
}

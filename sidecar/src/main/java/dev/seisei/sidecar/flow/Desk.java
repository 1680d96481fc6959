package dev.seisei.sidecar.flow;

import dev.seisei.data.ChunkKey;
import dev.seisei.pipeline.Context;
import dev.seisei.pipeline.PipelineException;
import dev.seisei.sidecar.chunk.Chunks;
import dev.seisei.sidecar.chunk.EncodedChunk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Where those who live outside of a pipeline ask for chunks, and get them. A [Clients] carries
/// what is asked for into the pipeline; while none plays, it waits.
///
/// Bounded by those who ask, each of whom keeps few requests under way. Thread-safe.
public final class Desk implements Chunks, AutoCloseable {
  private final Map<ChunkKey, List<Slip>> asked = new LinkedHashMap<>();

  /// What is asked for now and was not, or was and is not; the element has not heard of it.
  private final LinkedHashSet<ChunkKey> changed = new LinkedHashSet<>();

  private @Nullable Context element;
  private boolean isClosed;

  /// What changed.
  ///
  /// @param rank the best at which it is wanted
  record News(ChunkKey key, boolean isWanted, int rank) {}

  private final class Slip implements Ticket {
    private final ChunkKey key;
    private final int rank;
    private final CompletableFuture<EncodedChunk> chunk = new CompletableFuture<>();

    Slip(ChunkKey key, int rank) {
      this.key = key;
      this.rank = rank;
    }

    @Override
    public CompletableFuture<EncodedChunk> chunk() {
      return chunk;
    }

    @Override
    public void cancel() {
      tearUp(this);
      chunk.cancel(false);
    }
  }

  @Override
  public Ticket want(ChunkKey key, int rank) {
    var slip = new Slip(key, rank);
    Context told;
    synchronized (this) {
      if (isClosed) {
        throw new CancellationException("nobody makes chunks here any more");
      }
      List<Slip> slips = asked.computeIfAbsent(key, _ -> new ArrayList<>(1));
      slips.add(slip);
      if (slips.size() > 1) {
        return slip;
      }
      changed.add(key);
      told = element;
    }
    wake(told);
    return slip;
  }

  private void tearUp(Slip slip) {
    Context told;
    synchronized (this) {
      List<Slip> slips = asked.get(slip.key);
      if (slips == null || !slips.remove(slip) || !slips.isEmpty()) {
        return;
      }
      asked.remove(slip.key);
      changed.add(slip.key);
      told = element;
    }
    wake(told);
  }

  private static void wake(@Nullable Context element) {
    if (element != null) {
      element.wake();
    }
  }

  /// Chunks that somebody waits for.
  public synchronized int waiting() {
    return asked.size();
  }

  /// An element serves from now on.
  ///
  /// @return all that is asked for, with ranks
  synchronized Map<ChunkKey, Integer> opened(Context serving) {
    element = serving;
    changed.clear();
    var all = new HashMap<ChunkKey, Integer>();
    asked.forEach((key, slips) -> all.put(key, rank(slips)));
    return all;
  }

  private static int rank(List<Slip> slips) {
    int best = Integer.MAX_VALUE;
    for (Slip slip : slips) {
      best = Math.min(best, slip.rank);
    }
    return best;
  }

  /// An element serves no more.
  synchronized void left(Context serving) {
    if (serving.equals(element)) {
      element = null;
    }
  }

  /// The next that changed; null when the element has heard of all.
  synchronized @Nullable News news() {
    if (changed.isEmpty()) {
      return null;
    }
    ChunkKey key = changed.removeFirst();
    List<Slip> slips = asked.get(key);
    return slips == null ? new News(key, false, 0) : new News(key, true, rank(slips));
  }

  private synchronized List<Slip> take(ChunkKey key) {
    List<Slip> slips = asked.remove(key);
    return slips == null ? List.of() : slips;
  }

  /// A chunk came.
  void bring(EncodedChunk chunk) {
    for (Slip slip : take(chunk.key())) {
      slip.chunk.complete(chunk);
    }
  }

  /// A chunk will not come.
  void miss(ChunkKey key, Throwable why) {
    boolean isLate = why instanceof PipelineException fault && fault.code().equals("want.deadline");
    Throwable told = isLate ? new TimeoutException(why.getMessage()) : why;
    for (Slip slip : take(key)) {
      slip.chunk.completeExceptionally(told);
    }
  }

  /// Nobody makes any more; who still waits is told.
  @Override
  public void close() {
    var left = new ArrayList<Slip>();
    synchronized (this) {
      isClosed = true;
      asked.values().forEach(left::addAll);
      asked.clear();
    }
    left.forEach(slip -> slip.chunk.cancel(false));
  }
}

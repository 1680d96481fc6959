package dev.seisei.sidecar.chunk;

import dev.seisei.data.ChunkKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes each chunk once for all who want it, on as many threads as it is given, and keeps the
/// latest within a bound of memory.
///
/// Work begins in the order of the times at which it is due, then in that in which it was first
/// wanted. Whoever asks keeps few requests under way, which bounds what waits; others look at
/// [#waiting] first. Work that nobody waits for any more is not begun, and where it has begun its
/// maker is told. Thread-safe.
public final class ChunkStore implements AutoCloseable {
  private static final int BYTES_BESIDE =
      200; // keys, maps, headers: what an entry takes besides its chunk

  private final Maker maker;
  private final long mostBytes;
  private final List<Thread> workers = new ArrayList<>();

  private final Map<ChunkKey, Job> jobs = new HashMap<>();
  private final TreeSet<Job> queue =
      new TreeSet<>(
          Comparator.<Job>comparingLong(job -> job.due).thenComparingLong(job -> job.number));
  private final LinkedHashMap<ChunkKey, EncodedChunk> kept = new LinkedHashMap<>(256, 0.75f, true);
  private long keptBytes;
  private long made;
  private long numbers;
  private long clock;
  private boolean closed;

  /// Makes and encodes chunks; called on the workers.
  @FunctionalInterface
  public interface Maker {

    /// Makes one.
    ///
    /// @param wanted whether someone waits for it; once it has said no, the maker may throw, and is
    ///   asked again for whoever has come since
    EncodedChunk make(ChunkKey key, BooleanSupplier wanted);
  }

  /// @param maker one that ends what it has begun
  /// @param threads workers
  /// @param mostBytes bound of the memory for chunks that are kept
  public ChunkStore(Function<ChunkKey, EncodedChunk> maker, int threads, long mostBytes) {
    this((key, _) -> maker.apply(key), threads, mostBytes);
  }

  /// @param maker makes and encodes a chunk
  /// @param threads workers
  /// @param mostBytes bound of the memory for chunks that are kept
  public ChunkStore(Maker maker, int threads, long mostBytes) {
    this.maker = maker;
    this.mostBytes = mostBytes;
    for (int i = 0; i < threads; i++) {
      workers.add(Thread.ofPlatform().name("chunks-" + i).daemon().start(this::work));
    }
  }

  /// Someone's request for one chunk.
  public final class Ticket implements Chunks.Ticket {
    private final CompletableFuture<EncodedChunk> chunk = new CompletableFuture<>();
    private @Nullable Job job;

    private Ticket() {}

    /// The chunk, when it is there. Fails with what the maker threw, or with
    /// [CancellationException] when the store closes.
    @Override
    public CompletableFuture<EncodedChunk> chunk() {
      return chunk;
    }

    @Override
    public void cancel() {
      synchronized (ChunkStore.this) {
        if (job != null) {
          job.tickets.remove(this);
          if (job.tickets.isEmpty()) {
            job.wanted = false;
            if (!job.begun) {
              jobs.remove(job.key);
              queue.remove(job);
            }
          }
          job = null;
        }
      }
      chunk.cancel(false);
    }
  }

  private static final class Job {
    final ChunkKey key;
    final long number;
    final List<Ticket> tickets = new ArrayList<>();
    long due;
    boolean begun;
    private volatile boolean wanted = true;
    // Whether the maker has been told that it is not wanted; only its worker knows.
    private boolean gaveUp;

    /// When it was begun.
    long stamp;

    /// Whether the chunk became another one since the making began.
    boolean outdated;

    Job(ChunkKey key, long number, long due) {
      this.key = key;
      this.number = number;
      this.due = due;
    }

    boolean isWanted() {
      gaveUp |= !wanted;
      return !gaveUp;
    }
  }

  /// Asks for a chunk, whenever.
  ///
  /// @return a ticket; already done where the chunk is kept
  /// @throws CancellationException if the store is closed
  public Ticket want(ChunkKey key) {
    return want(key, Long.MAX_VALUE);
  }

  /// Asks for a chunk.
  ///
  /// @param due what is due earlier is begun earlier, on whatever clock all who ask have in common
  /// @return a ticket; already done where the chunk is kept
  /// @throws CancellationException if the store is closed
  public Ticket want(ChunkKey key, long due) {
    var ticket = new Ticket();
    EncodedChunk known;
    synchronized (this) {
      if (closed) {
        throw new CancellationException("the chunk store is closed");
      }
      known = kept.get(key);
      if (known == null) {
        Job job = jobs.get(key);
        if (job == null) {
          job = new Job(key, numbers++, due);
          jobs.put(key, job);
          queue.add(job);
          notify();
        } else if (due < job.due) {
          boolean isQueued = queue.remove(job);
          job.due = due;
          if (isQueued) {
            queue.add(job);
          }
        }
        job.wanted = true;
        job.tickets.add(ticket);
        ticket.job = job;
      }
    }
    if (known != null) {
      ticket.chunk.complete(known);
    }
    return ticket;
  }

  /// Says that these chunks are others from now on: what is kept of them is let go, and what is
  /// being made of them is made again before anyone gets it.
  ///
  /// @return what is stamped less is older than this
  public synchronized long renew(Collection<ChunkKey> changed) {
    for (ChunkKey key : changed) {
      EncodedChunk old = kept.remove(key);
      if (old != null) {
        keptBytes -= old.bytes().length + BYTES_BESIDE;
      }
      Job job = jobs.get(key);
      if (job != null) {
        job.outdated = job.begun;
      }
    }
    return ++clock;
  }

  /// The same for every chunk.
  public synchronized long renewAll() {
    kept.clear();
    keptBytes = 0;
    jobs.values().forEach(job -> job.outdated = job.begun);
    return ++clock;
  }

  /// Chunks made since the start.
  public synchronized long made() {
    return made;
  }

  /// Chunks that someone waits for.
  public synchronized int waiting() {
    return jobs.size();
  }

  /// Bytes of the chunks that are kept.
  public synchronized long keptBytes() {
    return keptBytes;
  }

  private void work() {
    for (Job job = next(); job != null; job = next()) {
      EncodedChunk chunk = null;
      Throwable failure = null;
      try {
        chunk = maker.make(job.key, job::isWanted).stamped(job.stamp);
      } catch (RuntimeException | Error e) {
        failure = e;
      }
      for (Ticket ticket : finish(job, chunk)) {
        if (chunk != null) {
          ticket.chunk.complete(chunk);
        } else if (failure != null) {
          ticket.chunk.completeExceptionally(failure);
        }
      }
    }
  }

  private synchronized @Nullable Job next() {
    while (queue.isEmpty() && !closed) {
      try {
        wait();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return null;
      }
    }
    Job job = queue.pollFirst();
    if (job != null) {
      job.begun = true;
      job.stamp = ++clock;
    }
    return job;
  }

  private synchronized List<Ticket> finish(Job job, @Nullable EncodedChunk chunk) {
    // Someone may have come after the maker was told that nobody waits.
    boolean isMissing = job.outdated || (chunk == null && job.gaveUp);
    if (isMissing && !job.tickets.isEmpty() && !closed) {
      job.outdated = false;
      job.gaveUp = false;
      job.begun = false;
      queue.add(job);
      notify();
      return List.of();
    }
    jobs.remove(job.key);
    if (job.outdated || closed) {
      // Nobody waits, or who waits is told by whoever closes.
      return List.of();
    }
    if (chunk != null) {
      made++;
      kept.put(job.key, chunk);
      keptBytes += chunk.bytes().length + BYTES_BESIDE;
      var oldest = kept.values().iterator();
      while (keptBytes > mostBytes && oldest.hasNext()) {
        keptBytes -= oldest.next().bytes().length + BYTES_BESIDE;
        oldest.remove();
      }
    }
    List<Ticket> tickets = List.copyOf(job.tickets);
    tickets.forEach(ticket -> ticket.job = null);
    return tickets;
  }

  /// Ends the workers; who still waits is told.
  @Override
  public void close() {
    var left = new ArrayList<Ticket>();
    synchronized (this) {
      closed = true;
      queue.clear();
      jobs.values().forEach(job -> left.addAll(job.tickets));
      jobs.clear();
      notifyAll();
    }
    left.forEach(ticket -> ticket.chunk.cancel(false));
    for (Thread worker : workers) {
      worker.interrupt();
    }
  }
}

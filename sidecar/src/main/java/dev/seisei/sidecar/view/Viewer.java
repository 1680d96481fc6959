package dev.seisei.sidecar.view;

import dev.seisei.data.ChunkKey;
import dev.seisei.sidecar.chunk.Chunks;
import dev.seisei.sidecar.chunk.EncodedChunk;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Brings one client the chunks of its view, within the credit that it grants.
///
/// Holds at most [#MOST_UNDER_WAY] chunks for a client that takes none. A chunk that was sent is
/// forgotten when the view no longer wants it and everything that takes its place has been sent.
/// Used on one thread: answers come back through the executor, which may run them later or at once.
public final class Viewer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Viewer.class.getName());

  /// Chunks that are asked for, or made and not yet sent, at a time.
  public static final int MOST_UNDER_WAY = 8;

  /// Credit beyond this is not remembered, in bytes.
  public static final int MOST_CREDIT = 16 << 20;

  private final Chunks chunks;
  private final Executor thread;
  private final Client client;

  /// Wanted and not yet sent, nearest first.
  private final LinkedHashSet<ChunkKey> missing = new LinkedHashSet<>();

  /// Wanted, and could not be made; what they would replace stays.
  private final Set<ChunkKey> failed = new HashSet<>();

  private final Map<ChunkKey, Chunks.Ticket> asked = new HashMap<>();
  private final Map<ChunkKey, EncodedChunk> ready = new HashMap<>();
  private final Set<ChunkKey> wanted = new HashSet<>();

  /// What the client has, with its digest.
  private final Map<ChunkKey, byte[]> shown = new LinkedHashMap<>();

  /// What became another chunk since the client got it or it was asked for: with the stamp from
  /// which on it is the new one. A pipeline may still carry an older.
  private final Map<ChunkKey, Long> outdated = new HashMap<>();

  private final Set<ChunkKey> stale = new LinkedHashSet<>();

  /// Of the next that is asked for, behind what is asked for already.
  private int rank;

  private long credit;
  private boolean complete = true;
  private boolean pumping;
  private boolean pumpAgain;
  private boolean closed;

  /// Whoever the chunks are for.
  public interface Client {

    /// Takes a chunk.
    void chunk(EncodedChunk chunk);

    /// Lets go of chunks.
    void forget(List<ChunkKey> keys);

    /// Has everything that the view wants.
    void complete(int wanted);

    /// A chunk could not be made; the view stays incomplete.
    void failed(ChunkKey key, Throwable why);

    /// Whether it cannot take more for now; [Viewer#pump] is called when it can.
    boolean isFull();
  }

  public Viewer(Chunks chunks, Executor thread, Client client) {
    this.chunks = chunks;
    this.thread = thread;
    this.client = client;
  }

  /// Looks somewhere else.
  ///
  /// @param cover the chunks of the new view, in the order in which they are wanted
  public void look(List<ChunkKey> cover) {
    wanted.clear();
    wanted.addAll(cover);
    failed.clear();
    missing.clear();
    for (ChunkKey key : cover) {
      if (!shown.containsKey(key) || isOutdated(key)) {
        missing.add(key);
      }
    }
    outdated.keySet().removeIf(key -> !shown.containsKey(key) && !wanted.contains(key));
    cancelWhatNobodyWants();
    stale.clear();
    for (ChunkKey key : shown.keySet()) {
      if (!wanted.contains(key)) {
        stale.add(key);
      }
    }
    complete = false;
    forget(stale);
    pump();
  }

  private boolean isOutdated(ChunkKey key) {
    return shown.containsKey(key) && outdated.containsKey(key);
  }

  /// Some chunks are others from now on, and whoever makes them knows: those that the client has
  /// are sent again, before what it still misses, and stay until then.
  ///
  /// @param since those that are stamped less are none of the new ones
  public void renew(Collection<ChunkKey> changed, long since) {
    ready.keySet().removeAll(changed);
    cancel(changed.stream().filter(asked::containsKey).toList());
    var again = new ArrayList<ChunkKey>();
    for (ChunkKey key : changed) {
      boolean hasFailed = failed.remove(key);
      if (shown.containsKey(key) || wanted.contains(key)) {
        outdated.put(key, since);
      }
      if (wanted.contains(key) && (hasFailed || shown.containsKey(key))) {
        again.add(key);
      }
    }
    again.reversed().forEach(missing::addFirst);
    complete &= again.isEmpty();
    pump();
  }

  /// The same for every chunk.
  public void renewAll(long since) {
    var all = new LinkedHashSet<ChunkKey>(shown.keySet());
    all.addAll(missing);
    all.addAll(failed);
    renew(all, since);
  }

  private void cancelWhatNobodyWants() {
    ready.keySet().removeIf(key -> !missing.contains(key));
    cancel(asked.keySet().stream().filter(key -> !missing.contains(key)).toList());
  }

  private void cancel(List<ChunkKey> unwanted) {
    for (ChunkKey key : unwanted) {
      Chunks.Ticket ticket = asked.remove(key);
      if (ticket != null) {
        ticket.cancel();
      }
    }
  }

  /// Grants more bytes.
  ///
  /// @return what is granted and not used
  public long grant(int bytes) {
    credit = Math.min(MOST_CREDIT, credit + bytes);
    pump();
    return credit;
  }

  /// Chunks that the view consists of.
  public int wanted() {
    return wanted.size();
  }

  /// Sends and asks for what it may.
  public void pump() {
    if (pumping) {
      pumpAgain = true;
      return;
    }
    pumping = true;
    try {
      do {
        pumpAgain = false;
        send();
        ask();
      } while (pumpAgain);
    } finally {
      pumping = false;
    }
    if (!complete && !closed && missing.isEmpty() && failed.isEmpty()) {
      complete = true;
      client.complete(wanted.size());
    }
  }

  private void send() {
    while (!ready.isEmpty() && !client.isFull()) {
      EncodedChunk next = nearestReady();
      if (next == null) {
        return;
      }
      // One that was made again and came out the same is there already.
      boolean isThere = Arrays.equals(shown.get(next.key()), next.digest());
      if (!isThere && next.bytes().length > credit) {
        return;
      }
      ready.remove(next.key());
      missing.remove(next.key());
      outdated.remove(next.key());
      shown.put(next.key(), next.digest());
      if (!isThere) {
        credit -= next.bytes().length;
        client.chunk(next);
      }
      forget(stale.stream().filter(key -> key.overlaps(next.key())).toList());
    }
  }

  private @Nullable EncodedChunk nearestReady() {
    for (ChunkKey key : missing) {
      EncodedChunk chunk = ready.get(key);
      if (chunk != null) {
        return chunk;
      }
    }
    return null;
  }

  /// Of these, which are not wanted any more, forgets those whose ground is covered by what was
  /// sent.
  private void forget(Iterable<ChunkKey> candidates) {
    var gone = new ArrayList<ChunkKey>();
    for (ChunkKey key : candidates) {
      if (missing.stream().noneMatch(key::overlaps) && failed.stream().noneMatch(key::overlaps)) {
        gone.add(key);
      }
    }
    if (!gone.isEmpty()) {
      gone.forEach(stale::remove);
      gone.forEach(shown::remove);
      gone.forEach(key -> {
        if (!wanted.contains(key)) {
          outdated.remove(key);
        }
      });
      client.forget(gone);
    }
  }

  private void ask() {
    if (credit <= 0 || closed) {
      return;
    }
    if (asked.isEmpty()) {
      rank = 0;
    }
    int room = MOST_UNDER_WAY - asked.size() - ready.size();
    List<ChunkKey> next =
        missing.stream()
            .filter(key -> !asked.containsKey(key) && !ready.containsKey(key))
            .limit(Math.max(0, room))
            .toList();
    for (ChunkKey key : next) {
      Chunks.Ticket ticket = chunks.want(key, rank);
      rank = Math.min(rank + 1, MOST_UNDER_WAY - 1);
      asked.put(key, ticket);
      var _ =
          ticket
              .chunk()
              .whenComplete(
                  (chunk, failure) -> thread.execute(() -> answered(key, ticket, chunk, failure)));
    }
  }

  private void answered(
      ChunkKey key,
      Chunks.Ticket ticket,
      @Nullable EncodedChunk chunk,
      @Nullable Throwable failure) {
    if (closed || !ticket.equals(asked.get(key))) {
      return;
    }
    asked.remove(key);
    if (chunk != null && chunk.stamp() < outdated.getOrDefault(key, Long.MIN_VALUE)) {
      LOG.log(Level.DEBUG, "chunk {0} came older than it is, and is asked for again", key);
    } else if (chunk != null) {
      ready.put(key, chunk);
    } else if (failure != null && !(failure instanceof TimeoutException)) {
      missing.remove(key);
      failed.add(key);
      client.failed(key, failure);
    }
    pump();
  }

  /// The client is gone.
  @Override
  public void close() {
    closed = true;
    asked.values().forEach(Chunks.Ticket::cancel);
    asked.clear();
    ready.clear();
    missing.clear();
    credit = 0;
  }
}

package dev.seisei.sidecar.edge;

import dev.seisei.sidecar.participants.Admission.Validity;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Who is connected, and how they are sent away when the server stops: in batches, so that they do
/// not all come back in one moment, and within a deadline.
///
/// Source: `Phoenix.Socket`'s drainer.
final class Guests {
  private static final int BATCH = 500;
  private static final int MOST_BATCHES = 40;
  private static final Duration BETWEEN = Duration.ofMillis(100);

  /// How long those who were all told are waited for.
  private static final Duration GRACE = Duration.ofSeconds(1);

  /// One connection.
  interface Guest {
    /// Closes it so that its client comes back; may be called on any thread.
    void drain();

    /// What it was let in by, or null where nothing is needed.
    default @Nullable Validity token() {
      return null;
    }

    /// The same, saying why.
    default void sendAway(String reason) {
      drain();
    }

    /// Closes it for good; may be called on any thread.
    default void expel(String reason) {
      drain();
    }
  }

  private final Set<Guest> here = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Problem closed;
  private volatile boolean isStopping;

  void add(Guest guest) {
    here.add(guest);
    if (closed != null) {
      guest.drain(); // let in a moment before
    }
  }

  void remove(Guest guest) {
    here.remove(guest);
    if (here.isEmpty()) {
      synchronized (here) {
        here.notifyAll();
      }
    }
  }

  int size() {
    return here.size();
  }

  /// Whether no one is let in any more.
  boolean isClosing() {
    return closed != null;
  }

  /// Whether the server stops: no one will be let in again.
  boolean isStopping() {
    return isStopping;
  }

  /// What those hear who knock meanwhile, or null while everyone is let in.
  @Nullable Problem closed() {
    return closed;
  }

  /// Lets no one in until [#open].
  void close(Problem why) {
    closed = why;
  }

  /// Lets people in again.
  void open() {
    closed = null;
  }

  /// Lets no one in, sends everyone away, and waits until they are gone or the deadline is over.
  ///
  /// @param why told to those who knock later, and to those here
  /// @return whether all are gone
  boolean close(Problem why, Duration deadline) throws InterruptedException {
    closed = why;
    sendAway(deadline, guest -> guest.sendAway(why.detail()));
    return here.isEmpty();
  }

  /// Closes the connections of those whose token is over.
  ///
  /// @param over says why, or null if it is not
  void expel(Function<Validity, @Nullable String> over) {
    for (Guest guest : here) {
      Validity token = guest.token();
      String why = token == null ? null : over.apply(token);
      if (why != null) {
        guest.expel(why);
      }
    }
  }

  /// Sends everyone away, and waits until they are gone or the deadline is over.
  void drain(Duration deadline) throws InterruptedException {
    isStopping = true;
    closed = new Problem(503, "socket.closing", "The server is stopping; come back in a moment.");
    sendAway(deadline, Guest::drain);
  }

  private void sendAway(Duration deadline, Consumer<Guest> tell) throws InterruptedException {
    long end = System.nanoTime() + deadline.toNanos();
    int batch = Math.max(BATCH, here.size() / MOST_BATCHES + 1);
    var told = new HashSet<Guest>();
    while (!here.isEmpty() && System.nanoTime() < end) {
      int telling = 0;
      for (Guest guest : here) {
        if (telling < batch && told.add(guest)) {
          tell.accept(guest);
          telling++;
        }
      }
      long left = end - System.nanoTime();
      awaitNobody(Math.min(left, (telling < batch ? GRACE : BETWEEN).toNanos()));
      if (telling == 0) {
        return;
      }
    }
  }

  private void awaitNobody(long nanos) throws InterruptedException {
    long end = System.nanoTime() + nanos;
    synchronized (here) {
      long left = end - System.nanoTime();
      while (!here.isEmpty() && left > 0) {
        TimeUnit.NANOSECONDS.timedWait(here, left);
        left = end - System.nanoTime();
      }
    }
  }
}

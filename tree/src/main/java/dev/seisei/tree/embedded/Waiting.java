package dev.seisei.tree.embedded;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Calls that wait to be written, bounded in number and bytes.
final class Waiting {
  private static final int MOST_CALLS = 1 << 16;
  private static final long MOST_BYTES = 64 << 20;
  private static final int BATCH_CALLS = 4096;
  private static final int BATCH_BYTES = 1 << 20;

  /// A command and whom to answer.
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  record Call(byte[] command, CompletableFuture<byte[]> answer) {}

  /// What became of an offer.
  enum Taken {
    YES,
    TOO_MANY,
    CLOSED
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition some = lock.newCondition();
  private final ArrayDeque<Call> calls = new ArrayDeque<>();
  private long bytes;
  private boolean isClosed;

  Taken offer(Call call) {
    lock.lock();
    try {
      if (isClosed) {
        return Taken.CLOSED;
      }
      if (calls.size() == MOST_CALLS || bytes + call.command.length > MOST_BYTES) {
        return Taken.TOO_MANY;
      }
      calls.add(call);
      bytes += call.command.length;
      if (calls.size() == 1) {
        some.signal();
      }
      return Taken.YES;
    } finally {
      lock.unlock();
    }
  }

  /// Waits for calls and takes those that are written together; none when closed and all were
  /// taken.
  List<Call> take() {
    var batch = new ArrayList<Call>();
    lock.lock();
    try {
      while (calls.isEmpty() && !isClosed) {
        some.awaitUninterruptibly();
      }
      long size = 0;
      while (!calls.isEmpty()
          && batch.size() < BATCH_CALLS
          && (batch.isEmpty() || size + calls.getFirst().command.length <= BATCH_BYTES)) {
        Call call = calls.removeFirst();
        size += call.command.length;
        batch.add(call);
      }
      bytes -= size;
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /// Lets no more in; what waits can still be taken.
  void close() {
    lock.lock();
    try {
      isClosed = true;
      some.signalAll();
    } finally {
      lock.unlock();
    }
  }
}

package dev.seisei.sidecar.edge;

import dev.seisei.channels.Connection;
import dev.seisei.channels.Limits;
import dev.seisei.channels.Serializer;
import dev.seisei.channels.Transport;
import dev.seisei.sidecar.participants.Admission.Validity;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// One long-poll client's connection, on the event loop that opened it: everything here runs there
/// but what says otherwise.
///
/// What is sent waits until the client polls. Beyond [Limits#queueBytes] the transport counts as
/// full; beyond [#MOST_TIMES_FULL] of that, which only a client reaches that asks and never polls,
/// the session ends. So does one that is not polled for one and a half windows.
final class PollSession implements Transport, Guests.Guest {
  private static final int MOST_TIMES_FULL = 4;
  private static final int TOO_BIG = 1009;
  private static final long NO_TIMER = -1;

  /// What a poll hears that is open when its session ends. phoenix.js 1.7 takes 410 for a new
  /// session and goes on as if its channels were still joined; at 500 every version joins again.
  private static final int ENDED = 500;

  /// A request that waits for messages.
  interface Poll {
    /// Answers, once.
    ///
    /// @return done when the answer is out
    Future<?> answer(int status, List<String> messages);
  }

  private final Vertx vertx;
  private final Context loop;
  private final Limits limits;
  private final Guests guests;
  private final Gate.Pass pass;
  private final Runnable onEnd;
  private final Connection connection;
  private final AtomicBoolean posting = new AtomicBoolean();
  private final List<String> waiting = new ArrayList<>();
  private int waitingBytes;
  private @Nullable Poll poll;
  private boolean flushing;
  private long timer = NO_TIMER;
  private boolean gone;

  /// To be called on the event loop that it is to live on.
  ///
  /// @param onEnd called once, when it is over
  PollSession(Vertx vertx, Gate gate, Gate.Pass pass, Runnable onEnd) {
    this.vertx = vertx;
    this.loop = vertx.getOrCreateContext();
    this.limits = gate.limits();
    this.guests = gate.guests();
    this.pass = pass;
    this.onEnd = onEnd;
    this.connection = pass.connection(this, loop);
    guests.add(this);
    expectPoll();
  }

  /// Runs something on this session's loop; may be called on any.
  void run(Runnable task) {
    loop.runOnContext(_ -> task.run());
  }

  /// Whether no other post is under way; then one is. May be called on any loop.
  boolean startPost() {
    return !posting.getAndSet(true);
  }

  /// The post is over. May be called on any loop.
  void endPost() {
    posting.set(false);
  }

  /// The client waits for messages: at most a window, and an older request of its no longer.
  void poll(Poll newer) {
    if (gone) {
      newer.answer(ENDED, List.of());
      return;
    }
    stopTimer();
    Poll older = poll;
    poll = null;
    if (older != null) {
      older.answer(204, List.of());
    }
    poll = newer;
    if (waiting.isEmpty()) {
      timer = vertx.setTimer(limits.pollWindow().toMillis(), _ -> endPoll(204));
    } else {
      flush();
    }
  }

  /// The client has hung up on a poll.
  @SuppressWarnings("ReferenceEquality") // that very request
  void hungUp(Poll which) {
    if (poll == which) {
      poll = null;
      stopTimer();
      expectPoll();
    }
  }

  private void endPoll(int status) {
    Poll over = poll;
    if (over != null) {
      poll = null;
      over.answer(status, List.of());
      stopTimer();
      expectPoll();
    }
  }

  private void expectPoll() {
    if (!gone) {
      Duration patience = limits.pollWindow().multipliedBy(3).dividedBy(2);
      timer = vertx.setTimer(patience.toMillis(), _ -> end());
    }
  }

  private void stopTimer() {
    if (timer != NO_TIMER) {
      vertx.cancelTimer(timer);
      timer = NO_TIMER;
    }
  }

  private void flush() {
    Poll over = poll;
    if (over == null || waiting.isEmpty()) {
      return;
    }
    poll = null;
    boolean wasFull = isFull();
    var messages = List.copyOf(waiting);
    waiting.clear();
    waitingBytes = 0;
    over.answer(200, messages);
    stopTimer();
    expectPoll();
    if (wasFull) {
      connection.drained();
    }
  }

  /// The client has posted frames.
  ///
  /// @param answer takes the status; late where the client sends more than its rate, which makes it
  ///   wait with the next
  void receive(List<PollBody.Frame> frames, IntConsumer answer) {
    for (PollBody.Frame frame : frames) {
      if (gone) {
        break;
      }
      if (frame.bytes() > limits.frameBytes()) {
        close(TOO_BIG, "frame too big");
        break;
      }
      switch (frame) {
        case PollBody.Text text -> connection.text(text.text());
        case PollBody.Binary binary -> connection.binary(binary.frame());
      }
    }
    long rest = Duration.ofNanos(connection.restNanos()).toMillis();
    if (gone || rest == 0) {
      answer.accept(gone ? 410 : 200);
    } else {
      vertx.setTimer(rest, _ -> answer.accept(gone ? 410 : 200));
    }
  }

  @Override
  public void text(String frame) {
    if (gone) {
      return;
    }
    waiting.add(frame);
    waitingBytes += frame.length();
    if (waitingBytes > MOST_TIMES_FULL * limits.queueBytes()) {
      end();
    } else if (poll != null && !flushing) {
      // What else is sent in this turn goes with it.
      flushing = true;
      run(() -> {
        flushing = false;
        flush();
      });
    }
  }

  /// As text: phoenix.js parses whatever a poll brings as JSON and throws at base64.
  @Override
  public void binary(byte[] frame) {
    text(Serializer.asText(frame));
  }

  @Override
  public void close(int code, String reason) {
    end();
  }

  @Override
  public boolean isFull() {
    return waitingBytes >= limits.queueBytes();
  }

  @Override
  public void drain() {
    run(this::end);
  }

  @Override
  public @Nullable Validity token() {
    return pass.token();
  }

  /// Over: the client hears so at once, or 410 at its next poll, and opens another.
  private void end() {
    if (gone) {
      return;
    }
    gone = true;
    stopTimer();
    connection.closed();
    waiting.clear();
    pass.giveBack();
    onEnd.run();
    Poll over = poll;
    poll = null;
    if (over == null) {
      guests.remove(this);
    } else {
      over.answer(ENDED, List.of()).onComplete(_ -> guests.remove(this));
    }
  }
}

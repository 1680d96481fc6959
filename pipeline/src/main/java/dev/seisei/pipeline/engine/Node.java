package dev.seisei.pipeline.engine;

import dev.seisei.data.ChunkKey;
import dev.seisei.pipeline.Buffer;
import dev.seisei.pipeline.Clock;
import dev.seisei.pipeline.Context;
import dev.seisei.pipeline.Demand;
import dev.seisei.pipeline.Event;
import dev.seisei.pipeline.Filter;
import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.Leaf;
import dev.seisei.pipeline.Pad;
import dev.seisei.pipeline.PipelineException;
import dev.seisei.pipeline.Work;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// An element in its task: takes what waits on its inputs as long as its outputs have room, and
/// hands it to the element's work.
final class Node implements Context {
  private static final int SAMPLED = 32;
  private static final Link[] NO_LINKS = {};

  /// Where an element is in its life.
  enum State {
    OPENING,
    PLAYING,
    /// It crashed and is to be opened anew; what waits for it stays where it is.
    DOWN,
    /// As down, but everything passes it by.
    BYPASSED,
    ENDED,
    CLOSED
  }

  final String path;
  final Leaf leaf;
  final LivePipeline pipeline;
  final Mail mail = new Mail(this);
  final Timers timers = new Timers(this);
  final WantFlow wantFlow = new WantFlow(this);
  final NodeOutput output = new NodeOutput(this);
  final AtomicBoolean isWoken = new AtomicBoolean();
  Task task;
  @Nullable Work work;
  volatile State state = State.OPENING;
  volatile Link[] ins = NO_LINKS;
  volatile Link[] outs = NO_LINKS;
  volatile @Nullable Link letters;

  /// What every output carries unless told otherwise.
  @Nullable Format format;

  final Count handled = new Count();
  final Count crashes = new Count();
  final Count restarts = new Count();
  volatile @Nullable String lastCrash;
  volatile @Nullable String bypassedBecause;
  volatile boolean isStuck;
  volatile @Nullable Latencies handling;
  long seenProgress;
  long progressAt;
  private final boolean answersDemand;
  private final int alwaysOut;
  private int dangling;
  private boolean isStarted;
  private int turn;
  private @Nullable Buffer inHand;
  private String inHandFrom = "";

  Node(String path, Leaf leaf, LivePipeline pipeline, Task task) {
    this.path = path;
    this.leaf = leaf;
    this.pipeline = pipeline;
    this.task = task;
    answersDemand = !(leaf instanceof Filter);
    int always = 0;
    for (Pad pad : leaf.pads()) {
      always += pad.direction() == Pad.Direction.OUT && !pad.onRequest() ? 1 : 0;
    }
    alwaysOut = always;
    dangling = always;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public Clock clock() {
    return pipeline.clock();
  }

  @Override
  public void wake() {
    isWoken.set(true);
    task.wakeFromOutside();
  }

  /// Sets what it is linked with; while the task is held.
  void link(Link[] inputs, Link[] outputs) {
    ins = inputs;
    outs = outputs;
    int linked = 0;
    for (Link out : outputs) {
      linked += out.out.onRequest() ? 0 : 1;
    }
    dangling = alwaysOut - linked;
  }

  /// Undoes the pauses of work that is gone; while the task is held.
  void resumeAll() {
    for (Link in : ins) {
      in.isPaused = false;
    }
  }

  /// Gives it new work; while the task is held.
  void begin(Work fresh) {
    work = fresh;
    isStarted = false;
    inHand = null;
    state = State.PLAYING;
  }

  /// Does what there is to do, for as long as the pace allows.
  ///
  /// @return whether it could go on
  boolean step(Pace pace) {
    boolean isSpilt = false;
    for (Link out : outs) {
      out.pour();
      isSpilt |= out.isSpilt();
    }
    State now = state;
    if (now == State.BYPASSED) {
      boolean more = inputs(pace);
      endIfDone();
      return more && state != State.ENDED;
    }
    if (now != State.PLAYING) {
      return false;
    }
    if (!isStarted) {
      isStarted = true;
      call(work -> work.start(output));
    }
    if (!mail.isEmpty()) {
      MailReading.read(this);
    }
    if (isSpilt && isBlocked()) {
      return false;
    }
    if ((timers.isDue || isWoken.get()) && !isPushingAgainstWall()) {
      if (isWoken.getAndSet(false)) {
        call(work -> work.woken(output));
      }
      if (timers.isDue) {
        timers.due().forEach(timer -> call(work -> work.timer(timer, output)));
      }
    }
    boolean more = inputs(pace);
    if (answersDemand) {
      more |= demands(pace);
    }
    for (Link out : outs) {
      // So that it is woken for what was left over.
      more |= out.isSpilt() && !out.isFull();
    }
    endIfDone();
    return more && state != State.ENDED;
  }

  private void endIfDone() {
    if ((state == State.PLAYING || state == State.BYPASSED) && isDone()) {
      state = State.ENDED;
      timers.cancelAll();
      Link link = letters;
      if (link != null) {
        link.hasEnded = true;
        link.say(Link.END);
        link.wakeTaker();
      }
      pipeline.nodeEnded();
    }
  }

  private boolean isPushingAgainstWall() {
    for (Link out : outs) {
      if (out.out.flow() == Pad.Flow.PUSH && out.isFull()) {
        return true;
      }
    }
    return false;
  }

  /// Whether some output has no room; it is woken then when there is.
  private boolean isBlocked() {
    if (dangling > 0) {
      return true;
    }
    for (Link out : outs) {
      if (out.isFull()) {
        return true;
      }
    }
    return false;
  }

  private boolean mayTake() {
    if (answersDemand) {
      return true;
    }
    if (dangling > 0) {
      return false;
    }
    for (Link out : outs) {
      if (out.room() <= 0 && out.isFull()) {
        return false;
      }
    }
    return true;
  }

  /// Whether it can be called straight from the sender, with nothing before in line.
  boolean takesNow(Link link) {
    return hearsNow(link) && mayTake();
  }

  /// Whether it can be told something that is no buffer straight from the sender.
  boolean hearsNow(Link link) {
    return (state == State.PLAYING || state == State.BYPASSED)
        && isStarted
        && link.isEmpty()
        && !link.isSpilt()
        && !link.isPaused;
  }

  private boolean isSpilt() {
    for (Link out : outs) {
      if (out.isSpilt()) {
        return true;
      }
    }
    return false;
  }

  private boolean inputs(Pace pace) {
    Link[] links = ins;
    for (int i = 0; i < links.length; i++) {
      Link link = links[(turn + i) % links.length];
      while (!link.isPaused && (mayTake() || (link.hasWordNext() && !isSpilt()))) {
        if (pace.isOver()) {
          turn = (turn + i) % links.length;
          return true;
        }
        Object item = link.take();
        if (item == null) {
          break;
        }
        deliver(link, item);
        if (state != State.PLAYING && state != State.BYPASSED) {
          return false;
        }
        if (!pace.next() || task.isWaitedFor()) {
          turn = (turn + i + 1) % links.length;
          return true;
        }
      }
    }
    return false;
  }

  private boolean demands(Pace pace) {
    for (Link link : outs) {
      tellUnwanted(link);
      while (state == State.PLAYING && !link.hasEnded && link.out.flow() != Pad.Flow.PUSH) {
        if (link.isFull() || (link.wants != null && !link.wants.hasWaiting())) {
          break;
        }
        long before = link.sent.get();
        long room = link.allow();
        Demand demand =
            link.wants != null
                ? link.wants
                : new Demand.Counted(
                    room, link.in.flow() == Pad.Flow.MANUAL ? link.amount() : room);
        call(work -> work.demand(link.fromPad, demand, output));
        if (link.sent.get() == before) {
          break;
        }
        if (!pace.next() || task.isWaitedFor()) {
          return true;
        }
      }
    }
    return false;
  }

  private void tellUnwanted(Link link) {
    if (link.wants != null) {
      for (ChunkKey key = link.wants.nextUnwanted(); key != null; key = link.wants.nextUnwanted()) {
        ChunkKey gone = key;
        call(work -> work.unwanted(link.fromPad, gone, output));
      }
    }
  }

  /// Hands over one item; on the task's thread.
  void deliver(Link link, Object item) {
    if (!(item instanceof Buffer buffer)) {
      MailReading.say(this, link, item);
      return;
    }
    long count = handled.get() + 1;
    handled.set(count);
    if (allOutputsEnded()) {
      return;
    }
    Work current = work;
    Buffer outer = inHand;
    inHand = buffer;
    inHandFrom = link.toPad;
    try {
      if (state == State.BYPASSED || current == null) {
        output.send(buffer);
      } else if (count % SAMPLED == 1) {
        long start = System.nanoTime();
        current.buffer(link.toPad, buffer, output);
        latencies().record(System.nanoTime() - start);
      } else {
        current.buffer(link.toPad, buffer, output);
      }
      inHand = outer;
    } catch (Throwable e) {
      crash(e);
    }
  }

  private boolean allOutputsEnded() {
    if (outs.length == 0) {
      return false;
    }
    for (Link out : outs) {
      if (!out.hasEnded) {
        return false;
      }
    }
    return !answersDemand;
  }

  private Latencies latencies() {
    Latencies known = handling;
    if (known == null) {
      known = new Latencies();
      handling = known;
    }
    return known;
  }

  /// Something that an element's work does.
  @FunctionalInterface
  interface Call {
    void on(Work work) throws Exception;
  }

  /// Calls the work if it is there and has not crashed.
  void call(Call call) {
    Work current = work;
    if (current != null && state == State.PLAYING) {
      try {
        call.on(current);
      } catch (Throwable e) {
        crash(e);
      }
    }
  }

  private void crash(Throwable cause) {
    state = State.DOWN;
    timers.cancelAll();
    crashes.add(1);
    Buffer killer = inHand;
    inHand = null;
    pipeline.crashed(this, cause, killer, inHandFrom);
  }

  /// Says what a link carries, unless it was said.
  void say(Link link, Format now) {
    if (now.equals(link.format)) {
      return;
    }
    if (link.hasEnded) {
      throw new PipelineException(
          "stream.ended", path + "." + link.fromPad + " has ended; no format can follow.");
    }
    if (!link.out.accepts(now)) {
      throw new PipelineException(
          "format.undeclared",
          path + "." + link.fromPad + " sends " + now + ", but declares " + link.out.accepts());
    }
    link.format = now;
    link.say(now);
  }

  /// Before a first buffer: what the others carry, or what alone is possible.
  void giveFormat(Link link) {
    Format only = link.out.accepts().size() == 1 ? link.out.accepts().getFirst() : Format.ANY;
    Format known = format != null ? format : only;
    if (!known.isConcrete()) {
      throw new PipelineException(
          "format.missing",
          path + "." + link.fromPad + " sends a buffer before it has said of which format.");
    }
    say(link, known);
  }

  void event(Link above, Event event) {
    call(work -> work.event(above.toPad, event, output));
    for (Link out : outs) {
      if (!answersDemand && !out.hasEnded) {
        out.say(event);
      }
    }
  }

  private boolean isDone() {
    for (Link in : ins) {
      if (!in.isOver) {
        return false;
      }
    }
    for (Link out : outs) {
      if (!out.hasEnded || out.isSpilt()) {
        return false;
      }
    }
    return ins.length + outs.length > 0 && dangling <= 0;
  }

  /// Wakes those who may wait for what was done.
  void wakeNeighbours() {
    for (Link in : ins) {
      in.wakeSender();
    }
    for (Link out : outs) {
      out.wakeTaker();
    }
  }

  /// Whether somebody waits for it to do something.
  boolean owesWork() {
    if (state != State.PLAYING) {
      return false;
    }
    if (inHand != null) {
      return true;
    }
    for (Link in : ins) {
      if (!in.isEmpty() && !in.isPaused && mayTakeFromAfar()) {
        return true;
      }
    }
    for (Link out : outs) {
      boolean owed =
          answersDemand
              && !out.hasEnded
              && out.out.flow() != Pad.Flow.PUSH
              && (out.wants == null ? out.room() > 0 : out.wants.outstanding() > 0);
      if (owed) {
        return true;
      }
    }
    return false;
  }

  private boolean mayTakeFromAfar() {
    for (Link out : outs) {
      if (out.room() <= 0) {
        return false;
      }
    }
    return dangling <= 0;
  }

  /// Counts up with everything that it does.
  long progress() {
    long all = handled.get();
    for (Link out : outs) {
      all += out.sent.get();
    }
    return all;
  }
}

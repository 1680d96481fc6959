package dev.seisei.testkit.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.pipeline.Buffer;
import dev.seisei.pipeline.Context;
import dev.seisei.pipeline.Demand;
import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.OnCrash;
import dev.seisei.pipeline.Output;
import dev.seisei.pipeline.Pad;
import dev.seisei.pipeline.Pipeline;
import dev.seisei.pipeline.Sink;
import dev.seisei.pipeline.Source;
import dev.seisei.pipeline.Transform;
import dev.seisei.pipeline.WhenFull;
import dev.seisei.pipeline.Work;
import dev.seisei.pipeline.element.Tee;
import dev.seisei.pipeline.engine.Engine;
import dev.seisei.pipeline.engine.Listener;
import dev.seisei.pipeline.engine.LivePipeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// 50 pipelines of 20 elements in a storm: elements crash, children come and go, filters are taken
/// out of the way and put back, sinks stall.
@Timeout(180)
final class SoakTest {
  private static final int PIPELINES = 50;
  private static final int FILTERS = 14;
  private static final long MOST_GROWTH = 48L << 20;

  @Test
  void five_seconds_of_storm_lose_nothing() {
    storm(Duration.ofSeconds(5));
  }

  @Test
  @Tag("slow")
  void a_minute_of_storm_loses_nothing() {
    storm(Duration.ofMinutes(1));
  }

  /// Counts up without an end, until it is asked to finish.
  private record Counter(AtomicLong sent) implements Source {
    @Override
    public List<Pad> pads() {
      return List.of(Pad.out("out").formats(Format.BYTES).flow(Pad.Flow.MANUAL));
    }

    @Override
    public Work open(Context context) {
      return new Work() {
        @Override
        public void demand(String pad, Demand demand, Output out) {
          if (demand instanceof Demand.Counted counted) {
            for (long i = counted.buffers(); i > 0; i--) {
              out.send(Buffer.of(new byte[64]).at(sent.getAndIncrement()));
            }
          }
        }
      };
    }
  }

  /// Crashes now and then.
  private record Moody(SplittableRandom dice) implements Transform {
    @Override
    public void process(Buffer buffer, Output out) {
      if (dice.nextInt(20_000) == 0) {
        throw new IllegalStateException("a mood");
      }
      out.send(buffer);
    }
  }

  /// Stalls now and then, and keeps account.
  private static final class Ledger implements Sink {
    private final SplittableRandom dice;
    private final AtomicLong got = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();
    private long next;

    Ledger(SplittableRandom dice) {
      this.dice = dice;
    }

    @Override
    public List<Pad> pads() {
      return List.of(Pad.in("in"));
    }

    @Override
    public Work open(Context context) {
      return new Work() {
        @Override
        public void buffer(String pad, Buffer buffer, Output out) {
          if (buffer.nanos() < next) {
            wrong.incrementAndGet();
          }
          next = buffer.nanos() + 1;
          got.incrementAndGet();
          if (dice.nextInt(5_000) == 0) {
            out.pause("in");
            out.after("stalled", Duration.ofMillis(1 + dice.nextInt(20)));
          }
        }

        @Override
        public void timer(String timer, Output out) {
          out.resume("in");
        }
      };
    }
  }

  /// One of the pipelines, with what is known of it.
  private static final class One implements Listener {
    final AtomicLong sent = new AtomicLong();
    final AtomicLong killed = new AtomicLong();
    final Ledger strict;
    final Ledger second;
    final LivePipeline live;
    boolean hasGuest;

    One(Engine engine, int number, SplittableRandom dice) {
      strict = new Ledger(dice.split());
      second = new Ledger(dice.split());
      var drawn =
          Pipeline.named("soak-" + number)
              .aggregate(number % 2 == 0)
              .from("source", new Counter(sent));
      var often =
          new OnCrash.Restart(
              Duration.ofMillis(1), Duration.ofMillis(8), 1_000_000, Duration.ofSeconds(1), false);
      for (int i = 0; i < FILTERS; i++) {
        drawn.to("filter-" + i, new Moody(dice.split()));
      }
      drawn.to("tee", new Tee()).to("strict", strict).from("tee").to("second", second);
      drawn
          .from("tee")
          .queue(4, WhenFull.DROP_OLDEST)
          .to("loose", (Transform) (buffer, out) -> out.send(buffer))
          .to("last", new Ledger(dice.split()));
      for (int i = 0; i < FILTERS; i += 2) {
        drawn.group("pair-" + i, often, "filter-" + i, "filter-" + (i + 1));
      }
      live = engine.play(drawn.build(), this);
    }

    @Override
    public void crashed(Crash crash) {
      killed.addAndGet(crash.buffer() == null ? 0 : 1);
    }

    void change(SplittableRandom dice) {
      String filter = "filter-" + dice.nextInt(FILTERS);
      switch (dice.nextInt(4)) {
        case 0 -> live.bypass(filter, "its component is off");
        case 1, 2 -> live.restore(filter);
        default -> changeGuest(dice);
      }
    }

    private void changeGuest(SplittableRandom dice) {
      if (hasGuest) {
        live.remove("guest");
      } else {
        live.add(Pipeline.named("guest").from("tee").to("guest", new Ledger(dice.split())).part());
      }
      hasGuest = !hasGuest;
    }
  }

  private static void storm(Duration length) {
    Logger log = Logger.getLogger("dev.seisei.pipeline.crash");
    log.setLevel(Level.OFF);
    var dice = new SplittableRandom(4);
    try (var engine = Engine.start()) {
      var all = new ArrayList<One>();
      for (int i = 0; i < PIPELINES; i++) {
        all.add(new One(engine, i, dice.split()));
      }
      long start = System.nanoTime();
      long early = 0;
      while (System.nanoTime() - start < length.toNanos()) {
        all.get(dice.nextInt(PIPELINES)).change(dice);
        if (early == 0 && System.nanoTime() - start > length.toNanos() / 3) {
          early = usedBytes();
        }
      }
      assertThat(usedBytes() - early).as("growth of memory").isLessThan(MOST_GROWTH);
      assertThat(all.stream().flatMap(one -> one.live.graph().elements().stream()))
          .as("some are out of the way when all drain")
          .anyMatch(element -> element.bypassed() != null);
      all.forEach(one -> one.live.finish());
      for (One one : all) {
        one.live.awaitEnd(Duration.ofSeconds(60));
        assertThat(one.strict.wrong.get() + one.second.wrong.get())
            .as("repeated or out of order in %s", one.live.id())
            .isZero();
        Until.so(
            () ->
                one.live.id()
                    + ": sent "
                    + one.sent
                    + ", got "
                    + one.strict.got
                    + " and "
                    + one.second.got
                    + ", killed "
                    + one.killed,
            () ->
                one.sent.get() == one.strict.got.get() + one.killed.get()
                    && one.second.got.get() == one.strict.got.get());
      }
      assertThat(all.stream().mapToLong(one -> one.killed.get()).sum()).isPositive();
      assertThat(all.stream().mapToLong(one -> one.sent.get()).sum()).isGreaterThan(100_000);
    } finally {
      log.setLevel(null);
    }
  }

  private static long usedBytes() {
    System.gc();
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}

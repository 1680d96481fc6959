package dev.seisei.testkit.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seisei.pipeline.Buffer;
import dev.seisei.pipeline.Context;
import dev.seisei.pipeline.Demand;
import dev.seisei.pipeline.Filter;
import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.OnCrash;
import dev.seisei.pipeline.Output;
import dev.seisei.pipeline.Pad;
import dev.seisei.pipeline.Pipeline;
import dev.seisei.pipeline.PipelineException;
import dev.seisei.pipeline.Sink;
import dev.seisei.pipeline.Source;
import dev.seisei.pipeline.Transform;
import dev.seisei.pipeline.Work;
import dev.seisei.pipeline.element.Tee;
import dev.seisei.pipeline.element.Throttle;
import dev.seisei.pipeline.engine.Engine;
import dev.seisei.pipeline.engine.LiveGraph;
import dev.seisei.pipeline.engine.LivePipeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Filters that are taken out of the way on command.
@Timeout(60)
final class BypassTest {
  private final Engine engine = Engine.start();
  private final ConcurrentLinkedQueue<Long> got = new ConcurrentLinkedQueue<>();

  @AfterEach
  void close() {
    engine.close();
  }

  /// Counts up.
  private record Counter(long most) implements Source {
    @Override
    public List<Pad> pads() {
      return List.of(Pad.out("out").formats(Format.BYTES).flow(Pad.Flow.MANUAL));
    }

    @Override
    public Work open(Context context) {
      return new Work() {
        private long next;

        @Override
        public void demand(String pad, Demand demand, Output out) {
          if (demand instanceof Demand.Counted counted) {
            for (long i = counted.buffers(); i > 0 && next < most; i--) {
              out.send(Buffer.of(new byte[8]).at(next++));
            }
          }
          if (next == most) {
            out.end();
          }
        }
      };
    }
  }

  private Sink keep() {
    var kept = got;
    return new Sink() {
      @Override
      public List<Pad> pads() {
        return List.of(Pad.in("in"));
      }

      @Override
      public Work open(Context context) {
        return new Work() {
          @Override
          public void buffer(String pad, Buffer buffer, Output out) {
            kept.add(buffer.nanos());
          }
        };
      }
    };
  }

  /// Sends three at a time, so that up to two are held back.
  private record Threes(AtomicInteger open) implements Filter {
    @Override
    public List<Pad> pads() {
      return List.of(Pad.in("in"), Pad.out("out").formats(Format.SAME));
    }

    @Override
    public Work open(Context context) {
      open.incrementAndGet();
      return new Work() {
        private final List<Buffer> held = new ArrayList<>();

        @Override
        public void buffer(String pad, Buffer buffer, Output out) {
          held.add(buffer);
          if (held.size() == 3) {
            bypassed(out);
          }
        }

        @Override
        public void bypassed(Output out) {
          held.forEach(out::send);
          held.clear();
        }

        @Override
        public void end(String pad, Output out) {
          bypassed(out);
          out.end();
        }

        @Override
        public void close() {
          open.decrementAndGet();
        }
      };
    }
  }

  private static LiveGraph.Element element(LivePipeline live, String path) {
    return live.graph().elements().stream()
        .filter(one -> one.path().equals(path))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everything_passes_by_in_order_while_a_filter_is_taken_out_and_put_back() {
    long most = 400_000;
    var threes = new Threes(new AtomicInteger());
    var live =
        engine.play(
            Pipeline.named("toggled")
                .from("source", new Counter(most))
                .to("threes", threes)
                .to("plain", (Transform) (buffer, out) -> out.send(buffer))
                .to("sink", keep())
                .build(),
            new Heard());
    for (int i = 0; i < 100; i++) {
      live.bypass("threes", "its component is off");
      live.restore("threes");
    }
    live.bypass("threes", "its component is off");
    assertThat(element(live, "threes").state()).isIn("bypassed", "ended");
    assertThat(element(live, "threes").bypassed()).isEqualTo("its component is off");
    assertThat(threes.open).as("opened and not closed").hasValue(0);
    live.awaitEnd(Duration.ofSeconds(40));
    assertThat(List.copyOf(got)).isEqualTo(LongStream.range(0, most).boxed().toList());
  }

  /// What it paused, and would have resumed by a timer that is gone with it, flows again.
  @Test
  void a_throttle_out_of_the_way_holds_nothing_up() {
    var live =
        engine.play(
            Pipeline.named("throttled")
                .from("source", new Counter(1000))
                .to("throttle", new Throttle(0.01))
                .to("sink", keep())
                .build(),
            new Heard());
    Until.so(() -> "the first", () -> got.size() == 1);
    live.bypass("throttle", "nobody needs it");
    live.awaitEnd(Duration.ofSeconds(20));
    assertThat(got).hasSize(1000);
  }

  @Test
  void a_crash_meanwhile_does_not_put_it_back() {
    var crashes = new AtomicLong();
    Transform weak =
        (buffer, out) -> {
          if (crashes.incrementAndGet() > 0) {
            throw new IllegalStateException("always");
          }
        };
    var clock = new DrivenClock();
    try (var driven = Engine.start(Engine.Settings.usual(), clock)) {
      var live =
          driven.play(
              Pipeline.named("weak")
                  .from("source", new Counter(1000))
                  .to("weak", weak)
                  .to("sink", keep())
                  .group("frail", OnCrash.Restart.usual(), "weak")
                  .build(),
              new Heard());
      Until.so(() -> "down", () -> element(live, "weak").state().equals("down"));
      live.bypass("weak", "it always crashes");
      clock.advance(Duration.ofSeconds(1));
      live.awaitEnd(Duration.ofSeconds(20));
      assertThat(crashes).hasValue(1);
      assertThat(got).hasSize(999);
    }
  }

  @Test
  void what_has_other_outputs_than_inputs_cannot_be_taken_out() {
    var live =
        engine.play(
            Pipeline.named("forked")
                .from("source", new Counter(Long.MAX_VALUE))
                .to("tee", new Tee())
                .to("sink", keep())
                .build(),
            new Heard());
    for (String path : List.of("tee", "source", "sink")) {
      assertThatThrownBy(() -> live.bypass(path, "why not"))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining(path + " cannot be bypassed")
          .hasMessageEndingWith("[element.bypass]");
    }
    assertThatThrownBy(() -> live.bypass("nobody", "")).hasMessageEndingWith("[child.unknown]");
    live.restore("tee");
    assertThat(element(live, "tee").state()).isEqualTo("playing");
  }
}

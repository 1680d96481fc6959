package dev.seisei.testkit.flow;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.seisei.data.ChunkKey;
import dev.seisei.pipeline.Buffer;
import dev.seisei.pipeline.Context;
import dev.seisei.pipeline.Demand;
import dev.seisei.pipeline.Filter;
import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.Output;
import dev.seisei.pipeline.Pad;
import dev.seisei.pipeline.Sink;
import dev.seisei.pipeline.Source;
import dev.seisei.pipeline.Transform;
import dev.seisei.pipeline.Work;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The contracts catch what they are for.
@SuppressWarnings("JUnitMethodInvoked") // that they fail is what is tested
@Timeout(60)
final class PlantedFaultsTest {

  private record Contract(Filter filter) implements FilterContract {
    @Override
    public Format format() {
      return Format.BYTES;
    }

    @Override
    public List<Buffer> input() {
      return List.of(Buffer.of(new byte[] {1, 2}), Buffer.of(new byte[] {3}));
    }
  }

  private static Contract of(Transform filter) {
    return new Contract(filter);
  }

  @Test
  void one_that_writes_to_its_input() {
    var contract =
        of((buffer, out) -> {
          buffer.payload(byte[].class)[0]++;
          out.send(buffer);
        });
    assertThatExceptionOfType(AssertionError.class).isThrownBy(contract::leaves_its_input_alone);
  }

  @Test
  void one_that_remembers_what_it_should_not() {
    var before = new AtomicBoolean();
    var contract = of((buffer, out) -> out.send(buffer.at(before.getAndSet(true) ? 1L : 0L)));
    assertThatExceptionOfType(AssertionError.class).isThrownBy(contract::says_the_same_twice);
  }

  @Test
  void one_that_goes_on_after_the_end() {
    var contract =
        new Contract(
            new Filter() {
              @Override
              public List<Pad> pads() {
                return Transform.PADS;
              }

              @Override
              public Work open(Context context) {
                return new Work() {
                  @Override
                  public void end(String pad, Output out) {
                    out.end();
                    out.send(Buffer.of(new byte[1]));
                  }
                };
              }
            });
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(contract::ends_when_its_input_does_and_then_says_nothing);
  }

  @Test
  void one_that_blocks_for_ever() {
    var never = new CountDownLatch(1);
    var contract = of((buffer, out) -> awaitUninterrupted(never));
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(contract::ends_when_its_input_does_and_then_says_nothing);
    never.countDown();
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException _) {
        // As libraries do that know no better.
      }
    }
  }

  private record Takes(Sink sink) implements SinkContract {
    @Override
    public Format format() {
      return Format.BYTES;
    }

    @Override
    public List<Buffer> input() {
      return List.of(Buffer.of(new byte[] {1, 2}), Buffer.of(new byte[] {3}));
    }
  }

  /// What a sink does with a buffer.
  @FunctionalInterface
  private interface Taking {
    void take(Buffer buffer, Output out);
  }

  private static Takes sink(Taking taking, Runnable closing) {
    return new Takes(
        new Sink() {
          @Override
          public List<Pad> pads() {
            return List.of(Pad.in("in"));
          }

          @Override
          public Work open(Context context) {
            return new Work() {
              @Override
              public void buffer(String pad, Buffer buffer, Output out) {
                taking.take(buffer, out);
              }

              @Override
              public void close() {
                closing.run();
              }
            };
          }
        });
  }

  @Test
  void a_sink_that_writes_to_what_it_gets() {
    var contract = sink((buffer, _) -> buffer.payload(byte[].class)[0]++, () -> {});
    assertThatExceptionOfType(AssertionError.class).isThrownBy(contract::leaves_what_it_gets_alone);
  }

  @Test
  void a_sink_that_takes_one_and_no_more() {
    var contract = sink((_, out) -> out.pause("in"), () -> {});
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(contract::takes_all_and_ends_when_its_input_does);
  }

  @Test
  void a_sink_that_keeps_what_it_should_give_back() {
    var taken = new AtomicBoolean();
    var contract =
        sink(
            (_, _) -> {
              if (taken.getAndSet(true)) {
                throw new IllegalStateException("somebody has it still");
              }
            },
            () -> {});
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(contract::plays_again_after_it_was_closed_in_the_middle);
  }

  /// Works on a chunk until nobody wants it, or until it is told to stop.
  private record Maker(boolean listens, AtomicBoolean stop) implements Source, SpatialContract {
    @Override
    public Source source() {
      return this;
    }

    @Override
    public ChunkKey key() {
      return ChunkKey.terrain(0, 1, 2);
    }

    @Override
    public List<Pad> pads() {
      return List.of(Pad.out("out").formats(Format.of("chunk")).flow(Pad.Flow.SPATIAL));
    }

    @Override
    public Work open(Context context) {
      return new Work() {
        @Override
        public void demand(String pad, Demand demand, Output out) {
          if (demand instanceof Demand.Spatial wants) {
            Demand.Wanted wanted = wants.next();
            while (wanted != null && !stop.get() && !(listens && wanted.isCancelled())) {
              Thread.onSpinWait();
            }
          }
        }
      };
    }
  }

  @Test
  void one_that_does_not_hear_that_nobody_waits() {
    new Maker(true, new AtomicBoolean()).stops_when_nobody_waits_any_more();
    var deaf = new Maker(false, new AtomicBoolean());
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(deaf::stops_when_nobody_waits_any_more);
    deaf.stop.set(true);
  }
}

package dev.seisei.bench;

import dev.seisei.pipeline.Buffer;
import dev.seisei.pipeline.Context;
import dev.seisei.pipeline.Demand;
import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.Output;
import dev.seisei.pipeline.Pad;
import dev.seisei.pipeline.Pipeline;
import dev.seisei.pipeline.PipelineBuilder;
import dev.seisei.pipeline.Sink;
import dev.seisei.pipeline.Source;
import dev.seisei.pipeline.Transform;
import dev.seisei.pipeline.Work;
import dev.seisei.pipeline.element.Tee;
import dev.seisei.pipeline.engine.Engine;
import dev.seisei.pipeline.engine.Listener;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// What pipelines cost: buffers a second, a hop, a change, a start.
final class Pipelines {
  private static final int WARM_UP = 3;
  private static final int ROUNDS = 5;

  private Pipelines() {}

  static void measure(Report out) throws InterruptedException {
    out.head(
        "Pipelines: source, filters, sink; 1 KiB buffers, all cores",
        "what",
        "median",
        "least",
        "most",
        "goal");
    throughput(out, 10, true, "at least 1,000,000");
    throughput(out, 10, false, "at least 300,000");
    throughput(out, 1, true, "");
    throughput(out, 100, false, "");
    latency(out, true);
    latency(out, false);
    changes(out);
    starts(out);
  }

  /// Sends fresh buffers until it is closed.
  record Flood() implements Source {
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
              out.send(Buffer.of(new byte[1024]));
            }
          }
        }
      };
    }
  }

  /// Sends a buffer at a steady rate, which carries when it was sent.
  record Ticking(Duration interval) implements Source {
    @Override
    public List<Pad> pads() {
      return List.of(Pad.out("out").formats(Format.BYTES).flow(Pad.Flow.PUSH));
    }

    @Override
    public Work open(Context context) {
      return new Work() {
        @Override
        public void start(Output out) {
          out.every("tick", interval);
        }

        @Override
        public void timer(String timer, Output out) {
          out.send(Buffer.of(new byte[1024]).at(System.nanoTime()));
        }
      };
    }
  }

  /// Looks at each buffer and counts.
  record Counting(AtomicLong count, LongSink onTime) implements Sink {
    @Override
    public List<Pad> pads() {
      return List.of(Pad.in("in"));
    }

    @Override
    public Work open(Context context) {
      return new Work() {
        private long counted;

        @Override
        public void buffer(String pad, Buffer buffer, Output out) {
          counted += buffer.payload(byte[].class).length / 1024;
          count.setOpaque(counted);
          onTime.at(buffer.nanos());
        }
      };
    }
  }

  /// Hears when each buffer was sent.
  interface LongSink {
    void at(long nanos);
  }

  private static Pipeline chain(Source source, int filters, boolean aggregate, Sink sink) {
    PipelineBuilder drawn = Pipeline.named("chain").aggregate(aggregate).from("source", source);
    for (int i = 0; i < filters; i++) {
      drawn.to("filter-" + i, (Transform) (buffer, out) -> out.send(buffer));
    }
    return drawn.to("sink", sink).build();
  }

  private static void throughput(Report out, int filters, boolean aggregate, String goal)
      throws InterruptedException {
    var count = new AtomicLong();
    double[] rates = new double[ROUNDS];
    try (var engine = Engine.start()) {
      engine.play(
          chain(new Flood(), filters, aggregate, new Counting(count, _ -> {})), Listener.NONE);
      TimeUnit.SECONDS.sleep(WARM_UP);
      for (int round = 0; round < ROUNDS; round++) {
        long before = count.getOpaque();
        long start = System.nanoTime();
        TimeUnit.SECONDS.sleep(1);
        rates[round] = (count.getOpaque() - before) / ((System.nanoTime() - start) / 1e9);
      }
    }
    row(
        out,
        filters + (aggregate ? " filters in one task" : " filters, a task each") + ": buffers/s",
        rates,
        goal);
  }

  private static void row(Report out, String what, double[] values, String goal) {
    Arrays.sort(values);
    out.row(what, values[values.length / 2], values[0], values[values.length - 1], goal);
  }

  private static void latency(Report out, boolean aggregate) throws InterruptedException {
    int filters = 10;
    int warm = 1000;
    int measured = 5000;
    double[] hops = new double[measured];
    var done = new CountDownLatch(warm + measured);
    LongSink onTime =
        sent -> {
          int index = (int) (warm + measured - done.getCount()) - warm;
          if (index >= 0 && index < measured) {
            hops[index] = (System.nanoTime() - sent) / 1e3 / (filters + 1);
          }
          done.countDown();
        };
    try (var engine = Engine.start()) {
      engine.play(
          chain(
              new Ticking(Duration.ofMillis(2)),
              filters,
              aggregate,
              new Counting(new AtomicLong(), onTime)),
          Listener.NONE);
      if (!done.await(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("500 buffers a second do not flow");
      }
    }
    Arrays.sort(hops);
    out.row(
        (aggregate ? "one task" : "a task each") + ": a hop at 500 buffers/s, µs: median, p50, p99",
        hops[measured / 2],
        hops[measured / 2],
        hops[measured * 99 / 100],
        "p99 below 10");
  }

  private static double micros(Runnable what) {
    long start = System.nanoTime();
    what.run();
    return (System.nanoTime() - start) / 1e3;
  }

  private static void changes(Report out) {
    double[] adds = new double[2000];
    double[] removes = new double[adds.length];
    try (var engine = Engine.start()) {
      var live =
          engine.play(
              Pipeline.named("changes")
                  .from("source", new Ticking(Duration.ofMillis(2)))
                  .to("tee", new Tee())
                  .to("stays", new Counting(new AtomicLong(), _ -> {}))
                  .build(),
              Listener.NONE);
      for (int turn = -4000; turn < adds.length; turn++) {
        var part =
            Pipeline.named("part")
                .from("tee")
                .to("comes", new Counting(new AtomicLong(), _ -> {}))
                .part();
        double add = micros(() -> live.add(part));
        double remove = micros(() -> live.remove("comes"));
        if (turn >= 0) {
          adds[turn] = add;
          removes[turn] = remove;
        }
      }
    }
    row(out, "a linked sink added, µs", adds, "below 100");
    row(out, "a linked sink removed, µs", removes, "below 100");
  }

  private static void starts(Report out) {
    for (boolean aggregate : new boolean[] {true, false}) {
      double[] starts = new double[200];
      try (var engine = Engine.start()) {
        for (int turn = -200; turn < starts.length; turn++) {
          var arrived = new CountDownLatch(1);
          var sink = new Counting(new AtomicLong(), _ -> arrived.countDown());
          var pipeline = chain(new Flood(), 100, aggregate, sink);
          long start = System.nanoTime();
          var live = engine.play(pipeline, Listener.NONE);
          double millis = since(start, arrived, System::nanoTime);
          live.close();
          if (turn >= 0) {
            starts[turn] = millis;
          }
        }
      }
      row(
          out,
          "100 filters, "
              + (aggregate ? "one task" : "a task each")
              + ": from the picture to the first buffer at the sink, ms",
          starts,
          "below 5");
    }
  }

  private static double since(long start, CountDownLatch arrived, LongSupplier clock) {
    try {
      if (!arrived.await(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nothing arrives");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return (clock.getAsLong() - start) / 1e6;
  }
}

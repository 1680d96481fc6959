package dev.seisei.sidecar.metrics;

import dev.seisei.pipeline.engine.LiveGraph;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is counted here, as text that Prometheus reads: the JVM, whatever it is told of, and every
/// element and link of the pipelines.
///
/// Nothing is counted twice: each figure is asked of whom it belongs to when somebody reads.
/// Reading takes some milliseconds.
public final class Metrics implements AutoCloseable {

  /// What [#text] is, for HTTP.
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Supplier<List<LiveGraph>> pipelines;
  private final List<Consumer<MeterRegistry>> meters = new ArrayList<>();
  private final JvmGcMetrics collections = new JvmGcMetrics();

  /// Made when somebody reads first: a start has no time to lose.
  private @Nullable PrometheusMeterRegistry registry;

  /// @param pipelines what each is and did
  public Metrics(Supplier<List<LiveGraph>> pipelines) {
    this.pipelines = pipelines;
    meters.add(new JvmMemoryMetrics()::bindTo);
    meters.add(new JvmThreadMetrics()::bindTo);
    meters.add(new ProcessorMetrics()::bindTo);
    meters.add(new UptimeMetrics()::bindTo);
    meters.add(collections::bindTo);
  }

  /// Something that only grows; to be said before anybody reads.
  ///
  /// @param name `seisei.chunks.made`, which is read as `seisei_chunks_made_total`
  public Metrics counting(String name, String what, DoubleSupplier count) {
    meters.add(to ->
        FunctionCounter.builder(name, count, DoubleSupplier::getAsDouble)
            .description(what)
            .register(to));
    return this;
  }

  /// Something that goes up and down; to be said before anybody reads.
  public Metrics showing(String name, String what, DoubleSupplier figure) {
    meters.add(to ->
        Gauge.builder(name, figure::getAsDouble)
            .strongReference(true)
            .description(what)
            .register(to));
    return this;
  }

  /// All figures as they are now.
  public synchronized String text() {
    PrometheusMeterRegistry known = registry;
    if (known == null) {
      var prometheus = new PrometheusRegistry();
      prometheus.register(new PipelineFigures(pipelines));
      known = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, prometheus, Clock.SYSTEM);
      for (Consumer<MeterRegistry> meter : meters) {
        meter.accept(known);
      }
      registry = known;
    }
    return known.scrape();
  }

  @Override
  public synchronized void close() {
    collections.close();
    if (registry != null) {
      registry.close();
    }
  }
}

package dev.seisei.sidecar.metrics;

import dev.seisei.pipeline.engine.LiveGraph;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/// Pipelines as Prometheus counts them. The engine counts already; here its figures are only named,
/// so that pipelines that come and go leave nothing behind.
record PipelineFigures(Supplier<List<LiveGraph>> pipelines) implements MultiCollector {
  // From 1 µs to some 17 s in steps of four; what is beyond counts as infinite.
  private static final int FIRST_OCTAVE = 3;
  private static final int LAST_OCTAVE = 27;

  private record Element(Labels labels, LiveGraph.Element of) {}

  private record Link(Labels labels, LiveGraph.Link of) {}

  @Override
  public MetricSnapshots collect() {
    var elements = new ArrayList<Element>();
    var links = new ArrayList<Link>();
    for (LiveGraph graph : pipelines.get()) {
      for (LiveGraph.Element one : graph.elements()) {
        elements.add(
            new Element(
                Labels.of("pipeline", graph.id(), "element", one.path(), "type", one.type()), one));
      }
      for (LiveGraph.Link one : graph.links()) {
        links.add(
            new Link(Labels.of("pipeline", graph.id(), "from", one.from(), "to", one.to()), one));
      }
    }
    return MetricSnapshots.of(
        elements("handled", "Buffers that it was given", elements, LiveGraph.Element::handled),
        elements("crashes", "Times that it crashed", elements, LiveGraph.Element::crashes),
        elements(
            "restarts", "Times that it was opened anew", elements, LiveGraph.Element::restarts),
        playing(elements),
        handling(elements),
        links("buffers", "Buffers that entered it", links, LiveGraph.Link::sent),
        links("bytes", "Bytes that entered it", links, LiveGraph.Link::bytes),
        links("dropped", "Buffers that its policy dropped", links, LiveGraph.Link::dropped),
        gauge("queued", "What waits on it", links, LiveGraph.Link::queued),
        gauge("capacity", "Buffers that may wait on it", links, LiveGraph.Link::capacity),
        gauge("wants", "Chunks that are wanted over it", links, LiveGraph.Link::wants),
        waiting(links));
  }

  private static MetricSnapshot elements(
      String name, String help, List<Element> elements, ToLongFunction<LiveGraph.Element> count) {
    var all = CounterSnapshot.builder().name("seisei_pipeline_element_" + name).help(help);
    for (Element one : elements) {
      all.dataPoint(counted(one.labels, count.applyAsLong(one.of)));
    }
    return all.build();
  }

  private static MetricSnapshot links(
      String name, String help, List<Link> links, ToLongFunction<LiveGraph.Link> count) {
    var all = CounterSnapshot.builder().name("seisei_pipeline_link_" + name).help(help);
    for (Link one : links) {
      all.dataPoint(counted(one.labels, count.applyAsLong(one.of)));
    }
    return all.build();
  }

  private static CounterSnapshot.CounterDataPointSnapshot counted(Labels labels, long count) {
    return CounterSnapshot.CounterDataPointSnapshot.builder()
        .labels(labels)
        .value((double) count)
        .build();
  }

  private static MetricSnapshot playing(List<Element> elements) {
    var all =
        GaugeSnapshot.builder()
            .name("seisei_pipeline_element_playing")
            .help("1 while it plays, 0 while it is down, bypassed, stuck or over");
    for (Element one : elements) {
      boolean plays = one.of.state().equals("playing") && !one.of.isStuck();
      all.dataPoint(shown(one.labels, plays ? 1 : 0));
    }
    return all.build();
  }

  private static MetricSnapshot gauge(
      String name, String help, List<Link> links, ToLongFunction<LiveGraph.Link> figure) {
    var all = GaugeSnapshot.builder().name("seisei_pipeline_link_" + name).help(help);
    for (Link one : links) {
      all.dataPoint(shown(one.labels, figure.applyAsLong(one.of)));
    }
    return all.build();
  }

  private static GaugeSnapshot.GaugeDataPointSnapshot shown(Labels labels, long figure) {
    return GaugeSnapshot.GaugeDataPointSnapshot.builder()
        .labels(labels)
        .value((double) figure)
        .build();
  }

  private static MetricSnapshot handling(List<Element> elements) {
    var all =
        HistogramSnapshot.builder()
            .name("seisei_pipeline_element_handling_seconds")
            .help("How long a buffer takes it and all that is aggregated behind it, in a sample");
    for (Element one : elements) {
      all.dataPoint(histogram(one.labels, one.of.handling()));
    }
    return all.build();
  }

  private static MetricSnapshot waiting(List<Link> links) {
    var all =
        HistogramSnapshot.builder()
            .name("seisei_pipeline_link_waiting_seconds")
            .help("How long a buffer waits on it, in a sample");
    for (Link one : links) {
      all.dataPoint(histogram(one.labels, one.of.waiting()));
    }
    return all.build();
  }

  private static HistogramSnapshot.HistogramDataPointSnapshot histogram(
      Labels labels, LiveGraph.Latency latency) {
    var buckets = ClassicHistogramBuckets.builder();
    long count = 0;
    List<Long> octaves = latency.octaves();
    for (int i = 0; i < octaves.size(); i++) {
      count += octaves.get(i);
      boolean isEdge = i >= FIRST_OCTAVE && i <= LAST_OCTAVE && (i - FIRST_OCTAVE) % 2 == 0;
      if (isEdge) {
        buckets.bucket(LiveGraph.Latency.above(i) / 1e9, count);
        count = 0;
      }
    }
    return HistogramSnapshot.HistogramDataPointSnapshot.builder()
        .labels(labels)
        .classicHistogramBuckets(buckets.bucket(Double.POSITIVE_INFINITY, count).build())
        .sum(latency.sum() / 1e9)
        .build();
  }
}

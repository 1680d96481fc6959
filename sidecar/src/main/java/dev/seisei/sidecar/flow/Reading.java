package dev.seisei.sidecar.flow;

import dev.seisei.pipeline.engine.LiveGraph;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A live graph as `docs/protocol.md` lays it out: with what it did a second since it was read
/// before.
///
/// @param before null for a first reading, whose rates are 0
record Reading(LiveGraph graph, long nanos, @Nullable Reading before) {
  private static final double NANOS_A_MICRO = 1e3;

  /// What a link had carried.
  private record Carried(long sent, long bytes) {}

  /// This, forgetting what it was compared with.
  Reading alone() {
    return new Reading(graph, nanos, null);
  }

  /// What `/api/pipelines` says of it.
  ObjectNode summary() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", graph.id())
        .put("state", graph.state())
        .put("elements", graph.elements().size())
        .put("links", graph.links().size())
        .put("crashes", graph.elements().stream().mapToLong(LiveGraph.Element::crashes).sum());
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", graph.id()).put("state", graph.state()).put("notes", graph.notes());
    double seconds = before == null ? 0 : (nanos - before.nanos) / 1e9;
    var handled = new HashMap<String, Long>();
    var carried = new HashMap<String, Carried>();
    if (before != null) {
      before.graph.elements().forEach(one -> handled.put(one.path(), one.handled()));
      before.graph.links().forEach(one -> carried.put(name(one), carried(one)));
    }
    ArrayNode elements = json.putArray("elements");
    for (LiveGraph.Element one : graph.elements()) {
      element(one, rate(one.handled(), handled.get(one.path()), seconds), elements.addObject());
    }
    ArrayNode links = json.putArray("links");
    for (LiveGraph.Link one : graph.links()) {
      link(one, carried, seconds, links.addObject());
    }
    ArrayNode diamonds = json.putArray("diamonds");
    graph
        .diamonds()
        .forEach(one -> diamonds.addObject().put("from", one.from()).put("to", one.to()));
    return json;
  }

  private static Carried carried(LiveGraph.Link link) {
    return new Carried(link.sent(), link.bytes());
  }

  private static String name(LiveGraph.Link link) {
    return link.from() + " " + link.to();
  }

  private static void element(LiveGraph.Element one, double perSecond, ObjectNode json) {
    json.put("path", one.path())
        .put("type", one.type())
        .put("kind", one.kind())
        .put("state", one.state())
        .put("bypassed", one.bypassed())
        .put("task", one.task())
        .put("handled", one.handled())
        .put("perSecond", perSecond)
        .put("crashes", one.crashes())
        .put("restarts", one.restarts())
        .put("crash", one.crash())
        .put("stuck", one.isStuck());
    latency(one.handling(), json.putObject("handling"));
  }

  private static void link(
      LiveGraph.Link one, Map<String, Carried> before, double seconds, ObjectNode json) {
    Carried then = before.get(name(one));
    json.put("from", one.from())
        .put("to", one.to())
        .put("format", one.format())
        .put("aggregated", one.isAggregated())
        .put("queued", one.queued())
        .put("capacity", one.capacity())
        .put("sent", one.sent())
        .put("perSecond", rate(one.sent(), then == null ? null : then.sent, seconds))
        .put("bytes", one.bytes())
        .put("bytesPerSecond", rate(one.bytes(), then == null ? null : then.bytes, seconds))
        .put("dropped", one.dropped())
        .put("unwanted", one.unwanted())
        .put("wants", one.wants())
        .put("begun", one.begun())
        .put("demand", one.demand() < 0 ? null : one.demand());
    latency(one.waiting(), json.putObject("waiting"));
  }

  /// With one digit behind the point.
  private static double rate(long now, @Nullable Long before, double seconds) {
    // An element that was added again counts from 0 again.
    return before == null || seconds <= 0
        ? 0
        : Math.rint(Math.max(0, now - before) / seconds * 10) / 10;
  }

  private static void latency(LiveGraph.Latency one, ObjectNode json) {
    json.put("count", one.count())
        .put("medianMicros", one.median() / NANOS_A_MICRO)
        .put("p99Micros", one.p99() / NANOS_A_MICRO)
        .put("mostMicros", one.most() / NANOS_A_MICRO);
  }
}

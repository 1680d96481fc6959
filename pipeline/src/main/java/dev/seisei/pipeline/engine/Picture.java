package dev.seisei.pipeline.engine;

import dev.seisei.pipeline.Endpoint;
import dev.seisei.pipeline.Filter;
import dev.seisei.pipeline.Leaf;
import dev.seisei.pipeline.Pipeline;
import dev.seisei.pipeline.Sink;
import dev.seisei.pipeline.Source;
import dev.seisei.pipeline.Wiring;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Takes the picture of a running pipeline.
final class Picture {
  private Picture() {}

  static LiveGraph of(String id, String state, Collection<Node> nodes, Wiring wiring, int notes) {
    var elements = new ArrayList<LiveGraph.Element>();
    var links = new ArrayList<LiveGraph.Link>();
    for (Node node : nodes) {
      Latencies handling = node.handling;
      elements.add(
          new LiveGraph.Element(
              node.path,
              node.leaf.type(),
              kind(node.leaf),
              node.state.name().toLowerCase(Locale.ROOT),
              node.bypassedBecause,
              node.task.number,
              node.handled.get(),
              node.crashes.get(),
              node.restarts.get(),
              node.lastCrash,
              node.isStuck,
              handling == null ? LiveGraph.Latency.NONE : handling.told()));
      for (Link link : node.outs) {
        links.add(link.told());
      }
      Link letters = node.letters;
      if (letters != null) {
        links.add(letters.told());
      }
    }
    return new LiveGraph(id, state, elements, links, diamonds(wiring), notes);
  }

  private static String kind(Leaf leaf) {
    return switch (leaf) {
      case Source _ -> "source";
      case Filter _ -> "filter";
      case Sink _ -> "sink";
      case Endpoint _ -> "endpoint";
    };
  }

  /// For every fork, the first element that two of its branches reach.
  private static List<LiveGraph.Diamond> diamonds(Wiring wiring) {
    var next = new LinkedHashMap<String, Set<String>>();
    for (Pipeline.Link link : wiring.links()) {
      if (!link.from().pad().equals(Wiring.DEAD_LETTER)) {
        next.computeIfAbsent(link.from().child(), _ -> new LinkedHashSet<>())
            .add(link.to().child());
      }
    }
    var diamonds = new ArrayList<LiveGraph.Diamond>();
    next.forEach((fork, branches) -> {
      var seen = new HashSet<String>();
      if (branches.size() > 1) {
        for (String branch : branches) {
          var reached = reached(branch, next);
          reached.stream()
              .filter(seen::contains)
              .findFirst()
              .map(join -> new LiveGraph.Diamond(fork, join))
              .filter(diamond -> !diamonds.contains(diamond))
              .ifPresent(diamonds::add);
          seen.addAll(reached);
        }
      }
    });
    return diamonds;
  }

  private static Set<String> reached(String start, Map<String, Set<String>> next) {
    var reached = new LinkedHashSet<String>();
    var open = new ArrayList<>(List.of(start));
    while (!open.isEmpty()) {
      String one = open.removeFirst();
      if (reached.add(one)) {
        open.addAll(next.getOrDefault(one, Set.of()));
      }
    }
    return reached;
  }
}

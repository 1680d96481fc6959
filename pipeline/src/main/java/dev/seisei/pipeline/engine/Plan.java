package dev.seisei.pipeline.engine;

import dev.seisei.pipeline.Filter;
import dev.seisei.pipeline.Leaf;
import dev.seisei.pipeline.Pad;
import dev.seisei.pipeline.Pipeline;
import dev.seisei.pipeline.WhenFull;
import dev.seisei.pipeline.Wiring;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which new elements share a task, and which links are calls within one.
///
/// A linear run of filters is one task: each has one input and one output, none blocks, none is to
/// be apart. Sources and sinks keep tasks of their own, so that they overlap with the run.
record Plan(Map<String, Node> nodes, Set<Pipeline.Link> direct) {
  private static final int MOST_IN_ROW = 128;

  static Plan of(LivePipeline pipeline, Wiring before, Wiring after, List<Pipeline.Link> drawn) {
    var next = new HashMap<String, Pipeline.Link>();
    var hasBefore = new HashSet<String>();
    for (Pipeline.Link link : drawn) {
      if (link.whenFull() == WhenFull.THROTTLE
          && joins(before, after, link.from().child())
          && joins(before, after, link.to().child())) {
        next.put(link.from().child(), link);
        hasBefore.add(link.to().child());
      }
    }
    var nodes = new LinkedHashMap<String, Node>();
    var direct = new HashSet<Pipeline.Link>();
    for (Pipeline.Child child : after.leaves().values()) {
      String path = child.name();
      if (before.leaves().containsKey(path) || hasBefore.contains(path)) {
        continue;
      }
      int length = 0;
      Task task = task(pipeline, child);
      for (Pipeline.Link link = next.get(path); ; link = next.get(path)) {
        Pipeline.Child member = after.leaves().get(path);
        if (member == null) {
          throw new IllegalStateException("a link leads to " + path + ", which is not there");
        }
        var node = new Node(path, (Leaf) member.element(), pipeline, task);
        nodes.put(path, node);
        append(task, node);
        if (link == null) {
          break;
        }
        path = link.to().child();
        if (++length % MOST_IN_ROW == 0) {
          task = task(pipeline, member);
        } else {
          direct.add(link);
        }
      }
    }
    var ordered = new LinkedHashMap<String, Node>();
    after
        .leaves()
        .keySet()
        .forEach(path -> {
          Node node = nodes.get(path);
          if (node != null) {
            ordered.put(path, node);
          }
        });
    return new Plan(ordered, direct);
  }

  private static Task task(LivePipeline pipeline, Pipeline.Child child) {
    return new Task(pipeline.engine, ((Leaf) child.element()).isBlocking());
  }

  private static void append(Task task, Node node) {
    var nodes = Arrays.copyOf(task.nodes, task.nodes.length + 1);
    nodes[nodes.length - 1] = node;
    task.nodes = nodes;
    task.isQuick &= node.leaf.isQuick() && !task.isBlocking;
  }

  private static boolean joins(Wiring before, Wiring after, String path) {
    Pipeline.Child child = after.leaves().get(path);
    if (child == null
        || before.leaves().containsKey(path)
        || child.apart()
        || !(child.element() instanceof Filter filter)
        || filter.isBlocking()) {
      return false;
    }
    List<Pad> pads = filter.pads();
    return pads.size() == 2
        && pads.stream().noneMatch(Pad::onRequest)
        && pads.stream()
            .allMatch(pad ->
                pad.direction() == Pad.Direction.IN
                    ? pad.flow() == Pad.Flow.AUTO || pad.flow() == Pad.Flow.SPATIAL
                    : pad.flow() != Pad.Flow.MANUAL);
  }
}

package dev.seisei.pipeline.engine;

import dev.seisei.data.ChunkKey;
import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.Pad;
import dev.seisei.pipeline.Pipeline;
import dev.seisei.pipeline.PipelineException;
import dev.seisei.pipeline.Wiring;
import dev.seisei.pipeline.Work;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Changes what a pipeline is made of while it plays: holds the tasks that a change touches, all at
/// once, changes their links, and lets them go. Called with the pipeline's control lock.
final class Surgery {
  private static final System.Logger LOG = System.getLogger(Surgery.class.getName());

  private final LivePipeline pipeline;
  private final Map<Pipeline.Link, Link> links = new HashMap<>();

  Surgery(LivePipeline pipeline) {
    this.pipeline = pipeline;
  }

  void add(Pipeline part) {
    grow(pipeline.wiring.with(part, pipeline.engine.known));
  }

  /// Plays what a wiring has beyond the one that is played.
  void grow(Wiring after) {
    Wiring before = pipeline.wiring;
    var fresh = new LinkedHashMap<String, Node>();
    var drawn = after.links().subList(before.links().size(), after.links().size());
    var plan = Plan.of(pipeline, before, after, drawn);
    plan.nodes().forEach(fresh::put);
    fresh.values().forEach(node -> node.bypassedBecause = pipeline.off(node.leaf));
    Opening.open(
        fresh.values().stream().filter(node -> node.bypassedBecause == null).toList(),
        pipeline.engine.patience);
    var made = new ArrayList<Link>();
    for (Pipeline.Link link : drawn) {
      Node from = node(fresh, link.from().child());
      Node to = node(fresh, link.to().child());
      made.add(
          new Link(
              link,
              from,
              to,
              pad(from, link.from().pad()),
              pad(to, link.to().pad()),
              plan.direct().contains(link),
              after.spatial().contains(link)));
    }
    Set<Task> touched = new HashSet<>();
    fresh.values().forEach(node -> touched.add(node.task));
    made.forEach(link -> {
      touched.add(link.from.task);
      touched.add(link.to.task);
    });
    try (var _ = Held.of(touched, pipeline.engine.patience)) {
      made.forEach(Surgery::requireNotEnded);
      for (Node node : fresh.values()) {
        node.state = node.bypassedBecause == null ? Node.State.PLAYING : Node.State.BYPASSED;
        node.progressAt = pipeline.clock().nanos();
      }
      pipeline.wiring = after;
      pipeline.nodes.putAll(fresh);
      for (Link link : made) {
        links.put(link.drawn, link);
        attach(link);
      }
      made.forEach(Surgery::tellLinked);
    } catch (PipelineException e) {
      fresh.values().forEach(Surgery::closeWork);
      throw e;
    }
  }

  private static void requireNotEnded(Link link) {
    if (link.from.state == Node.State.ENDED || link.to.state == Node.State.ENDED) {
      throw new PipelineException(
          "link.ended", link.drawn + ": one of its ends has ended already.");
    }
  }

  private Node node(Map<String, Node> fresh, String path) {
    Node node = fresh.get(path);
    if (node == null) {
      node = pipeline.nodes.get(path);
    }
    if (node == null) {
      throw new IllegalStateException("the wiring knows " + path + ", the pipeline does not");
    }
    return node;
  }

  private static Pad pad(Node node, String name) {
    return name.equals(Wiring.DEAD_LETTER)
        ? Pad.out(name).formats(Format.of(name)).flow(Pad.Flow.PUSH)
        : node.leaf.pad(name);
  }

  private static void attach(Link link) {
    if (link.drawn.from().pad().equals(Wiring.DEAD_LETTER)) {
      link.from.letters = link;
    } else {
      Link[] outs = Arrays.copyOf(link.from.outs, link.from.outs.length + 1);
      outs[outs.length - 1] = link;
      link.from.link(link.from.ins, outs);
    }
    Link[] ins = Arrays.copyOf(link.to.ins, link.to.ins.length + 1);
    ins[ins.length - 1] = link;
    link.to.link(ins, link.to.outs);
  }

  private static void tellLinked(Link link) {
    tellLinked(link, link.from);
    tellLinked(link, link.to);
    if (link.wants != null) {
      link.to.wantFlow.renew();
    }
  }

  /// Tells the element at one end.
  static void tellLinked(Link link, Node node) {
    boolean isOut = link.from == node;
    node.call(work ->
        work.linked(
            isOut ? link.fromPad : link.toPad,
            options(link, isOut ? link.out : link.in),
            node.output));
  }

  private static Map<String, String> options(Link link, Pad pad) {
    var options = new TreeMap<>(pad.options());
    link.drawn.options().forEach((name, value) -> options.replace(name, value));
    return options;
  }

  void remove(Set<String> paths) {
    var leaving = new ArrayList<Node>();
    paths.stream().sorted().forEach(path -> leaving.add(node(Map.of(), path)));
    var cut = new LinkedHashSet<Link>();
    for (Node node : leaving) {
      cut.addAll(List.of(node.ins));
      cut.addAll(List.of(node.outs));
      if (node.letters != null) {
        cut.add(node.letters);
      }
    }
    var free = new HashSet<Task>();
    for (Link link : cut) {
      free.add(link.from.task);
      free.add(link.to.task);
    }
    leaving.forEach(node -> free.add(node.task));
    Set<Task> lost = stuck(leaving);
    free.removeAll(lost);
    try (var _ = Held.of(free, pipeline.engine.patience)) {
      cut.forEach(this::detach);
      for (Node node : leaving) {
        close(node, !lost.contains(node.task));
        pipeline.nodes.remove(node.path);
      }
      pipeline.wiring = pipeline.wiring.without(paths, Set.of());
      tellUnlinked(cut, leaving);
    }
  }

  /// The tasks of nodes that do not come to rest, interrupted and given up.
  private Set<Task> stuck(List<Node> nodes) {
    var lost = new HashSet<Task>();
    for (Node node : nodes) {
      if (!lost.contains(node.task) && !comesToRest(node.task)) {
        lost.add(node.task);
        LOG.log(
            Level.WARNING,
            "pipeline={0} element={1} code=element.stuck left behind: it does not come back",
            pipeline.id(),
            node.path);
      }
    }
    return lost;
  }

  private boolean comesToRest(Task task) {
    for (int attempt = 0; attempt < 2; attempt++) {
      try {
        task.hold(pipeline.engine.patience.dividedBy(2));
        task.release();
        return true;
      } catch (PipelineException _) {
        task.interrupt();
      }
    }
    return false;
  }

  void unlink(String end) {
    for (Link link : links.values()) {
      if (link.drawn.from().toString().equals(end) || link.drawn.to().toString().equals(end)) {
        var both = new HashSet<>(List.of(link.from.task, link.to.task));
        try (var _ = Held.of(both, pipeline.engine.patience)) {
          detach(link);
          pipeline.wiring = pipeline.wiring.without(Set.of(), Set.of(link.drawn));
          tellUnlinked(Set.of(link), List.of());
        }
        return;
      }
    }
    throw new PipelineException(
        "link.unknown", "There is no link at `" + end + "`; an end looks like tee.out:left.");
  }

  void bypass(Node node, String why) {
    if (!Wiring.canBypass(node.leaf)) {
      throw new PipelineException(
          "element.bypass",
          node.path
              + " cannot be bypassed: it is no filter with one input and one output of the same"
              + " formats. Remove it instead.");
    }
    if (node.state == Node.State.ENDED) {
      return;
    }
    Work work;
    try (var _ = Held.of(Set.of(node.task), pipeline.engine.patience)) {
      node.call(held -> held.bypassed(node.output));
      if (node.state == Node.State.ENDED) {
        return;
      }
      node.bypassedBecause = why;
      node.state = Node.State.BYPASSED;
      node.timers.cancelAll();
      node.resumeAll();
      work = node.work;
      node.work = null;
    }
    closeQuietly(node.path, work);
  }

  /// Nothing passes between the moment at which it is open and the one at which it is in the way.
  void restore(Node node) {
    if (node.state != Node.State.ENDED) {
      Opening.again(node);
    }
    node.bypassedBecause = null;
  }

  private void detach(Link link) {
    link.isCut = true;
    links.remove(link.drawn);
    List<ChunkKey> wanted = link.wants == null ? List.of() : link.wants.keys();
    if (link.from.letters == link) {
      link.from.letters = null;
    }
    link.from.link(link.from.ins, without(link.from.outs, link));
    link.to.link(without(link.to.ins, link), link.to.outs);
    link.from.wantFlow.cut(link, wanted);
  }

  private static Link[] without(Link[] links, Link gone) {
    return Arrays.stream(links).filter(link -> link != gone).toArray(Link[]::new);
  }

  private static void tellUnlinked(Set<Link> cut, List<Node> leaving) {
    for (Link link : cut) {
      if (!leaving.contains(link.from)) {
        link.from.call(work -> work.unlinked(link.fromPad, link.from.output));
      }
      if (!leaving.contains(link.to)) {
        link.to.call(work -> work.unlinked(link.toPad, link.to.output));
      }
    }
  }

  /// Closes everything, those first that were opened last.
  void closeAll() {
    var all = new ArrayList<>(pipeline.nodes.values());
    // So that nothing new begins while the ones that are under way are waited for.
    all.forEach(node -> node.state = Node.State.CLOSED);
    Set<Task> lost = stuck(all);
    for (Node node : all.reversed()) {
      if (lost.contains(node.task)) {
        close(node, false);
      } else {
        try (var _ = Held.of(Set.of(node.task), pipeline.engine.patience)) {
          close(node, true);
        }
      }
    }
    links.values().forEach(link -> link.isCut = true);
  }

  /// @param held whether nothing runs in it; else it is closed by whoever comes back
  private static void close(Node node, boolean held) {
    node.state = Node.State.CLOSED;
    node.timers.cancelAll();
    if (held) {
      closeWork(node);
    }
  }

  static void closeWork(Node node) {
    Work work = node.work;
    node.work = null;
    if (work != null) {
      closeQuietly(node.path, work);
    }
  }

  /// Closing is the last that is asked of an element: what it throws then is told, no more.
  static void closeQuietly(String path, @Nullable Work work) {
    if (work == null) {
      return;
    }
    try {
      work.close();
    } catch (Exception e) {
      LOG.log(Level.WARNING, "element=" + path + " code=element.close " + e);
    }
  }

  /// Tasks that rest until this is closed.
  record Held(TreeSet<Task> tasks) implements AutoCloseable {

    /// In one order everywhere, so that two changes never wait for each other.
    static Held of(Set<Task> tasks, Duration patience) {
      var held = new Held(new TreeSet<>(Comparator.comparingInt(task -> task.number)));
      var sorted = new TreeSet<Task>(Comparator.comparingInt(task -> task.number));
      sorted.addAll(tasks);
      try {
        for (Task task : sorted) {
          task.hold(patience);
          held.tasks.add(task);
        }
      } catch (RuntimeException e) {
        held.close();
        throw e;
      }
      return held;
    }

    @Override
    public void close() {
      tasks.forEach(Task::release);
    }
  }
}

package dev.seisei.pipeline;

import dev.seisei.pipeline.Pipeline.Child;
import dev.seisei.pipeline.Pipeline.Group;
import dev.seisei.pipeline.Pipeline.Link;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A picture with its bins taken apart and every rule checked: what the engine plays.
///
/// @param leaves by path, in the order in which they are opened
/// @param links each with references for pads on request
/// @param groups members are paths of leaves
/// @param spatial the links over which chunks are wanted by key
public record Wiring(
    Map<String, Child> leaves, List<Link> links, List<Group> groups, Set<Link> spatial) {

  /// The output that carries what killed an element to the dead letters.
  public static final String DEAD_LETTER = "dead-letter";

  /// Checks a pipeline that stands for itself.
  ///
  /// @throws PipelineException saying what is wrong; nothing was opened
  public static Wiring whole(Pipeline pipeline) {
    return whole(pipeline, Map.of());
  }

  /// Checks a pipeline, with suggestions.
  ///
  /// @param known pads of elements that an error may suggest, by type
  public static Wiring whole(Pipeline pipeline, Map<String, List<Pad>> known) {
    var wiring = new Wiring(Map.of(), List.of(), List.of(), Set.of()).with(pipeline, known);
    wiring.requireAllLinked();
    return wiring;
  }

  /// This and one more part.
  ///
  /// @throws PipelineException saying what is wrong; this stays as it is
  public Wiring with(Pipeline part, Map<String, List<Pad>> known) {
    var flat = Flattened.of(part);
    var all = new LinkedHashMap<>(leaves);
    for (Child leaf : flat.leaves()) {
      if (all.put(leaf.name(), leaf) != null) {
        throw new PipelineException(
            "child.name", "There is a child called " + leaf.name() + " already.");
      }
    }
    if (all.size() > Pipeline.MOST_CHILDREN) {
      throw new PipelineException(
          "pipeline.size",
          "A pipeline has at most "
              + Pipeline.MOST_CHILDREN
              + " children, got "
              + all.size()
              + ".");
    }
    var allGroups = new ArrayList<>(groups);
    allGroups.addAll(flat.groups());
    Groups.check(all, allGroups);
    var allLinks = new ArrayList<>(links);
    var taken = new HashSet<String>();
    var counts = new HashMap<String, Integer>();
    links.forEach(link -> {
      take(link.from(), taken, counts);
      take(link.to(), taken, counts);
    });
    var added = new ArrayList<>(flat.links());
    added.addAll(Groups.deadLetterLinks(flat.groups()));
    for (Link link : added) {
      allLinks.add(placed(link, all, taken, counts));
    }
    requireNoCycle(all.keySet(), allLinks);
    var spatial = Spatial.of(all, allLinks);
    for (Link link : links) {
      if (spatial.contains(link) != this.spatial.contains(link)) {
        throw new PipelineException(
            "link.demand",
            "The new links would change how " + link + " is asked for chunks. Remove it first.");
      }
    }
    new FormatCheck(all, allLinks, known).all();
    return new Wiring(all, List.copyOf(allLinks), List.copyOf(allGroups), spatial);
  }

  private static void take(End end, Set<String> taken, Map<String, Integer> counts) {
    taken.add(end.toString());
    counts.merge(end.child() + "." + end.pad(), 1, Integer::sum);
  }

  /// The link with both its ends found, free, and referred to.
  private static Link placed(
      Link link, Map<String, Child> all, Set<String> taken, Map<String, Integer> counts) {
    var allowed = new HashMap<String, String>();
    End from = placed(link, link.from(), Pad.Direction.OUT, all, taken, counts, allowed);
    End to = placed(link, link.to(), Pad.Direction.IN, all, taken, counts, allowed);
    for (String option : link.options().keySet()) {
      if (!allowed.containsKey(option)) {
        throw new PipelineException(
            "pad.option",
            link + ": neither pad has an option `" + option + "`. They have: " + allowed.keySet());
      }
    }
    return new Link(from, to, link.queue(), link.queueBytes(), link.whenFull(), link.options());
  }

  private static End placed(
      Link link,
      End end,
      Pad.Direction direction,
      Map<String, Child> all,
      Set<String> taken,
      Map<String, Integer> counts,
      Map<String, String> options) {
    Child child = all.get(end.child());
    if (child == null) {
      throw new PipelineException(
          "link.unknown", link + ": there is no child `" + end.child() + "`.");
    }
    Pad pad = pad(child, end.pad());
    if (pad.direction() != direction) {
      throw new PipelineException(
          "link.direction",
          link
              + ": "
              + end.child()
              + "."
              + pad.name()
              + " is an "
              + (direction == Pad.Direction.IN ? "output" : "input")
              + ". A link goes from an output to an input.");
    }
    if (!pad.onRequest() && !end.reference().isEmpty()) {
      throw new PipelineException(
          "pad.reference",
          link + ": " + child.name() + "." + pad.name() + " is one pad and has no references.");
    }
    int count = counts.getOrDefault(end.child() + "." + end.pad(), 0);
    if (count >= pad.most()) {
      throw new PipelineException(
          "pad.taken",
          link
              + ": "
              + child.name()
              + "."
              + pad.name()
              + " has at most "
              + pad.most()
              + (pad.most() == 1 ? " link. A tee or a funnel takes more." : " links."));
    }
    End named = end;
    for (int n = 1; pad.onRequest() && named.reference().isEmpty(); n++) {
      var numbered = new End(end.child(), end.pad(), Integer.toString(n));
      named = taken.contains(numbered.toString()) ? named : numbered;
    }
    if (taken.contains(named.toString())) {
      throw new PipelineException("pad.taken", link + ": " + named + " is linked already.");
    }
    take(named, taken, counts);
    options.putAll(pad.options());
    return named;
  }

  /// Whether an element is a filter of one input and one output whose formats agree, so that what
  /// flows in could as well flow past it.
  public static boolean canBypass(Element element) {
    return Groups.canBypass(element);
  }

  /// A child's pad, the one for dead letters included.
  static Pad pad(Child child, String name) {
    return name.equals(DEAD_LETTER)
        ? Pad.out(DEAD_LETTER).formats(Format.of(DEAD_LETTER)).flow(Pad.Flow.PUSH)
        : child.element().pad(name);
  }

  private static void requireNoCycle(Set<String> names, List<Link> links) {
    var open = new LinkedHashMap<String, Integer>();
    names.forEach(name -> open.put(name, 0));
    var next = new HashMap<String, List<String>>();
    for (Link link : links) {
      open.merge(link.to().child(), 1, Integer::sum);
      next.computeIfAbsent(link.from().child(), _ -> new ArrayList<>()).add(link.to().child());
    }
    var free = new ArrayList<String>();
    open.forEach((name, count) -> {
      if (count == 0) {
        free.add(name);
      }
    });
    while (!free.isEmpty()) {
      String name = free.removeLast();
      open.remove(name);
      for (String follower : next.getOrDefault(name, List.of())) {
        if (open.merge(follower, -1, Integer::sum) == 0) {
          free.add(follower);
        }
      }
    }
    if (!open.isEmpty()) {
      throw new PipelineException(
          "link.cycle",
          "These are linked in a circle, which would wait for itself: " + open.keySet());
    }
  }

  private void requireAllLinked() {
    var taken = new HashSet<String>();
    links.forEach(link -> {
      taken.add(link.from().toString());
      taken.add(link.to().toString());
    });
    for (Child child : leaves.values()) {
      for (Pad pad : child.element().pads()) {
        if (!pad.onRequest() && !taken.contains(child.name() + "." + pad.name())) {
          throw new PipelineException(
              "pad.unlinked",
              child.name() + "." + pad.name() + " is not linked, and is always there. Link it.");
        }
      }
    }
  }

  /// This without some links and leaves.
  public Wiring without(Set<String> paths, Set<Link> cut) {
    var fewer = new LinkedHashMap<>(leaves);
    fewer.keySet().removeAll(paths);
    var left =
        links.stream()
            .filter(link ->
                !cut.contains(link)
                    && !paths.contains(link.from().child())
                    && !paths.contains(link.to().child()))
            .toList();
    var kept = new HashSet<>(spatial);
    kept.retainAll(new HashSet<>(left));
    return new Wiring(fewer, left, Groups.without(groups, paths), kept);
  }
}

package dev.seisei.pipeline;

import dev.seisei.pipeline.Pipeline.Child;
import dev.seisei.pipeline.Pipeline.Group;
import dev.seisei.pipeline.Pipeline.Link;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A picture whose bins are replaced by what is in them.
record Flattened(List<Child> leaves, List<Link> links, List<Group> groups) {

  private static final int MOST_DEEP = 8;

  static Flattened of(Pipeline pipeline) {
    var flat = new Flattened(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    flat.add("", pipeline, 1);
    return flat;
  }

  private void add(String prefix, Pipeline pipeline, int depth) {
    if (depth > MOST_DEEP) {
      throw new PipelineException(
          "bin.depth", prefix + ": bins are at most " + MOST_DEEP + " deep.");
    }
    var exposed = new HashMap<String, End>();
    var inside = new HashMap<String, List<String>>();
    for (Child child : pipeline.children()) {
      String path = prefix + child.name();
      if (child.element() instanceof Bin bin) {
        int first = leaves.size();
        add(path + "/", bin.inside(), depth + 1);
        bin.exposes()
            .forEach((pad, inner) -> exposed.put(child.name() + "." + pad, End.parse(inner, "")));
        inside.put(
            child.name(), leaves.subList(first, leaves.size()).stream().map(Child::name).toList());
      } else {
        leaves.add(new Child(path, child.element(), child.apart() || !pipeline.aggregate()));
      }
      if (leaves.size() > Pipeline.MOST_CHILDREN) {
        throw new PipelineException(
            "pipeline.size", "A pipeline has at most " + Pipeline.MOST_CHILDREN + " children.");
      }
    }
    for (Link link : pipeline.links()) {
      links.add(
          new Link(
              moved(prefix, link.from(), exposed, inside),
              moved(prefix, link.to(), exposed, inside),
              link.queue(),
              link.queueBytes(),
              link.whenFull(),
              link.options()));
    }
    for (Group group : pipeline.groups()) {
      var members = new ArrayList<String>();
      for (String member : group.members()) {
        members.addAll(inside.getOrDefault(member, List.of(prefix + member)));
      }
      String letters = group.deadLetters();
      groups.add(
          new Group(
              prefix + group.name(),
              // A bin's own group knows better.
              members.stream().filter(member -> !isGrouped(member)).toList(),
              group.onCrash(),
              letters == null ? null : prefix + letters));
    }
  }

  private boolean isGrouped(String leaf) {
    return leaf.contains("/") && groups.stream().anyMatch(group -> group.members().contains(leaf));
  }

  /// Where an end of a link really is. An exposed pad may again be one of a bin.
  private static End moved(
      String prefix, End end, Map<String, End> exposed, Map<String, List<String>> inside) {
    End inner = exposed.get(end.child() + "." + end.pad());
    if (inner == null) {
      if (inside.containsKey(end.child())) {
        throw new PipelineException(
            "pad.unknown", prefix + end.child() + " has no pad `" + end.pad() + "`.");
      }
      return new End(prefix + end.child(), end.pad(), end.reference());
    }
    return new End(
        prefix + end.child() + "/" + inner.child(),
        inner.pad(),
        inner.reference().isEmpty() ? end.reference() : inner.reference());
  }
}

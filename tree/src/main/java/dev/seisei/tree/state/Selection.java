package dev.seisei.tree.state;

import dev.seisei.tree.node.Cost;
import dev.seisei.tree.node.Node;
import dev.seisei.tree.node.Path;
import dev.seisei.tree.node.Walk;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.pcollections.TreePMap;

/// Gathers nodes that are to be removed, by parent; what is below one of them is part of it.
final class Selection implements Walk.Visitor {
  /// Being gathered and taken out.
  private static final long EACH = 50;

  private final long limit;
  private final boolean oneByOne;
  private final Cost cost;
  private final Map<Path, TreePMap<String, Node>> whole = new LinkedHashMap<>();
  private final Map<Path, TreeMap<String, Node>> some = new LinkedHashMap<>();
  private long count;
  private boolean more;

  Selection(long limit, boolean oneByOne, Cost cost) {
    this.limit = limit;
    this.oneByOne = oneByOne;
    this.cost = cost;
  }

  @Override
  public Walk.Go visit(Walk.Trail trail, Node node) {
    if (count == limit) {
      more = true;
      return Walk.Go.STOP;
    }
    cost.spend(EACH);
    Path path = trail.toPath();
    if (path.isRoot()) {
      throw new Refusal("tree.root", "the root can not be removed; remove /* instead");
    }
    some.computeIfAbsent(path.parent(), _ -> new TreeMap<>()).put(path.name(), node);
    count++;
    return Walk.Go.PAST;
  }

  /// Takes all children at once, whatever their number.
  @Override
  public boolean visitChildren(Walk.Trail trail, Node node) {
    if (oneByOne || node.children().size() > limit - count) {
      return false;
    }
    whole.put(trail.toPath(), node.children());
    count += node.children().size();
    return true;
  }

  Map<Path, TreePMap<String, Node>> groups() {
    var all = new TreeMap<Path, TreePMap<String, Node>>(whole);
    some.forEach((parent, children) -> all.put(parent, TreePMap.fromSortedMap(children)));
    return all;
  }

  long count() {
    return count;
  }

  boolean more() {
    return more;
  }
}

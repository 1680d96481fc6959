package dev.seisei.tree.state;

import dev.seisei.tree.node.KeepWhile;
import dev.seisei.tree.node.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/// Which nodes are kept while what holds, found from both ends. Immutable.
///
/// @param byNode by the path of the node that is kept
/// @param byWatched the paths of nodes that are kept, by each path that their conditions are about
public record Guards(TreePMap<Path, KeepWhile> byNode, TreePMap<Path, TreePSet<Path>> byWatched) {
  static final Guards NONE = new Guards(TreePMap.empty(), TreePMap.empty());

  /// What keeps a node; null if nothing has to hold.
  public @Nullable KeepWhile of(Path node) {
    return byNode.get(node);
  }

  Guards with(Path node, KeepWhile keepWhile) {
    Guards bare = without(List.of(node));
    if (keepWhile.conditions().isEmpty()) {
      return bare;
    }
    var watched = bare.byWatched;
    for (Path path : keepWhile.conditions().keySet()) {
      TreePSet<Path> watchers = watched.get(path);
      watched =
          watched.plus(path, (watchers == null ? TreePSet.<Path>empty() : watchers).plus(node));
    }
    return new Guards(bare.byNode.plus(node, keepWhile), watched);
  }

  Guards without(Collection<Path> nodes) {
    var nodesLeft = byNode;
    var watched = byWatched;
    for (Path node : nodes) {
      KeepWhile gone = nodesLeft.get(node);
      if (gone != null) {
        nodesLeft = nodesLeft.minus(node);
        for (Path path : gone.conditions().keySet()) {
          TreePSet<Path> watchers = watched.get(path);
          if (watchers != null) {
            watchers = watchers.minus(node);
            watched = watchers.isEmpty() ? watched.minus(path) : watched.plus(path, watchers);
          }
        }
      }
    }
    return new Guards(nodesLeft, watched);
  }

  /// Those whose conditions are about a path.
  Collection<Path> watchersOf(Path path) {
    TreePSet<Path> watchers = byWatched.get(path);
    return watchers == null ? List.of() : watchers;
  }

  /// The entries of a map whose keys are at or below a path.
  static <V> List<Map.Entry<Path, V>> under(TreePMap<Path, V> map, Path top) {
    var found = new ArrayList<Map.Entry<Path, V>>();
    if (!map.isEmpty()) {
      for (var entry : map.tailMap(top).entrySet()) {
        if (!entry.getKey().startsWith(top)) {
          break;
        }
        found.add(entry);
      }
    }
    return found;
  }
}

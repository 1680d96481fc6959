package dev.seisei.tree.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcollections.TreePMap;

/// The index finds what the sorted map holds, names of equal hash too.
final class NameIndexTest {

  /// Some names have the same hash: "Aa" and "BB" do, and so does what is made of them.
  private static String name(SplittableRandom random) {
    if (random.nextInt(4) > 0) {
      return Names.ofNumber(random.nextInt(300));
    }
    var name = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      name.append(random.nextBoolean() ? "Aa" : "BB");
    }
    return name.toString();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void finds_what_the_map_holds(long seed) {
    var random = new SplittableRandom(seed);
    var names = new ArrayList<String>();
    for (int i = 0; i < 400; i++) {
      names.add(name(random));
    }
    var map = new TreeMap<String, Node>();
    NameIndex index = NameIndex.EMPTY;
    for (int i = 0; i < 20_000; i++) {
      String name = names.get(random.nextInt(names.size()));
      if (random.nextInt(5) < 3) {
        Node node = Node.leaf(null, false, i);
        map.put(name, node);
        index = index.with(name, node);
      } else if (map.remove(name) != null) {
        index = index.without(name);
      }
      String asked = names.get(random.nextInt(names.size()));
      assertThat(index.get(asked, map)).isSameAs(map.get(asked));
    }
    for (String name : names) {
      assertThat(index.get(name, map)).isSameAs(map.get(name));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void a_wide_node_finds_its_children_whatever_came_and_went(long seed) {
    var random = new SplittableRandom(seed);
    var map = new TreeMap<String, Node>();
    Node node = Node.ROOT;
    for (int i = 0; i < 3000; i++) {
      String name = name(random);
      if (random.nextInt(200) == 0 && !map.isEmpty()) {
        var gone = TreePMap.fromSortedMap(map.headMap(map.lastKey(), true));
        int keep = random.nextInt(gone.size());
        while (gone.size() > keep + 1) {
          gone = gone.minus(gone.lastKey());
        }
        node = node.without(gone, node.children().minusAll(gone.keySet()));
        map.keySet().removeAll(gone.keySet());
      } else {
        Node child = Node.leaf(null, false, i);
        map.put(name, child);
        node = node.withChild(name, child);
      }
      String asked = name(random);
      assertThat(node.child(asked)).isSameAs(map.get(asked));
      assertThat(node.children().size()).isEqualTo(map.size());
    }
  }
}

package dev.seisei.channels.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

final class RosterTest {
  private static final List<String> REPLICAS = List.of("a", "b", "c");

  private static ObjectNode meta(int n) {
    return JsonNodeFactory.instance.objectNode().put("n", n);
  }

  private static Roster copy(Roster of) {
    var copy = new Roster();
    copy.merge(of);
    return copy;
  }

  private static String merged(Roster... all) {
    var sum = new Roster();
    Stream.of(all).forEach(sum::merge);
    return sum.toString();
  }

  /// Three replicas that add, update and remove, and sometimes hear of one another: states that no
  /// one alone has had. Keeps every delta, too.
  private static List<Roster> states(long seed, List<Roster> deltas) {
    var random = new Random(seed);
    List<Roster> rosters = Stream.generate(Roster::new).limit(REPLICAS.size()).toList();
    for (int step = 0; step < 60; step++) {
      int who = random.nextInt(rosters.size());
      Roster roster = rosters.get(who);
      List<Entry> known = roster.all();
      Entry any = known.isEmpty() ? null : known.get(random.nextInt(known.size()));
      switch (random.nextInt(5)) {
        case 0, 1 ->
            deltas.add(
                roster.add(REPLICAS.get(who), "t", "k" + random.nextInt(4), meta(step), null));
        case 2 -> {
          if (any != null) {
            deltas.add(
                roster.add(REPLICAS.get(who), any.topic(), any.key(), meta(step), any.dot()));
          }
        }
        case 3 -> {
          if (any != null) {
            deltas.add(roster.remove(any.dot()));
          }
        }
        default -> roster.merge(rosters.get(random.nextInt(rosters.size())));
      }
    }
    return rosters;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void merging_is_commutative_associative_and_idempotent(long seed) {
    List<Roster> states = states(seed, new ArrayList<>());
    Roster a = states.get(0);
    Roster b = states.get(1);
    Roster c = states.get(2);
    assertThat(merged(a, b)).isEqualTo(merged(b, a));
    assertThat(merged(a, b, c)).isEqualTo(merged(c, b, a)).isEqualTo(merged(b, c, a));
    Roster bc = copy(b);
    bc.merge(c);
    assertThat(merged(a, bc)).isEqualTo(merged(a, b, c));
    assertThat(merged(a, a)).isEqualTo(a.toString());
    assertThat(merged(a, b, a, b)).isEqualTo(merged(a, b));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void deltas_in_any_order_and_any_number_of_times_come_to_the_same_as_the_whole(long seed) {
    var deltas = new ArrayList<Roster>();
    List<Roster> states = states(seed, deltas);
    String whole = merged(states.toArray(Roster[]::new));
    var random = new Random(seed);
    for (int turn = 0; turn < 5; turn++) {
      var some = new ArrayList<>(deltas);
      some.addAll(deltas.subList(0, deltas.size() / 2));
      Collections.shuffle(some, random);
      assertThat(merged(some.toArray(Roster[]::new))).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void what_a_merge_tells_is_what_changed(long seed) {
    List<Roster> states = states(seed, new ArrayList<>());
    Roster roster = copy(states.get(0));
    var there = new ArrayList<>(roster.all());
    Roster.Changes changes = roster.merge(states.get(1));
    assertThat(changes.joined()).noneMatch(there::contains);
    assertThat(there.removeAll(changes.left())).isEqualTo(!changes.left().isEmpty());
    there.addAll(changes.joined());
    assertThat(there).containsExactlyInAnyOrderElementsOf(roster.all());
    assertThat(roster.merge(states.get(1))).isEqualTo(new Roster.Changes(List.of(), List.of()));
  }

  @Test
  void who_is_added_while_another_removes_what_was_there_stays() {
    var a = new Roster();
    a.add("a", "t", "ada", meta(1), null);
    Roster b = copy(a);
    Dot first = a.all().getFirst().dot();
    Roster update = a.add("a", "t", "ada", meta(2), first);
    Roster removal = b.remove(first);
    a.merge(removal);
    b.merge(update);
    assertThat(a.all()).singleElement().extracting(Entry::meta).isEqualTo(meta(2));
    assertThat(b).hasToString(a.toString());
  }

  @Test
  void what_was_removed_does_not_come_back_with_late_news() {
    var a = new Roster();
    Roster join = a.add("a", "t", "ada", meta(1), null);
    Roster leave = a.remove(a.all().getFirst().dot());
    var b = new Roster();
    b.merge(leave);
    assertThat(b.merge(join).joined()).isEmpty();
    assertThat(b.all()).isEmpty();
  }

  @Test
  void a_replica_that_is_forgotten_takes_its_entries_along() {
    var a = new Roster();
    a.add("a", "t", "ada", meta(1), null);
    a.add("b", "t", "bob", meta(1), null);
    assertThat(a.forget("b")).extracting(Entry::key).containsExactly("bob");
    assertThat(a.forget("b")).isEmpty();
    assertThat(a.all()).extracting(Entry::key).containsExactly("ada");
  }
}

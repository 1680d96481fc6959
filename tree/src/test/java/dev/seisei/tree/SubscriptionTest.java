package dev.seisei.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seisei.tree.log.MemoryLog;
import dev.seisei.tree.node.Node;
import dev.seisei.tree.node.Path;
import dev.seisei.tree.node.Pattern;
import dev.seisei.tree.node.Payload;
import dev.seisei.tree.state.Commands;
import dev.seisei.tree.state.History;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who follows the tree is told all that happens, in order.
@Timeout(60)
final class SubscriptionTest extends OnMemory {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Payload ONE = Payload.text("1");
  private static final Payload TWO = Payload.text("2");

  private static String line(Event event) {
    return event.version() + " " + event.kind() + " " + event.path();
  }

  private static String difference(View before, View after) {
    SortedMap<Path, Node> old = before.list(Pattern.parse("/**"));
    SortedMap<Path, Node> now = after.list(Pattern.parse("/**"));
    var lines = new TreeSet<String>();
    now.forEach((path, node) -> {
      Node was = old.get(path);
      if (was == null) {
        lines.add(after.version() + " CREATED " + path);
      } else if (was.changed() != node.changed()) {
        lines.add(after.version() + " UPDATED " + path);
      }
    });
    old.keySet().stream()
        .filter(path -> !now.containsKey(path))
        .forEach(path -> lines.add(after.version() + " DELETED " + path));
    return String.join("\n", lines);
  }

  /// As they would be, were they found by comparing each tree with the one before.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void tells_what_each_command_changed(long seed) throws Exception {
    var events = Collections.synchronizedList(new ArrayList<Event>());
    try (var subscription = tree.watch(Watch.of(Pattern.parse("/**")), events::add)) {
      var commands = new Commands(new SplittableRandom(seed));
      var expected = new TreeMap<Long, String>();
      for (int i = 0; i < 1000; i++) {
        View before = tree.view();
        var ops = commands.next().ops();
        tree.submit(ops).exceptionally(_ -> null).join();
        View after = tree.view();
        String lines = difference(before, after);
        if (!lines.isEmpty()) {
          expected.put(after.version(), lines);
        }
      }
      assertThat(subscription.await(tree.view().version(), PATIENCE)).isTrue();
      var told = new TreeMap<Long, TreeSet<String>>();
      for (Event event : events) {
        var lines = told.computeIfAbsent(event.version(), _ -> new TreeSet<>());
        assertThat(lines.add(line(event)) || event.kind() == Event.Kind.DELETED)
            .as("%s is told once", line(event))
            .isTrue();
      }
      assertThat(events).extracting(Event::version).isSorted();
      var joined = new TreeMap<Long, String>();
      told.forEach((version, lines) -> joined.put(version, String.join("\n", lines)));
      assertThat(joined).isEqualTo(expected);
      assertThat(expected).hasSizeGreaterThan(300);
    }
  }

  private BlockingQueue<String> follow(Watch watch) {
    var lines = new LinkedBlockingQueue<String>();
    tree.watch(watch, event -> lines.add(event.kind() + " " + event.path() + " " + text(event)));
    return lines;
  }

  private static String text(Event event) {
    Node node = event.after() == null ? event.before() : event.after();
    return node == null || node.payload() == null ? "-" : node.payload().text();
  }

  private static List<String> take(BlockingQueue<String> lines, int count)
      throws InterruptedException {
    var taken = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      String line = lines.poll(10, TimeUnit.SECONDS);
      taken.add(line == null ? "nothing" : line);
    }
    return taken;
  }

  @Test
  void asks_the_pattern_of_the_tree_as_it_was_when_it_happened() throws Exception {
    var lines = follow(Watch.of(Pattern.parse("/a[data = \"1\"]/*[data]")));
    tree.put(Path.parse("/a"), TWO).join();
    tree.put(Path.parse("/a/unseen"), ONE).join();
    tree.put(Path.parse("/a"), ONE).join();
    tree.put(Path.parse("/a/x"), ONE).join();
    tree.put(Path.parse("/a/x"), TWO).join();
    tree.clearPayload(Path.parse("/a/x")).join();
    tree.put(Path.parse("/a/x"), ONE).join();
    tree.delete(Path.parse("/a")).join();
    assertThat(take(lines, 5))
        .containsExactly(
            "CREATED /a/x 1",
            "UPDATED /a/x 2",
            "UPDATED /a/x 1",
            "DELETED /a/unseen 1",
            "DELETED /a/x 1");
    assertThat(lines).isEmpty();
  }

  @Test
  void begins_with_what_is_there_or_where_another_stopped() throws Exception {
    tree.put(Path.parse("/a/x"), ONE).join();
    long version = tree.put(Path.parse("/a/y"), ONE).join().treeVersion();
    tree.put(Path.parse("/a/x"), TWO).join();
    assertThat(take(follow(Watch.of(Pattern.parse("/a/*")).withPresent()), 2))
        .containsExactly("PRESENT /a/x 2", "PRESENT /a/y 1");
    assertThat(take(follow(Watch.of(Pattern.parse("/a/*")).since(version)), 1))
        .containsExactly("UPDATED /a/x 2");
    assertThat(take(follow(Watch.of(Pattern.parse("/a/*")).since(0).only(Event.Kind.CREATED)), 2))
        .containsExactly("CREATED /a/x 1", "CREATED /a/y 1");
  }

  @Test
  void goes_on_after_a_listener_failed_without_a_gap() throws Exception {
    var pattern = Pattern.parse("/n/*");
    var seen = Collections.synchronizedList(new ArrayList<String>());
    var first =
        tree.watch(
            Watch.of(pattern),
            event -> {
              if (seen.size() == 5) {
                throw new IOException("the disk is full");
              }
              seen.add(event.path().name());
            });
    for (int i = 0; i < 10; i++) {
      tree.put(Path.of("n", String.valueOf(i)), ONE).join();
    }
    assertThatThrownBy(() -> first.done().join())
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining("the disk is full");
    var second =
        tree.watch(
            Watch.of(pattern).since(first.handled()), event -> seen.add(event.path().name()));
    assertThat(second.await(tree.view().version(), PATIENCE)).isTrue();
    assertThat(seen).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
  }

  @Test
  void says_so_when_the_history_does_not_reach_back() throws Exception {
    var bounds = new History.Bounds(4, 1000, 1 << 20);
    try (var small = Tree.open(MemoryLog::new, new Tree.Options(PATIENCE, bounds))) {
      var reached = new CountDownLatch(1);
      var goOn = new CountDownLatch(1);
      var slow =
          small.watch(
              Watch.of(Pattern.parse("/*")),
              _ -> {
                reached.countDown();
                goOn.await();
              });
      small.put(Path.parse("/0"), ONE).join();
      reached.await();
      for (int i = 1; i < 10; i++) {
        small.put(Path.of(String.valueOf(i)), ONE).join();
      }
      goOn.countDown();
      assertThatThrownBy(() -> slow.done().join())
          .cause()
          .isInstanceOfSatisfying(
              TreeException.class, e -> assertThat(e.code()).isEqualTo("watch.too-old"))
          .hasMessageContaining("start again from what is there now");
    }
  }

  @Test
  void tells_those_of_higher_priority_first() throws Exception {
    var order = new LinkedBlockingQueue<String>();
    var pattern = Pattern.parse("/*");
    var low = tree.watch(Watch.of(pattern), event -> order.add("low " + event.path().name()));
    tree.watch(
        Watch.of(pattern).withPriority(1),
        event -> {
          TimeUnit.MILLISECONDS.sleep(2);
          order.add("high " + event.path().name());
        });
    for (int i = 0; i < 50; i++) {
      tree.put(Path.of(String.valueOf(i)), ONE).join();
    }
    assertThat(low.await(tree.view().version(), PATIENCE)).isTrue();
    var seen = List.copyOf(order);
    for (int i = 0; i < 50; i++) {
      assertThat(seen.indexOf("high " + i)).isBetween(0, seen.indexOf("low " + i));
    }
  }

  @Test
  void ends_when_it_is_closed_and_with_the_store() {
    var closed = tree.watch(Watch.of(Pattern.parse("/*")), _ -> {});
    closed.close();
    assertThat(closed.done()).succeedsWithin(PATIENCE);
    var open = tree.watch(Watch.of(Pattern.parse("/*")), _ -> {});
    tree.close();
    assertThat(open.done()).succeedsWithin(PATIENCE);
  }

  @Test
  void a_projection_is_whole_from_the_beginning_and_follows() throws Exception {
    tree.put(Path.parse("/worlds/a/title"), ONE).join();
    try (var titles =
        tree.project(
            Pattern.parse("/worlds/*/title"),
            path -> path.name(1),
            (_, node) -> node.payload() == null ? null : node.payload().text())) {
      assertThat(titles.all()).containsOnlyKeys("a").containsEntry("a", "1");
      tree.put(Path.parse("/worlds/b/title"), TWO).join();
      tree.clearPayload(Path.parse("/worlds/a/title")).join();
      long version = tree.put(Path.parse("/elsewhere"), TWO).join().treeVersion();
      assertThat(titles.await(version, PATIENCE)).isTrue();
      assertThat(titles.all()).containsOnlyKeys("b");
      assertThat(titles.get("b")).isEqualTo("2");
      tree.delete(Path.parse("/worlds")).join();
      assertThat(titles.await(tree.view().version(), PATIENCE)).isTrue();
      assertThat(titles.all()).isEmpty();
    }
  }

  @Test
  void a_projection_is_whole_again_when_the_history_left_it_behind() throws Exception {
    var bounds = new History.Bounds(2, 1000, 1 << 20);
    try (var small = Tree.open(MemoryLog::new, new Tree.Options(PATIENCE, bounds))) {
      var goOn = new CountDownLatch(1);
      small.put(Path.parse("/n/start"), ONE).join();
      var projection =
          small.project(
              Pattern.parse("/n/*"),
              Path::name,
              (path, _) -> {
                if (path.name().equals("0")) {
                  waitFor(goOn);
                }
                return path.name();
              });
      for (int i = 0; i < 10; i++) {
        small.put(Path.of("n", String.valueOf(i)), ONE).join();
      }
      assertThat(projection.get("start")).isEqualTo("start");
      goOn.countDown();
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (projection.all().size() < 11 && System.nanoTime() < deadline) {
        projection.await(small.view().version(), Duration.ofMillis(10));
        Thread.onSpinWait();
      }
      assertThat(projection.all()).hasSize(11);
      small.put(Path.parse("/n/after"), ONE).join();
      assertThat(projection.await(small.view().version(), PATIENCE)).isTrue();
      assertThat(projection.get("after")).isEqualTo("after");
      projection.close();
    }
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

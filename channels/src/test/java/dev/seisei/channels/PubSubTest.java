package dev.seisei.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

final class PubSubTest {
  private final PubSub pubSub = new PubSub();
  private final Turns here = new Turns();
  private final Turns there = new Turns();

  /// A thread that a test steps through.
  private static final class Turns implements Executor {
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
    }

    /// Runs all that is there and comes meanwhile; answers how much it was.
    int run() {
      int ran = 0;
      for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
        task.run();
        ran++;
      }
      return ran;
    }
  }

  private static Broadcast message(String event) {
    return new Broadcast(
        "room:a", event, new Payload.Json(JsonNodeFactory.instance.objectNode()), WhenFull.CLOSE);
  }

  /// Keeps what it gets as events, batch by batch.
  private static PubSub.Subscriber into(List<List<String>> batches) {
    return new PubSub.Subscriber() {
      @Override
      public void deliver(PubSub.Batch batch) {
        batches.add(batch.meantFor(this).stream().map(Broadcast::event).toList());
      }
    };
  }

  @Test
  void a_broadcast_costs_a_thread_one_task_however_many_listen_there() {
    var got = new ArrayList<List<String>>();
    IntStream.range(0, 50).forEach(_ -> pubSub.subscribe("room:a", here, into(got)));
    pubSub.subscribe("room:a", there, into(got));
    pubSub.subscribe("room:b", there, into(got));
    assertThat(pubSub.broadcast(message("said"))).isTrue();
    assertThat(here.run()).isOne();
    assertThat(got).hasSize(50);
    assertThat(there.run()).isOne();
    assertThat(got).hasSize(51).containsOnly(List.of("said"));
  }

  @Test
  void what_comes_while_a_thread_is_busy_goes_out_together_and_in_order() {
    var got = new ArrayList<List<String>>();
    pubSub.subscribe("room:a", here, into(got));
    List<String> events = IntStream.range(0, 100).mapToObj(Integer::toString).toList();
    events.forEach(event -> pubSub.broadcast(message(event)));
    assertThat(here.run()).isEqualTo(2);
    assertThat(got).containsExactly(events.subList(0, 64), events.subList(64, 100));
  }

  @Test
  void frames_are_made_once_a_serializer_however_many_get_them() {
    int[] encoded = {0};
    var counting =
        new ObjectNode(JsonNodeFactory.instance) {
          private static final long serialVersionUID = 1;

          @Override
          public String toString() {
            encoded[0]++;
            return super.toString();
          }
        };
    var seen = new ArrayList<Frames>();
    for (Turns thread : List.of(here, there)) {
      for (int i = 0; i < 10; i++) {
        for (Serializer serializer : List.of(new SerializerV1(), new SerializerV2())) {
          pubSub.subscribe("room:a", thread, batch -> seen.add(batch.frames(serializer)));
        }
      }
    }
    var message = new Broadcast("room:a", "said", new Payload.Json(counting), WhenFull.CLOSE);
    pubSub.broadcast(message);
    here.run();
    there.run();
    Set<Frames> made = Collections.newSetFromMap(new IdentityHashMap<>());
    made.addAll(seen);
    assertThat(made).hasSize(4);
    assertThat(seen.stream().map(frames -> frames.all().getFirst()).distinct())
        .containsExactlyInAnyOrder(
            new Frame.Text(
                "{\"join_ref\":null,\"ref\":null,\"topic\":\"room:a\",\"event\":\"said\","
                    + "\"payload\":{}}"),
            new Frame.Text("[null,null,\"room:a\",\"said\",{}]"));
  }

  @Test
  void bytes_reach_only_clients_that_read_bytes() {
    var first = new ArrayList<Frame>();
    var second = new ArrayList<Frame>();
    pubSub.subscribe("room:a", here, batch -> first.addAll(batch.frames(new SerializerV1()).all()));
    pubSub.subscribe(
        "room:a", here, batch -> second.addAll(batch.frames(new SerializerV2()).all()));
    pubSub.broadcast(
        new Broadcast("room:a", "b", new Payload.Binary(new byte[] {9}), WhenFull.CLOSE));
    here.run();
    assertThat(first).isEmpty();
    assertThat(second)
        .singleElement()
        .isInstanceOfSatisfying(
            Frame.Binary.class,
            frame ->
                assertThat(frame.bytes())
                    .containsExactly(Serializer.broadcast("room:a", "b", new byte[] {9})));
  }

  @Test
  void who_sends_may_leave_itself_out() {
    var mine = new ArrayList<List<String>>();
    var others = new ArrayList<List<String>>();
    PubSub.Subscriber me = into(mine);
    pubSub.subscribe("room:a", here, me);
    pubSub.subscribe("room:a", here, into(others));
    pubSub.broadcastFrom(me, message("said"));
    here.run();
    assertThat(mine).containsExactly(List.of());
    assertThat(others).containsExactly(List.of("said"));
  }

  @Test
  void who_leaves_while_others_are_told_is_told_nothing_more() {
    var got = new ArrayList<String>();
    var subscriptions = new ArrayList<PubSub.Subscription>();
    subscriptions.add(
        pubSub.subscribe(
            "room:a",
            here,
            _ -> {
              got.add("first");
              subscriptions.forEach(PubSub.Subscription::close);
            }));
    subscriptions.add(pubSub.subscribe("room:a", here, _ -> got.add("second")));
    pubSub.broadcast(message("said"));
    here.run();
    assertThat(got).containsExactly("first");
    assertThat(pubSub.topics()).isZero();
    assertThat(pubSub.broadcast(message("said"))).isTrue();
    assertThat(here.run()).isZero();
  }

  @Test
  void too_much_that_waits_for_one_thread_is_refused_for_all() {
    var got = new ArrayList<List<String>>();
    pubSub.subscribe("room:a", here, into(got));
    pubSub.subscribe("room:a", there, into(new ArrayList<>()));
    for (int i = 0; i < PubSub.MOST_WAITING; i++) {
      assertThat(pubSub.broadcast(message("said"))).isTrue();
    }
    there.run();
    assertThat(pubSub.broadcast(message("more"))).isFalse();
    assertThat(there.run()).isZero();
    here.run();
    assertThat(pubSub.broadcast(message("more"))).isTrue();
    here.run();
    assertThat(got.stream().flatMap(List::stream).filter("said"::equals))
        .hasSize(PubSub.MOST_WAITING);
    assertThat(got.getLast()).containsExactly("more");
  }
}

package dev.seisei.sidecar.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seisei.data.ChunkKey;
import dev.seisei.pipeline.OnCrash;
import dev.seisei.pipeline.Pipeline;
import dev.seisei.pipeline.Transform;
import dev.seisei.pipeline.engine.Engine;
import dev.seisei.pipeline.engine.Engine.Settings;
import dev.seisei.pipeline.engine.LiveGraph;
import dev.seisei.pipeline.engine.LivePipeline;
import dev.seisei.sidecar.chunk.ChunkStore;
import dev.seisei.sidecar.chunk.Chunks.Ticket;
import dev.seisei.sidecar.chunk.HandMaker;
import dev.seisei.testkit.flow.DrivenClock;
import dev.seisei.testkit.flow.Heard;
import dev.seisei.testkit.flow.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ClientsTest {
  private static final int BYTES = 1000;
  private final HandMaker maker = new HandMaker();
  private final ChunkStore store = new ChunkStore(maker, 1, 1 << 20);
  private final DrivenClock clock = new DrivenClock();
  private final Engine engine =
      Engine.start(Settings.usual().watchdog(Duration.ofSeconds(8)), clock);
  private final Desk desk = new Desk();

  @AfterEach
  void close() {
    desk.close();
    engine.close();
    store.close();
  }

  private static ChunkKey key(int x) {
    return ChunkKey.terrain(0, x, 0);
  }

  private LivePipeline play() {
    return engine.play(
        Pipeline.named("world")
            .from("graph", new WorldGraph(_ -> store, "world"))
            .to("clients", new Clients(desk))
            .build(),
        new Heard());
  }

  private static int waits(LivePipeline live) {
    LiveGraph.Link link = live.graph().links().getLast();
    return link.wants();
  }

  private static void comes(Ticket ticket, ChunkKey key) throws Exception {
    assertThat(ticket.chunk().get(20, TimeUnit.SECONDS).key()).isEqualTo(key);
  }

  @Test
  void one_making_serves_all_who_wait() throws Exception {
    var live = play();
    Ticket one = desk.want(key(1), 0);
    Ticket other = desk.want(key(1), 3);
    Until.so(() -> "wants", () -> waits(live) == 1);
    maker.make(key(1), BYTES);
    comes(one, key(1));
    comes(other, key(1));
    assertThat(store.made()).isOne();
    assertThat(desk.waiting()).isZero();
  }

  @Test
  void what_one_takes_back_still_comes_to_the_other() throws Exception {
    var live = play();
    Ticket one = desk.want(key(1), 0);
    Ticket other = desk.want(key(1), 0);
    one.cancel();
    Until.so(() -> "wants", () -> waits(live) == 1);
    maker.make(key(1), BYTES);
    comes(other, key(1));
    assertThat(one.chunk()).isCancelled();
  }

  @Test
  void what_all_take_back_is_not_begun() {
    var live = play();
    desk.want(key(1), 0);
    assertThat(maker.nextBegun()).isEqualTo(key(1));
    Ticket second = desk.want(key(2), 0);
    desk.want(key(3), 0);
    Until.so(() -> "waiting", () -> store.waiting() == 3);
    second.cancel();
    Until.so(() -> "waiting", () -> store.waiting() == 2 && waits(live) == 2);
    maker.make(key(1), BYTES);
    assertThat(maker.nextBegun()).isEqualTo(key(3));
    maker.make(key(3), BYTES);
  }

  @Test
  void what_each_wants_most_comes_before_what_anybody_wants_less() {
    var live = play();
    desk.want(key(9), 0);
    assertThat(maker.nextBegun()).isEqualTo(key(9));
    for (int rank = 0; rank < 3; rank++) {
      desk.want(key(rank), rank);
    }
    desk.want(key(5), 0);
    Until.so(() -> "wants", () -> waits(live) == 5 && store.waiting() == 5);
    maker.make(key(9), BYTES);
    var order = new ArrayList<ChunkKey>();
    for (int i = 0; i < 4; i++) {
      ChunkKey next = maker.nextBegun();
      order.add(next);
      maker.make(next, BYTES);
    }
    assertThat(order).containsExactly(key(0), key(5), key(1), key(2));
  }

  @Test
  void what_does_not_come_in_time_is_told_as_late() {
    var live = play();
    Ticket ticket = desk.want(key(1), 0);
    Until.so(() -> "wants", () -> waits(live) == 1);
    Until.so(
        () -> "late",
        () -> {
          clock.advance(Duration.ofSeconds(5));
          return ticket.chunk().isDone();
        });
    assertThatThrownBy(() -> ticket.chunk().get(0, TimeUnit.SECONDS))
        .hasCauseInstanceOf(TimeoutException.class);
    maker.make(key(1), BYTES);
  }

  @Test
  void who_waits_hears_why_a_chunk_cannot_be_made() {
    play();
    Ticket ticket = desk.want(key(1), 0);
    maker.fail(key(1), new IllegalStateException("no ground"));
    assertThatThrownBy(() -> ticket.chunk().get(20, TimeUnit.SECONDS))
        .hasRootCauseMessage("no ground");
  }

  @Test
  void what_was_asked_for_before_there_was_a_pipeline_comes_when_there_is_one() throws Exception {
    Ticket ticket = desk.want(key(1), 0);
    maker.make(key(1), BYTES);
    play();
    comes(ticket, key(1));
  }

  @Test
  void closing_tells_who_waits_and_refuses_who_comes() {
    play();
    Ticket ticket = desk.want(key(1), 0);
    desk.close();
    assertThat(ticket.chunk()).isCancelled();
    assertThatThrownBy(() -> desk.want(key(2), 0)).isInstanceOf(CancellationException.class);
    maker.make(key(1), BYTES);
  }

  /// A filter on the way that falls over a chunk costs that chunk, and nobody else anything.
  @Test
  void a_filter_on_the_way_that_crashes_costs_what_it_had_in_hand() throws Exception {
    var count = new AtomicInteger();
    Transform moody =
        (buffer, out) -> {
          if (count.getAndIncrement() == 1) {
            throw new IllegalStateException("a mood");
          }
          out.send(buffer);
        };
    engine.play(
        Pipeline.named("world")
            .from("graph", new WorldGraph(_ -> store, "world"))
            .to("moody", moody)
            .to("clients", new Clients(desk))
            .group("moods", OnCrash.Restart.usual(), "moody")
            .build(),
        new Heard());
    var tickets = new ArrayList<Ticket>();
    for (ChunkKey key : List.of(key(0), key(1), key(2))) {
      tickets.add(desk.want(key, 0));
      maker.make(key, BYTES);
      if (tickets.size() == 2) {
        assertThatThrownBy(() -> tickets.getLast().chunk().get(20, TimeUnit.SECONDS))
            .hasRootCauseMessage("a mood");
      } else {
        // The pause before the restart may begin after the ticket was told of the crash.
        Until.so(
            () -> "a chunk",
            () -> {
              clock.advance(Duration.ofMillis(100));
              return tickets.getLast().chunk().isDone();
            });
        comes(tickets.getLast(), key);
      }
    }
  }
}

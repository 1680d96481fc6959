package dev.seisei.testkit.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.pipeline.Buffer;
import dev.seisei.pipeline.Event;
import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.Pad;
import dev.seisei.pipeline.Pipeline;
import dev.seisei.pipeline.PipelineBuilder;
import dev.seisei.pipeline.Transform;
import dev.seisei.pipeline.WhenFull;
import dev.seisei.pipeline.engine.Engine;
import dev.seisei.pipeline.engine.Listener;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What flows, in which order, and how much of it at once.
@Timeout(60)
final class FlowTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final Engine engine = Engine.start();

  @AfterEach
  void close() {
    engine.close();
  }

  private static List<Long> upTo(int count) {
    return LongStream.range(0, count).boxed().toList();
  }

  private static Pipeline chain(TestSource source, int filters, boolean aggregate, TestSink sink) {
    PipelineBuilder drawn = Pipeline.named("chain").aggregate(aggregate).from("source", source);
    for (int i = 0; i < filters; i++) {
      drawn.to("pass-" + i, (Transform) (buffer, out) -> out.send(buffer));
    }
    return drawn.to("sink", sink).build();
  }

  @ParameterizedTest
  @CsvSource({"0, true", "1, true", "10, true", "10, false", "200, true", "200, false"})
  void everything_arrives_once_and_in_order(int filters, boolean aggregate) {
    var sink = TestSink.keen();
    var live =
        engine.play(chain(TestSource.counting(5000), filters, aggregate, sink), Listener.NONE);
    live.awaitEnd(SOON);
    assertThat(sink.numbers()).isEqualTo(upTo(5000));
    assertThat(sink.all().getFirst()).isEqualTo(Format.BYTES);
    assertThat(sink.hasEnded()).isTrue();
    assertThat(live.graph().state()).isEqualTo("ended");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void formats_and_events_keep_their_place_between_the_buffers(boolean aggregate) {
    var other = Format.of("other");
    var event = new Event("half-time", 45);
    var source =
        TestSource.of(Format.BYTES)
            .give(TestSource.numbered(0))
            .give(other)
            .give(TestSource.numbered(1))
            .give(event)
            .give(TestSource.numbered(2))
            .end();
    var sink = TestSink.keen();
    engine.play(chain(source, 3, aggregate, sink), Listener.NONE).awaitEnd(SOON);
    assertThat(sink.all().stream().map(item -> item instanceof Buffer b ? b.nanos() : item))
        .containsExactly(Format.BYTES, 0L, other, 1L, event, 2L);
  }

  @Test
  void events_go_up_past_the_buffers() {
    var source = TestSource.of(Format.BYTES);
    var sink = TestSink.keen();
    var event = new Event("slower", 3);
    engine.play(chain(source, 3, true, sink), Listener.NONE);
    sink.say(event);
    Until.so(() -> "no event", () -> source.events().equals(List.of(event)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nothing_is_sent_that_nobody_asked_for(boolean aggregate) {
    var source = TestSource.counting(1000);
    var sink = TestSink.asking(Pad.Unit.BUFFERS);
    var live =
        engine.play(
            Pipeline.named("asked")
                .aggregate(aggregate)
                .from("source", source)
                .queue(1, WhenFull.THROTTLE)
                .to("pass", (Transform) (buffer, out) -> out.send(buffer))
                .to("sink", sink)
                .build(),
            Listener.NONE);
    Until.so(() -> "does not rest", live::isResting);
    assertThat(sink.buffers()).isEmpty();
    assertThat(source.sent()).isEqualTo(1);
    sink.take(3);
    sink.await(3);
    Until.so(() -> "does not rest", live::isResting);
    assertThat(sink.numbers()).containsExactly(0L, 1L, 2L);
    assertThat(source.sent()).isEqualTo(4);
    sink.take(2000);
    live.awaitEnd(SOON);
    assertThat(sink.numbers()).isEqualTo(upTo(1000));
  }

  @Test
  void demand_can_count_bytes() {
    var source = TestSource.of(Format.BYTES);
    for (int i = 0; i < 10; i++) {
      source.give(Buffer.of(new byte[100]));
    }
    var sink = TestSink.asking(Pad.Unit.BYTES);
    var live = engine.play(chain(source, 0, true, sink), Listener.NONE);
    sink.take(250);
    Until.so(() -> "does not rest", live::isResting);
    // One buffer more than fits, since it is not known before how large it is.
    assertThat(sink.await(3)).hasSize(3);
    assertThat(live.graph().links().getFirst().demand()).isEqualTo(-50);
  }

  @Test
  void demand_can_name_a_time() {
    var source = TestSource.counting(100);
    var sink = TestSink.asking(Pad.Unit.NANOS);
    var live = engine.play(chain(source, 0, true, sink), Listener.NONE);
    sink.take(7);
    sink.await(8);
    Until.so(() -> "does not rest", live::isResting);
    assertThat(sink.numbers()).isEqualTo(upTo(8));
  }

  @Test
  void bytes_that_wait_are_bounded_too() {
    var source = TestSource.of(Format.BYTES);
    for (int i = 0; i < 100; i++) {
      source.give(Buffer.of(new byte[1000]));
    }
    var sink = TestSink.keen();
    var slow = new Gate();
    var live =
        engine.play(
            Pipeline.named("bytes")
                .from("source", source)
                .queueBytes(2500)
                .to("gate", slow)
                .to("sink", sink)
                .build(),
            Listener.NONE);
    Until.so(() -> "does not rest", live::isResting);
    assertThat(source.sent()).isEqualTo(3);
    slow.open();
    sink.await(100);
  }

  @ParameterizedTest
  @CsvSource({
    "DROP_OLDEST, 6 7 8 9, 6",
    "DROP_NEWEST, 0 1 2 3, 6",
    "LATEST, 9, 9",
    "THROTTLE, 0 1 2 3 4 5 6 7 8 9, 0"
  })
  void a_full_queue_does_what_its_link_says(WhenFull policy, String arrives, long dropped) {
    var source = TestSource.pushing(Format.BYTES);
    var sink = TestSink.keen();
    var gate = new Gate();
    var live =
        engine.play(
            Pipeline.named("push")
                .from("source", source)
                .queue(4, policy)
                .to("gate", gate)
                .to("sink", sink)
                .build(),
            Listener.NONE);
    for (int i = 0; i < 10; i++) {
      source.give(TestSource.numbered(i));
    }
    source.end();
    Until.so(() -> "does not rest", live::isResting);
    gate.open();
    live.awaitEnd(SOON);
    assertThat(String.join(" ", sink.numbers().stream().map(Object::toString).toList()))
        .isEqualTo(arrives);
    assertThat(live.graph().links().getFirst().dropped()).isEqualTo(dropped);
  }

  @Test
  void a_full_queue_that_may_not_be_is_a_crash_of_its_sender() {
    var source = TestSource.pushing(Format.BYTES);
    var heard = new Heard();
    engine.play(
        Pipeline.named("push")
            .from("source", source)
            .queue(4, WhenFull.FAIL)
            .to("gate", new Gate())
            .to("sink", TestSink.keen())
            .build(),
        heard);
    for (int i = 0; i < 10; i++) {
      source.give(TestSource.numbered(i));
    }
    var crash = heard.awaitCrash();
    assertThat(crash.path()).isEqualTo("source");
    assertThat(crash.code()).isEqualTo("link.overflow");
  }
}

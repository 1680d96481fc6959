package dev.seisei.testkit.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.Pad;
import dev.seisei.pipeline.Pipeline;
import dev.seisei.pipeline.PipelineException;
import dev.seisei.pipeline.Transform;
import dev.seisei.pipeline.WhenFull;
import dev.seisei.pipeline.element.Tee;
import dev.seisei.pipeline.engine.Engine;
import dev.seisei.pipeline.engine.Listener;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Children and links that come and go while everything plays.
@Timeout(60)
final class ChangeTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Engine engine = Engine.start();

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void links_that_stay_lose_and_repeat_nothing_while_others_come_and_go() {
    int count = 200_000;
    var stays = TestSink.keen();
    var live =
        engine.play(
            Pipeline.named("tee")
                .from("source", TestSource.counting(count))
                .to("tee", new Tee())
                .to("stays", stays)
                .build(),
            Listener.NONE);
    int turns = 0;
    while (!stays.hasEnded() && turns < 500) {
      var guest = TestSink.keen();
      try {
        live.add(Pipeline.named("guest").from("tee.out:guest").to("guest", guest).part());
      } catch (PipelineException e) {
        assertThat(e.code()).isEqualTo("link.ended");
        break;
      }
      if (turns % 3 == 0 && !stays.hasEnded()) {
        guest.await(1);
      }
      live.remove("guest");
      List<Long> numbers = guest.numbers();
      if (!numbers.isEmpty()) {
        long first = numbers.getFirst();
        assertThat(numbers)
            .isEqualTo(LongStream.range(first, first + numbers.size()).boxed().toList());
      }
      turns++;
    }
    live.awaitEnd(SOON);
    assertThat(stays.numbers()).isEqualTo(LongStream.range(0, count).boxed().toList());
    assertThat(turns).isPositive();
  }

  @Test
  void what_always_has_a_link_waits_until_it_is_linked_again() {
    var source = TestSource.counting(1000);
    var second = TestSink.keen();
    var live =
        engine.play(
            Pipeline.named("swap")
                .from("source", source)
                .queue(2, WhenFull.THROTTLE)
                .to("pass", (Transform) (buffer, out) -> out.send(buffer))
                .queue(2, WhenFull.THROTTLE)
                .to("first", TestSink.asking(Pad.Unit.BUFFERS))
                .build(),
            Listener.NONE);
    live.remove("first");
    Until.so(() -> "does not rest", live::isResting);
    live.add(Pipeline.named("next").from("pass").to("second", second).part());
    live.awaitEnd(SOON);
    // What stood in the queue of the link that went is gone with it; nothing since is.
    List<Long> numbers = second.numbers();
    assertThat(numbers)
        .isEqualTo(LongStream.range(numbers.getFirst(), 1000).boxed().toList())
        .hasSizeGreaterThan(995);
  }

  @Test
  void a_part_that_is_not_sound_changes_nothing() {
    var live =
        engine.play(
            Pipeline.named("whole")
                .from("source", TestSource.of(Format.BYTES))
                .to("tee", new Tee())
                .build(),
            Listener.NONE);
    int before = live.graph().elements().size();
    var part =
        Pipeline.named("part")
            .from("tee")
            .to("fine", TestSink.keen())
            .from("nobody")
            .to("wrong", TestSink.keen())
            .part();
    assertThatThrownBy(() -> live.add(part))
        .isInstanceOfSatisfying(
            PipelineException.class, e -> assertThat(e.code()).isEqualTo("link.unknown"));
    assertThat(live.graph().elements()).hasSize(before);
    assertThatThrownBy(() -> live.remove("fine"))
        .hasMessage("There is no child `fine` in whole. [child.unknown]");
  }

  @Test
  void draining_lets_everything_arrive() {
    var source = TestSource.of(Format.BYTES);
    var sink = TestSink.keen();
    var live =
        engine.play(
            Pipeline.named("drain").from("source", source).to("sink", sink).build(), Listener.NONE);
    for (int i = 0; i < 50; i++) {
      source.give(TestSource.numbered(i));
    }
    sink.await(50);
    live.drain(SOON);
    assertThat(sink.hasEnded()).isTrue();
    assertThat(sink.buffers()).hasSize(50);
  }
}

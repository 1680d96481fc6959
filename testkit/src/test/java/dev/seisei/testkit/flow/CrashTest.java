package dev.seisei.testkit.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seisei.pipeline.Buffer;
import dev.seisei.pipeline.DeadLetter;
import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.OnCrash;
import dev.seisei.pipeline.Output;
import dev.seisei.pipeline.Pipeline;
import dev.seisei.pipeline.PipelineException;
import dev.seisei.pipeline.Transform;
import dev.seisei.pipeline.element.DeadLetters;
import dev.seisei.pipeline.element.Tee;
import dev.seisei.pipeline.engine.Engine;
import dev.seisei.pipeline.engine.Engine.Settings;
import dev.seisei.pipeline.engine.Listener;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Elements that fall, and what happens to those around them.
@Timeout(60)
final class CrashTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final DrivenClock clock = new DrivenClock();
  private final Engine engine =
      Engine.start(
          Settings.usual().patience(Duration.ofSeconds(1)).watchdog(Duration.ofSeconds(10)), clock);
  private final Heard heard = new Heard();

  @AfterEach
  void close() {
    engine.close();
  }

  /// Dies of buffers with these numbers.
  private record Allergic(Set<Long> to) implements Transform {
    @Override
    public void process(Buffer buffer, Output out) {
      if (to.contains(buffer.nanos())) {
        throw new IllegalStateException("cannot stand " + buffer.nanos());
      }
      out.send(buffer);
    }
  }

  private static OnCrash.Restart restart(int limit) {
    return new OnCrash.Restart(
        Duration.ofSeconds(1), Duration.ofSeconds(4), limit, Duration.ofMinutes(1), false);
  }

  private static Pipeline around(TestSource source, Transform weak, OnCrash policy, TestSink sink) {
    return Pipeline.named("weak")
        .from("source", source)
        .to("before", (Transform) (buffer, out) -> out.send(buffer))
        .to("weak", weak)
        .to("after", (Transform) (buffer, out) -> out.send(buffer))
        .to("sink", sink)
        .child("letters", new DeadLetters(16))
        .group("frail", policy, "weak")
        .deadLetters("letters")
        .build();
  }

  @Test
  void without_a_group_the_pipeline_stops_and_says_why() {
    var live =
        engine.play(
            Pipeline.named("alone")
                .from("source", TestSource.counting(5))
                .to("weak", new Allergic(Set.of(3L)))
                .to("sink", TestSink.keen())
                .build(),
            heard);
    Listener.Crash crash = heard.awaitCrash();
    assertThat(crash.path()).isEqualTo("weak");
    assertThat(crash.cause()).hasMessage("cannot stand 3");
    assertThat(crash.next()).isEqualTo("stop");
    assertThatThrownBy(() -> live.awaitEnd(SOON))
        .isInstanceOf(PipelineException.class)
        .hasMessage("alone failed: weak crashed [pipeline.failed]");
    Until.so(() -> "not told", heard::hasEnded);
  }

  @Test
  void a_restart_loses_only_what_killed_and_that_is_kept() {
    var sink = TestSink.keen();
    var live =
        engine.play(
            around(TestSource.counting(10), new Allergic(Set.of(3L, 7L)), restart(5), sink), heard);
    heard.awaitCrash();
    sink.await(3);
    assertThat(heard.crashes().getFirst().next()).isEqualTo("restart in 1000 ms");
    clock.advance(Duration.ofSeconds(1));
    Until.so(() -> "one crash", () -> heard.crashes().size() == 2);
    assertThat(heard.crashes().getLast().next()).isEqualTo("restart in 2000 ms");
    clock.advance(Duration.ofSeconds(2));
    live.awaitEnd(SOON);
    assertThat(sink.numbers()).containsExactly(0L, 1L, 2L, 4L, 5L, 6L, 8L, 9L);
    assertThat(sink.all().getFirst()).isEqualTo(Format.BYTES);
    Until.so(() -> "no notes", () -> heard.notes().size() == 2);
    assertThat(heard.notes())
        .allSatisfy(note -> assertThat(note).isInstanceOf(DeadLetter.class))
        .extracting(note -> ((DeadLetter) note).buffer().nanos())
        .isEqualTo(List.of(3L, 7L));
  }

  @Test
  void too_many_restarts_end_in_removal_and_the_rest_plays_on() {
    var healthy = TestSink.keen();
    var live =
        engine.play(
            Pipeline.named("half")
                .from("source", TestSource.counting(200))
                .to("tee", new Tee())
                .to("weak", new Allergic(Set.of(1L, 2L, 3L)))
                .to("lost", TestSink.keen())
                .from("tee")
                .to("healthy", healthy)
                .group("side", restart(2), "weak", "lost")
                .build(),
            heard);
    for (int fall = 1; fall <= 3; fall++) {
      int expected = fall;
      Until.so(() -> "crash " + expected, () -> heard.crashes().size() == expected);
      clock.advance(Duration.ofSeconds(4));
    }
    assertThat(heard.crashes().getLast().next()).isEqualTo("removed");
    assertThat(heard.crashes().getLast().members()).containsExactly("weak", "lost");
    live.awaitEnd(SOON);
    assertThat(healthy.buffers()).hasSize(200);
    assertThat(live.graph().elements()).hasSize(3);
  }

  @Test
  void a_bypass_lets_everything_through_meanwhile() {
    var sink = TestSink.keen();
    engine.play(
        around(TestSource.counting(300), new Allergic(Set.of(3L)), restart(1).bypassing(), sink),
        heard);
    heard.awaitCrash();
    sink.await(299);
    assertThat(sink.hasEnded() || sink.numbers().size() == 299).isTrue();
    assertThat(sink.numbers()).doesNotContain(3L);
  }

  @Test
  void the_watchdog_reports_who_holds_demand_and_sends_nothing() {
    engine.play(
        Pipeline.named("silent")
            .from("source", TestSource.of(Format.BYTES))
            .to("sink", TestSink.keen())
            .build(),
        heard);
    for (int i = 0; i < 40 && heard.stuck().isEmpty(); i++) {
      clock.advance(Duration.ofSeconds(1));
      var before = System.nanoTime();
      Until.so(() -> "-", () -> !heard.stuck().isEmpty() || System.nanoTime() - before > 2_000_000);
    }
    assertThat(heard.stuck()).containsExactly("source");
  }

  @Test
  void one_that_blocks_for_ever_holds_up_neither_others_nor_the_end() {
    var blocked = new CountDownLatch(1);
    var live =
        engine.play(
            Pipeline.named("blocked")
                .from("source", TestSource.counting(5))
                .to(
                    "stone",
                    (Transform)
                        (buffer, out) -> {
                          while (blocked.getCount() > 0) {
                            try {
                              blocked.await();
                            } catch (InterruptedException _) {
                              // As some libraries do.
                            }
                          }
                        })
                .to("sink", TestSink.keen())
                .build(),
            heard);
    for (int i = 0; i < 4; i++) {
      var sink = TestSink.keen();
      engine
          .play(
              Pipeline.named("other-" + i)
                  .from("source", TestSource.counting(100))
                  .to("sink", sink)
                  .build(),
              Listener.NONE)
          .awaitEnd(SOON);
      assertThat(sink.buffers()).hasSize(100);
    }
    live.close();
    assertThat(live.graph().state()).isEqualTo("closed");
    blocked.countDown();
  }
}

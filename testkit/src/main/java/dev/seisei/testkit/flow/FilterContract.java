package dev.seisei.testkit.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.pipeline.Buffer;
import dev.seisei.pipeline.Filter;
import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.Pipeline;
import dev.seisei.pipeline.PipelineException;
import dev.seisei.pipeline.engine.Engine;
import dev.seisei.pipeline.engine.Engine.Settings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every filter with an input `in` and an output `out` keeps, whatever it does.
///
/// A test class implements it and inherits its tests.
public interface FilterContract {

  /// How long a filter may take to come back, or to treat [#input].
  Duration PROMPT = Duration.ofSeconds(2);

  Filter filter();

  /// Of the input.
  Format format();

  /// Buffers of bytes, at least one, made anew at each call.
  List<Buffer> input();

  @Test
  default void says_the_same_twice() {
    assertThat(play(input())).usingRecursiveComparison().isEqualTo(play(input()));
  }

  @Test
  default void leaves_its_input_alone() {
    List<Buffer> given = input();
    play(given);
    assertThat(given).usingRecursiveComparison().isEqualTo(input());
  }

  /// Plays it twice in a row on one input: in one task with what follows, and with a slow taker.
  @Test
  default void ends_when_its_input_does_and_then_says_nothing() {
    var heard = new Heard();
    try (var engine = Engine.start(Settings.usual().patience(PROMPT))) {
      var sink = TestSink.keen();
      var live = engine.play(line(input(), sink), heard);
      assertEnds(() -> live.awaitEnd(PROMPT));
      live.tell("filter", "late");
      Until.so(() -> "does not rest", live::isResting);
      assertThat(heard.crashes()).isEmpty();
      assertThat(sink.hasEnded()).isTrue();
    }
  }

  @Test
  default void comes_back_when_it_is_closed() {
    try (var engine = Engine.start(Settings.usual().patience(PROMPT))) {
      var live = engine.play(line(input(), TestSink.keen()), new Heard());
      long start = System.nanoTime();
      live.close();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PROMPT.dividedBy(2));
    }
  }

  private Pipeline line(List<Buffer> given, TestSink sink) {
    return Pipeline.named("contract")
        .from("source", TestSource.of(format(), given))
        .to("filter", filter())
        .to("sink", sink)
        .build();
  }

  private List<Object> play(List<Buffer> given) {
    var sink = TestSink.keen();
    try (var engine = Engine.start(Settings.usual().patience(PROMPT))) {
      var live = engine.play(line(given, sink), new Heard());
      assertEnds(() -> live.awaitEnd(PROMPT));
    }
    return sink.all();
  }

  private static void assertEnds(Runnable wait) {
    try {
      wait.run();
    } catch (PipelineException e) {
      throw new AssertionError("it does not end as it should: " + e.getMessage(), e);
    }
  }
}

package dev.seisei.testkit.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.pipeline.Buffer;
import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.Pipeline;
import dev.seisei.pipeline.PipelineException;
import dev.seisei.pipeline.Sink;
import dev.seisei.pipeline.engine.Engine;
import dev.seisei.pipeline.engine.Engine.Settings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every sink with an input `in` keeps, whatever it does with what it gets.
///
/// A test class implements it and inherits its tests.
public interface SinkContract {

  /// How long a sink may take to come back, or to take [#input].
  Duration PROMPT = Duration.ofSeconds(2);

  /// A sink, made anew at each call.
  Sink sink();

  /// Of the input.
  Format format();

  /// Buffers of bytes, at least one, made anew at each call.
  List<Buffer> input();

  @Test
  default void takes_all_and_ends_when_its_input_does() {
    play(input());
  }

  @Test
  default void leaves_what_it_gets_alone() {
    List<Buffer> given = input();
    play(given);
    assertThat(given).usingRecursiveComparison().isEqualTo(input());
  }

  /// Nothing of an earlier play is in its way, also where that was cut short.
  @Test
  default void plays_again_after_it_was_closed_in_the_middle() {
    Sink sink = sink();
    try (var engine = Engine.start(Settings.usual().patience(PROMPT))) {
      TestSource source = TestSource.of(format()).give(input().getFirst());
      var live = engine.play(line(source, sink), new Heard());
      Until.so(() -> "nothing was sent", () -> source.sent() > 0);
      long start = System.nanoTime();
      live.close();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PROMPT.dividedBy(2));
      awaitEnd(engine, line(TestSource.of(format(), input()), sink));
    }
  }

  private void play(List<Buffer> given) {
    try (var engine = Engine.start(Settings.usual().patience(PROMPT))) {
      awaitEnd(engine, line(TestSource.of(format(), given), sink()));
    }
  }

  private static Pipeline line(TestSource source, Sink sink) {
    return Pipeline.named("contract").from("source", source).to("sink", sink).build();
  }

  private static void awaitEnd(Engine engine, Pipeline pipeline) {
    try {
      engine.play(pipeline, new Heard()).awaitEnd(PROMPT);
    } catch (PipelineException e) {
      throw new AssertionError("it does not take all as it should: " + e.getMessage(), e);
    }
  }
}

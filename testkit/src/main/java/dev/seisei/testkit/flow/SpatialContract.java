package dev.seisei.testkit.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.data.ChunkKey;
import dev.seisei.pipeline.Pipeline;
import dev.seisei.pipeline.Source;
import dev.seisei.pipeline.Want;
import dev.seisei.pipeline.engine.Engine;
import dev.seisei.pipeline.engine.Engine.Settings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What every source of chunks that are wanted by key keeps.
public interface SpatialContract {
  Duration PROMPT = Duration.ofSeconds(2);

  Source source();

  /// A chunk that it has, best one that takes it long.
  ChunkKey key();

  @Test
  default void stops_when_nobody_waits_any_more() {
    var viewer = new TestViewer();
    try (var engine = Engine.start(Settings.usual().patience(PROMPT.dividedBy(4)))) {
      var live =
          engine.play(
              Pipeline.named("contract").from("source", source()).to("viewer", viewer).build(),
              new Heard());
      viewer.want(Want.of(key()));
      Until.so(
          () -> "the want is not taken",
          () -> live.graph().links().getFirst().begun() == 1 || !viewer.got().isEmpty());
      viewer.unwant(key());
      long end = System.nanoTime() + PROMPT.toNanos();
      while (!live.isResting() && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      assertThat(live.isResting()).as("whether it stopped").isTrue();
    }
  }
}

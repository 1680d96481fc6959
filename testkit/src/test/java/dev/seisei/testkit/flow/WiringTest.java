package dev.seisei.testkit.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.seisei.pipeline.Bin;
import dev.seisei.pipeline.Buffer;
import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.OnCrash;
import dev.seisei.pipeline.Output;
import dev.seisei.pipeline.Pad;
import dev.seisei.pipeline.Pipeline;
import dev.seisei.pipeline.PipelineBuilder;
import dev.seisei.pipeline.PipelineException;
import dev.seisei.pipeline.Transform;
import dev.seisei.pipeline.Wiring;
import dev.seisei.pipeline.element.Funnel;
import dev.seisei.pipeline.element.Tee;
import dev.seisei.pipeline.engine.Engine;
import dev.seisei.pipeline.engine.Listener;
import dev.seisei.pipeline.engine.LiveGraph;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Pictures that are refused, and what is said of them; bins; diamonds.
final class WiringTest {
  private static final Format HEIGHTS = Format.of("height-field").with("side", 33);
  private static final Format VOLUME = Format.of("volume");

  private record Converter() implements Transform {
    @Override
    public void process(Buffer buffer, Output out) {
      out.send(buffer);
    }

    @Override
    public List<Pad> pads() {
      return List.of(
          Pad.in("in").formats(Format.of("height-field")), Pad.out("out").formats(VOLUME));
    }
  }

  private record Hills() implements Transform {
    @Override
    public void process(Buffer buffer, Output out) {
      out.send(buffer);
    }

    @Override
    public List<Pad> pads() {
      return List.of(Pad.in("in"), Pad.out("out").formats(HEIGHTS));
    }
  }

  private static PipelineBuilder source() {
    return Pipeline.named("picture").from("source", TestSource.of(Format.BYTES));
  }

  private static void refused(String code, PipelineBuilder drawn) {
    assertThatExceptionOfType(PipelineException.class)
        .isThrownBy(drawn::build)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void a_mismatch_names_both_ends_both_formats_and_what_could_stand_between() {
    var drawn =
        source().to("hills", new Hills()).to("tee", new Tee()).to("mesher", TestSink.of(VOLUME));
    assertThatExceptionOfType(PipelineException.class)
        .isThrownBy(
            () -> Wiring.whole(drawn.part(), Map.of("height-to-volume", new Converter().pads())))
        .withMessage(
            "Cannot link hills to mesher (through tee): hills makes height-field (side 33), but"
                + " mesher takes volume. Put one of these between them: height-to-volume."
                + " [link.mismatch]");
  }

  @Test
  void what_stands_between_makes_it_right() {
    var wiring =
        Wiring.whole(
            source()
                .to("hills", new Hills())
                .to("between", new Converter())
                .to("mesher", TestSink.of(VOLUME))
                .build());
    assertThat(wiring.leaves()).hasSize(4);
  }

  @Test
  void unsound_pictures_are_refused_with_a_stable_code() {
    refused("pad.taken", source().to("a", TestSink.keen()).from("source").to("b", TestSink.keen()));
    refused("pad.unlinked", source().to("tee", new Tee()).child("alone", TestSink.keen()));
    refused("link.direction", source().to("a", TestSink.keen()).from("a.in").to("source.out"));
    refused("link.unknown", source().to("nobody"));
    refused("pad.unknown", source().to("tee.elsewhere", new Tee()));
    refused("pad.reference", source().to("a.in:1", TestSink.keen()));
    refused("pad.option", source().options(Map.of("colour", "red")).to("a", TestSink.keen()));
    refused("child.name", source().to("source", TestSink.keen()));
    refused("link.demand", source().to("viewer", new TestViewer()));
    refused(
        "link.cycle",
        source()
            .to("mix", new Funnel())
            .to("tee", new Tee())
            .to("mix")
            .from("tee")
            .to("end", TestSink.keen()));
    refused("group.unknown", source().to("a", TestSink.keen()).group("g", new OnCrash.Stop(), "b"));
    refused(
        "group.bypass",
        source().to("a", TestSink.keen()).group("g", OnCrash.Restart.usual().bypassing(), "a"));
  }

  /// A tee with a filter before it.
  private record Forked() implements Bin {
    @Override
    public Pipeline inside() {
      return Pipeline.named("inside").from("first", new Tee()).to("tee", new Tee()).part();
    }

    @Override
    public Map<String, String> exposes() {
      return Map.of("in", "first.in", "out", "tee.out");
    }
  }

  @Test
  void a_bin_looks_like_an_element_and_leaves_as_one() {
    try (var engine = Engine.start()) {
      var left = TestSink.keen();
      var right = TestSink.keen();
      var live =
          engine.play(
              Pipeline.named("with-bin")
                  .from("source", TestSource.counting(10))
                  .to("bin", new Forked())
                  .to("left", left)
                  .from("bin.out:other")
                  .to("right", right)
                  .build(),
              Listener.NONE);
      live.awaitEnd(Duration.ofSeconds(20));
      assertThat(left.buffers()).hasSize(10);
      assertThat(right.buffers()).hasSize(10);
      assertThat(live.graph().elements())
          .extracting(LiveGraph.Element::path)
          .containsExactly("source", "bin/first", "bin/tee", "left", "right");
      live.remove("bin");
      assertThat(live.graph().elements())
          .extracting(LiveGraph.Element::path)
          .containsExactly("source", "left", "right");
    }
  }

  @Test
  void diamonds_are_seen() {
    try (var engine = Engine.start()) {
      var live =
          engine.play(
              Pipeline.named("diamond")
                  .from("source", TestSource.counting(10))
                  .to("tee", new Tee())
                  .to("mix", new Funnel())
                  .to("sink", TestSink.keen())
                  .from("tee")
                  .to("pass", (Transform) (buffer, out) -> out.send(buffer))
                  .to("mix")
                  .build(),
              Listener.NONE);
      live.awaitEnd(Duration.ofSeconds(20));
      assertThat(live.graph().diamonds()).containsExactly(new LiveGraph.Diamond("tee", "mix"));
    }
  }
}

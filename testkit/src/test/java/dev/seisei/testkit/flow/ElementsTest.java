package dev.seisei.testkit.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.seisei.pipeline.Buffer;
import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.Pipeline;
import dev.seisei.pipeline.Sink;
import dev.seisei.pipeline.Source;
import dev.seisei.pipeline.element.DirectorySink;
import dev.seisei.pipeline.element.FileSink;
import dev.seisei.pipeline.element.FileSource;
import dev.seisei.pipeline.element.Funnel;
import dev.seisei.pipeline.element.Selector;
import dev.seisei.pipeline.element.Tap;
import dev.seisei.pipeline.element.Throttle;
import dev.seisei.pipeline.engine.Engine;
import dev.seisei.pipeline.engine.Engine.Settings;
import dev.seisei.pipeline.engine.Listener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The elements that ship.
@Timeout(60)
final class ElementsTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private final DrivenClock clock = new DrivenClock();
  private final Engine engine = Engine.start(Settings.usual(), clock);
  private final Heard heard = new Heard();

  @AfterEach
  void close() {
    engine.close();
  }

  private Pipeline line(Source source, Sink sink) {
    return Pipeline.named("line").from("source", source).to("sink", sink).build();
  }

  @Test
  void a_throttle_lets_through_as_many_as_it_says() {
    var sink = TestSink.keen();
    var live =
        engine.play(
            Pipeline.named("slow")
                .from("source", TestSource.counting(10))
                .to("throttle", new Throttle(2))
                .to("sink", sink)
                .build(),
            heard);
    for (int seen = 1; seen <= 6; seen++) {
      sink.await(seen);
      Until.so(() -> "does not rest", live::isResting);
      assertThat(sink.buffers()).hasSize(seen);
      clock.advance(Duration.ofMillis(499));
      Until.so(() -> "does not rest", live::isResting);
      assertThat(sink.buffers()).hasSize(seen);
      clock.advance(Duration.ofMillis(1));
    }
  }

  @Test
  void a_selector_takes_one_and_lets_the_others_wait() {
    var sink = TestSink.keen();
    var live =
        engine.play(
            Pipeline.named("select")
                .from("first", TestSource.of(Format.BYTES).give(TestSource.numbered(1)))
                .to("select.in:a", new Selector("a"))
                .to("sink", sink)
                .from("second", TestSource.counting(3))
                .to("select.in:b")
                .build(),
            heard);
    sink.await(1);
    Until.so(() -> "does not rest", live::isResting);
    assertThat(sink.numbers()).containsExactly(1L);
    live.tell("select", "b");
    sink.await(4);
    assertThat(sink.numbers()).containsExactly(1L, 0L, 1L, 2L);
    Until.so(() -> "no end", sink::hasEnded);
  }

  @Test
  void a_funnel_keeps_the_order_of_each_input_and_ends_with_the_last() {
    var sink = TestSink.keen();
    engine
        .play(
            Pipeline.named("funnel")
                .from("one", TestSource.counting(500))
                .to("funnel", new Funnel())
                .to("sink", sink)
                .from("two", TestSource.counting(300))
                .to("funnel")
                .build(),
            heard)
        .awaitEnd(SOON);
    assertThat(sink.buffers()).hasSize(800);
    long[] next = new long[2];
    // Every number is the next of one of the two.
    for (long number : sink.numbers()) {
      int of = next[0] == number ? 0 : 1;
      assertThat(next[of]).isEqualTo(number);
      next[of]++;
    }
  }

  @Test
  void a_tap_tells_and_changes_nothing() {
    var sink = TestSink.keen();
    engine
        .play(
            Pipeline.named("tap")
                .from("source", TestSource.counting(10))
                .to("tap", new Tap(4))
                .to("sink", sink)
                .build(),
            heard)
        .awaitEnd(SOON);
    assertThat(sink.buffers()).hasSize(10);
    Until.so(() -> "notes", () -> heard.notes().size() == 2);
    assertThat(heard.notes())
        .extracting(note -> ((Tap.Seen) note).count())
        .isEqualTo(List.of(4L, 8L));
  }

  @Test
  void options_that_make_no_sense_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Throttle(0))
        .withMessage("perSecond: must be 0.001 to 1000000, got 0.0");
    assertThatIllegalArgumentException().isThrownBy(() -> new Tap(0));
    assertThatIllegalArgumentException().isThrownBy(() -> new FileSource(folder, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Selector("A B"));
  }

  @Test
  void a_file_is_copied_whole() throws IOException {
    Path from = Files.writeString(folder.resolve("a.txt"), "abc");
    Path to = folder.resolve("b.txt");
    engine
        .play(line(new FileSource(from, 100), new FileSink(to, 100)), Listener.NONE)
        .awaitEnd(SOON);
    assertThat(to).hasContent("abc");
  }

  @Test
  void what_is_too_large_or_no_glb_is_not_sent() throws IOException {
    Path large = Files.writeString(folder.resolve("large.txt"), "abcdef");
    engine.play(line(new FileSource(large, 5), TestSink.keen()), heard);
    assertThat(heard.awaitCrash().code()).isEqualTo("file.size");
    var second = new Heard();
    Path wrong = Files.writeString(folder.resolve("wrong.glb"), "no glb at all");
    engine.play(line(new FileSource(wrong, 100), TestSink.keen()), second);
    assertThat(second.awaitCrash().code()).isEqualTo("file.glb");
  }

  @Test
  void a_name_that_leads_elsewhere_is_not_written() throws IOException {
    var evil = new Buffer(new byte[1], 1, 0, null, Map.of("name", "../evil"));
    Path inside = Files.createDirectory(folder.resolve("inside"));
    engine.play(
        line(TestSource.of(Format.BYTES, List.of(evil)), new DirectorySink(inside, 10)), heard);
    assertThat(heard.awaitCrash().code()).isEqualTo("file.name");
    assertThat(folder.resolve("evil")).doesNotExist();
  }
}

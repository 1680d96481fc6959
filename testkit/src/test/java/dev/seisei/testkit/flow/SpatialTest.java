package dev.seisei.testkit.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.data.ChunkKey;
import dev.seisei.pipeline.Buffer;
import dev.seisei.pipeline.Context;
import dev.seisei.pipeline.Demand;
import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.Output;
import dev.seisei.pipeline.Pad;
import dev.seisei.pipeline.Pipeline;
import dev.seisei.pipeline.Source;
import dev.seisei.pipeline.Transform;
import dev.seisei.pipeline.Want;
import dev.seisei.pipeline.WhenFull;
import dev.seisei.pipeline.Work;
import dev.seisei.pipeline.element.Tee;
import dev.seisei.pipeline.engine.Engine;
import dev.seisei.pipeline.engine.Engine.Settings;
import dev.seisei.pipeline.engine.Listener;
import dev.seisei.pipeline.engine.LivePipeline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Chunks that are wanted by key.
@Timeout(60)
final class SpatialTest {
  private final DrivenClock clock = new DrivenClock();
  private final Engine engine =
      Engine.start(Settings.usual().watchdog(Duration.ofSeconds(8)), clock);

  @AfterEach
  void close() {
    engine.close();
  }

  private static ChunkKey key(int x) {
    return ChunkKey.terrain(0, x, 0);
  }

  /// Makes what is wanted, once it may.
  private static final class Makes implements Source {
    final List<Want> made = new CopyOnWriteArrayList<>();
    final AtomicBoolean may = new AtomicBoolean();
    @Nullable volatile Context context;

    void start() {
      may.set(true);
      Context live = context;
      if (live != null) {
        live.wake();
      }
    }

    @Override
    public List<Pad> pads() {
      return List.of(Pad.out("out").formats(Format.of("chunk")).flow(Pad.Flow.SPATIAL));
    }

    @Override
    public Work open(Context opened) {
      context = opened;
      return new Work() {
        @Override
        public void demand(String pad, Demand demand, Output out) {
          if (may.get() && demand instanceof Demand.Spatial wants) {
            Demand.Wanted wanted = wants.next();
            if (wanted != null) {
              made.add(wanted.want());
              out.send(Buffer.of("chunk", 10).at(wanted.want().key()));
            }
          }
        }
      };
    }
  }

  /// Needs two samples around what it is asked for.
  private record Blur() implements Transform {
    @Override
    public void process(Buffer buffer, Output out) {
      if (key(13).equals(buffer.key())) {
        throw new IllegalStateException("unlucky");
      }
      out.send(buffer);
    }

    @Override
    public List<Pad> pads() {
      return List.of(Pad.in("in").apron(2), Pad.out("out").formats(Format.SAME));
    }
  }

  private LivePipeline play(Source source, TestViewer viewer, String... blurs) {
    var picture = Pipeline.named("view").from("source", source);
    for (String blur : blurs) {
      picture = picture.to(blur, new Blur());
    }
    return engine.play(picture.to("viewer", viewer).build(), Listener.NONE);
  }

  @Test
  void the_most_urgent_comes_first_with_the_aprons_of_all_filters() {
    var source = new Makes();
    var viewer = new TestViewer();
    var live = play(source, viewer, "blur", "blur-again");
    viewer.want(new Want(key(1), 1, Want.NEVER, 0));
    viewer.want(new Want(key(2), 9, Want.NEVER, 1));
    viewer.want(new Want(key(3), 9, 5_000_000, 0));
    Until.so(() -> "wants", () -> live.graph().links().getFirst().wants() == 3);
    source.start();
    Until.so(() -> "chunks", () -> viewer.got().size() == 3);
    assertThat(viewer.got()).containsExactly(key(3), key(2), key(1));
    assertThat(source.made).extracting(Want::apron).containsExactly(4, 5, 4);
  }

  @Test
  void what_nobody_wants_any_more_is_not_made() {
    var source = new Makes();
    var viewer = new TestViewer();
    var live = play(source, viewer, "blur");
    viewer.want(Want.of(key(1)));
    viewer.want(Want.of(key(2)));
    viewer.want(new Want(key(3), 0, 3_000_000_000L, 0));
    Until.so(() -> "wants", () -> live.graph().links().getFirst().wants() == 3);
    viewer.unwant(key(1));
    Until.so(() -> "wants", () -> live.graph().links().getFirst().wants() == 2);
    Until.so(
        () -> "missed",
        () -> {
          clock.advance(Duration.ofSeconds(1));
          return viewer.missed().equals(List.of(key(3)));
        });
    source.start();
    Until.so(() -> "chunk", () -> viewer.got().equals(List.of(key(2))));
    Until.so(() -> "does not rest", live::isResting);
    assertThat(source.made).extracting(Want::key).containsExactly(key(2));
  }

  @Test
  void a_tee_asks_once_for_what_two_want_and_each_gets_what_it_wants() {
    var source = new Makes();
    var one = new TestViewer();
    var other = new TestViewer();
    var live =
        engine.play(
            Pipeline.named("views")
                .from("source", source)
                .to("tee", new Tee())
                .to("one", one)
                .from("tee")
                .to("other", other)
                .build(),
            Listener.NONE);
    one.want(Want.of(key(1)));
    one.want(Want.of(key(2)));
    other.want(Want.of(key(2)));
    other.want(Want.of(key(3)));
    one.unwant(key(1));
    Until.so(
        () -> "wants",
        () ->
            live.graph().links().getFirst().wants() == 2
                && live.graph().links().stream().mapToInt(link -> link.wants()).sum() == 5);
    source.start();
    Until.so(() -> "chunks", () -> other.got().size() == 2 && one.got().size() == 1);
    assertThat(source.made).hasSize(2);
    assertThat(one.got()).containsExactly(key(2));
  }

  /// Takes all that it may, and answers when it is told.
  private static final class Slow implements Source {
    final List<ChunkKey> taken = new CopyOnWriteArrayList<>();
    final List<ChunkKey> stopped = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<Consumer<Output>> answers = new ConcurrentLinkedQueue<>();
    @Nullable volatile Context context;

    void answer(Consumer<Output> answer) {
      answers.add(answer);
      Context live = context;
      if (live != null) {
        live.wake();
      }
    }

    void sends(ChunkKey key) {
      answer(out -> out.send(Buffer.of("chunk", 10).at(key)));
    }

    @Override
    public List<Pad> pads() {
      return List.of(Pad.out("out").formats(Format.of("chunk")).flow(Pad.Flow.SPATIAL));
    }

    @Override
    public Work open(Context opened) {
      context = opened;
      return new Work() {
        @Override
        public void demand(String pad, Demand demand, Output out) {
          if (demand instanceof Demand.Spatial wants) {
            for (var wanted = wants.next(); wanted != null; wanted = wants.next()) {
              taken.add(wanted.want().key());
            }
          }
        }

        @Override
        public void unwanted(String pad, ChunkKey key, Output out) {
          stopped.add(key);
        }

        @Override
        public void woken(Output out) {
          for (var answer = answers.poll(); answer != null; answer = answers.poll()) {
            answer.accept(out);
          }
        }
      };
    }
  }

  @Test
  void a_maker_is_told_of_what_it_has_begun_and_nobody_wants_any_more() {
    var source = new Slow();
    var viewer = new TestViewer();
    var live = play(source, viewer, "blur");
    viewer.want(Want.of(key(1)));
    viewer.want(Want.of(key(2)));
    Until.so(() -> "taken", () -> source.taken.size() == 2);
    viewer.unwant(key(1));
    Until.so(() -> "stopped", () -> source.stopped.equals(List.of(key(1))));
    viewer.want(Want.of(key(1)));
    Until.so(() -> "taken again", () -> source.taken.size() == 3);
    source.sends(key(1));
    source.sends(key(2));
    Until.so(() -> "chunks", () -> viewer.got().size() == 2);
    Until.so(() -> "does not rest", live::isResting);
    assertThat(source.stopped).containsExactly(key(1));
  }

  @Test
  void a_maker_says_what_it_cannot_make_and_is_not_told_to_stop() {
    var source = new Slow();
    var viewer = new TestViewer();
    var live = play(source, viewer, "blur", "blur-again");
    viewer.want(Want.of(key(1)));
    Until.so(() -> "taken", () -> source.taken.size() == 1);
    source.answer(out -> out.miss("out", key(1), new IllegalStateException("no ground")));
    Until.so(() -> "missed", () -> viewer.missed().equals(List.of(key(1))));
    Until.so(() -> "does not rest", live::isResting);
    assertThat(source.stopped).isEmpty();
    assertThat(live.graph().links()).allMatch(link -> link.wants() == 0);
  }

  /// What is begun has room on the link, so that a burst of answers is no overflow.
  @Test
  void no_more_is_begun_than_can_be_sent_at_once() {
    var source = new Slow();
    var viewer = new TestViewer();
    engine.play(
        Pipeline.named("view")
            .from("source", source)
            .queue(4, WhenFull.THROTTLE)
            .to("viewer", viewer)
            .build(),
        Listener.NONE);
    for (int i = 0; i < 20; i++) {
      viewer.want(Want.of(key(i)));
    }
    for (int i = 0; i < 20; i += 4) {
      int most = i + 4;
      Until.so(() -> "begun", () -> source.taken.size() == most);
      source.answer(out -> {
        for (ChunkKey key : source.taken.subList(most - 4, most)) {
          out.send(Buffer.of("chunk", 10).at(key));
        }
      });
    }
    Until.so(() -> "chunks", () -> viewer.got().size() == 20);
  }

  /// Says on which thread it was woken.
  private record Woken(boolean isQuick, List<Thread> threads, List<Context> opened)
      implements Source {
    @Override
    public List<Pad> pads() {
      return List.of(Pad.out("out").formats(Format.of("chunk")).flow(Pad.Flow.SPATIAL));
    }

    @Override
    public Work open(Context context) {
      opened.add(context);
      return new Work() {
        @Override
        public void woken(Output out) {
          threads.add(Thread.currentThread());
        }
      };
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_quick_element_is_woken_on_the_thread_of_who_wakes_it(boolean isQuick) {
    var source = new Woken(isQuick, new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>());
    var live = play(source, new TestViewer());
    Until.so(() -> "does not rest", live::isResting);
    source.opened.getFirst().wake();
    Until.so(() -> "woken", () -> source.threads.size() == 1);
    assertThat(source.threads.getFirst() == Thread.currentThread()).isEqualTo(isQuick);
  }
}

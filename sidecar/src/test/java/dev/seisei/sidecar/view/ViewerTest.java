package dev.seisei.sidecar.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.data.ChunkKey;
import dev.seisei.sidecar.chunk.ChunkStore;
import dev.seisei.sidecar.chunk.Chunks;
import dev.seisei.sidecar.chunk.EncodedChunk;
import dev.seisei.sidecar.chunk.HandMaker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
@ParameterizedClass
@EnumSource(Way.class)
final class ViewerTest {
  private static final int BYTES = 1000;
  private static final ChunkKey A = ChunkKey.terrain(0, 0, 0);
  private static final ChunkKey B = ChunkKey.terrain(0, 1, 0);
  private static final ChunkKey C = ChunkKey.terrain(0, 2, 0);
  private static final ChunkKey D = ChunkKey.terrain(0, 3, 0);
  private static final List<ChunkKey> ROW =
      IntStream.range(0, 20).mapToObj(x -> ChunkKey.terrain(0, x, 0)).toList();
  private static final ChunkKey WHOLE = ChunkKey.terrain(1, 0, 0);
  private static final List<ChunkKey> QUARTERS =
      IntStream.range(0, 4).mapToObj(WHOLE::child).toList();

  private final HandMaker maker = new HandMaker();
  private final ChunkStore store = new ChunkStore(maker, 1, 1 << 20);
  private final Loop loop = new Loop();
  private final Told told = new Told();
  private final Way way;
  private final Way.Open open;
  private final Viewer viewer;

  ViewerTest(Way way) {
    this.way = way;
    open = way.open(store);
    viewer = new Viewer(open, loop, told);
  }

  @AfterEach
  void close() {
    open.close();
    store.close();
  }

  /// Chunks that the store is to make, when the news of what is wanted has come to it.
  private int waiting() {
    open.settle();
    return store.waiting();
  }

  /// Lets chunks be made, and their news reach the viewer.
  private void make(List<ChunkKey> keys) {
    keys.forEach(key -> maker.make(key, BYTES));
    loop.next(keys.size());
  }

  private static String[] chunks(List<ChunkKey> keys) {
    return keys.stream().map(key -> "chunk " + key).toArray(String[]::new);
  }

  @Test
  void without_credit_nothing_is_made_and_nothing_sent() {
    viewer.look(ROW);
    viewer.pump();
    assertThat(viewer.wanted()).isEqualTo(20);
    assertThat(waiting()).isZero();
    assertThat(maker.isIdle()).isTrue();
    assertThat(told.taken()).isEmpty();
  }

  @Test
  void few_chunks_are_held_for_who_takes_none() {
    viewer.look(ROW);
    viewer.grant(1);
    assertThat(waiting()).isEqualTo(Viewer.MOST_UNDER_WAY);
    make(ROW.subList(0, Viewer.MOST_UNDER_WAY));
    assertThat(told.taken()).isEmpty();
    assertThat(waiting()).isZero();
    assertThat(store.made()).isEqualTo(Viewer.MOST_UNDER_WAY);
    viewer.pump();
    viewer.grant(BYTES - 2);
    assertThat(told.taken()).isEmpty();
    assertThat(waiting()).isZero();
    assertThat(viewer.grant(1)).isZero();
    assertThat(told.taken()).containsExactly("chunk " + A);
  }

  @Test
  void what_was_sent_makes_room_for_the_next() {
    viewer.look(ROW);
    viewer.grant(ROW.size() * BYTES);
    for (ChunkKey key : ROW) {
      assertThat(maker.nextBegun()).isEqualTo(key);
      make(List.of(key));
    }
    assertThat(Stream.of(chunks(ROW))).containsExactlyElementsOf(told.taken().subList(0, 20));
    assertThat(viewer.grant(1)).isOne();
  }

  @Test
  void the_nearest_of_what_is_there_is_sent_first() {
    try (var wide = new ChunkStore(maker, 3, 1 << 20);
        var wideOpen = way.open(wide)) {
      var other = new Viewer(wideOpen, loop, told);
      other.look(List.of(A, B, C));
      other.grant(1);
      make(List.of(C));
      make(List.of(A));
      make(List.of(B));
      other.grant(3 * BYTES);
      assertThat(told.taken())
          .containsExactly("chunk " + A, "chunk " + B, "chunk " + C, "complete 3");
    }
  }

  @Test
  void a_near_chunk_that_does_not_fit_into_the_credit_is_not_overtaken() {
    viewer.look(List.of(A, B));
    viewer.grant(BYTES);
    maker.make(A, 2 * BYTES);
    maker.make(B, BYTES / 2);
    loop.next(2);
    assertThat(told.taken()).isEmpty();
    assertThat(viewer.grant(BYTES)).isZero();
    assertThat(told.taken()).containsExactly("chunk " + A);
    viewer.grant(BYTES / 2);
    assertThat(told.taken()).containsExactly("chunk " + B, "complete 2");
  }

  @Test
  void credit_beyond_the_most_is_not_remembered() {
    assertThat(viewer.grant(Viewer.MOST_CREDIT - 1)).isEqualTo(Viewer.MOST_CREDIT - 1);
    assertThat(viewer.grant(Viewer.MOST_CREDIT)).isEqualTo(Viewer.MOST_CREDIT);
    assertThat(viewer.grant(Integer.MAX_VALUE)).isEqualTo(Viewer.MOST_CREDIT);
  }

  @Test
  void what_a_newer_view_no_longer_wants_is_neither_made_nor_sent() {
    viewer.look(List.of(A, B, C));
    viewer.grant(10 * BYTES);
    assertThat(maker.nextBegun()).isEqualTo(A);
    viewer.look(List.of(C, D));
    // The cancelled answers of A and B.
    loop.next(2);
    open.settle();
    maker.make(A, BYTES);
    assertThat(maker.nextBegun()).isEqualTo(C);
    make(List.of(C));
    make(List.of(D));
    assertThat(told.taken()).containsExactly("chunk " + C, "chunk " + D, "complete 2");
    assertThat(store.made()).isEqualTo(3);
  }

  @Test
  void what_is_there_and_no_longer_wanted_is_not_sent() {
    viewer.look(List.of(A, B));
    viewer.grant(1);
    make(List.of(A, B));
    viewer.look(List.of(B));
    viewer.grant(2 * BYTES);
    assertThat(told.taken()).containsExactly("chunk " + B, "complete 1");
  }

  @Test
  void an_answer_to_an_older_view_that_comes_late_counts_for_the_newer() {
    viewer.look(List.of(A));
    viewer.grant(10 * BYTES);
    viewer.look(List.of(B));
    viewer.look(List.of(A));
    make(List.of(A));
    // A was cancelled and asked for again: both answers are there, one of them is the chunk.
    loop.next(2);
    assertThat(told.taken()).containsExactly("chunk " + A, "complete 1");
  }

  @Test
  void a_coarse_chunk_is_forgotten_when_all_its_quarters_have_been_sent() {
    viewer.look(List.of(WHOLE));
    viewer.grant(10 * BYTES);
    make(List.of(WHOLE));
    assertThat(told.taken()).containsExactly("chunk " + WHOLE, "complete 1");
    viewer.look(QUARTERS);
    make(QUARTERS.subList(0, 3));
    assertThat(told.taken()).containsExactly(chunks(QUARTERS.subList(0, 3)));
    make(QUARTERS.subList(3, 4));
    assertThat(told.taken())
        .containsExactly("chunk " + QUARTERS.get(3), "forget [" + WHOLE + "]", "complete 4");
  }

  @Test
  void fine_chunks_are_forgotten_when_what_takes_their_place_has_been_sent() {
    viewer.look(QUARTERS);
    viewer.grant(10 * BYTES);
    make(QUARTERS);
    told.taken();
    viewer.look(List.of(WHOLE));
    assertThat(told.taken()).isEmpty();
    make(List.of(WHOLE));
    assertThat(told.taken()).containsExactly("chunk " + WHOLE, "forget " + QUARTERS, "complete 1");
  }

  @Test
  void what_nothing_takes_the_place_of_is_forgotten_at_once() {
    viewer.look(List.of(A, B));
    viewer.grant(10 * BYTES);
    make(List.of(A, B));
    told.taken();
    viewer.look(List.of(B, C));
    assertThat(told.taken()).containsExactly("forget [" + A + "]");
    make(List.of(C));
    assertThat(told.taken()).containsExactly("chunk " + C, "complete 2");
    viewer.look(List.of());
    assertThat(told.taken()).containsExactly("forget [" + B + ", " + C + "]", "complete 0");
  }

  @Test
  void what_is_wanted_again_before_it_was_forgotten_stays() {
    viewer.look(List.of(WHOLE));
    viewer.grant(10 * BYTES);
    make(List.of(WHOLE));
    viewer.look(QUARTERS);
    make(QUARTERS.subList(0, 1));
    told.taken();
    viewer.look(List.of(WHOLE));
    assertThat(told.taken()).containsExactly("forget [" + QUARTERS.getFirst() + "]", "complete 1");
  }

  @Test
  void what_was_forgotten_is_sent_again_when_it_is_wanted_again() {
    viewer.look(List.of(A));
    viewer.grant(10 * BYTES);
    make(List.of(A));
    viewer.look(List.of());
    told.taken();
    viewer.look(List.of(A));
    loop.next();
    assertThat(told.taken()).containsExactly("chunk " + A, "complete 1");
    assertThat(store.made()).isOne();
  }

  @Test
  void complete_is_told_once_a_view() {
    viewer.look(List.of(A));
    viewer.grant(10 * BYTES);
    make(List.of(A));
    viewer.grant(1);
    viewer.pump();
    assertThat(told.taken()).containsExactly("chunk " + A, "complete 1");
    viewer.look(List.of(A));
    viewer.pump();
    assertThat(told.taken()).containsExactly("complete 1");
  }

  @Test
  void a_client_that_is_full_gets_the_rest_when_it_can_take_more() {
    told.setFull(true);
    viewer.look(List.of(A, B));
    viewer.grant(10 * BYTES);
    make(List.of(A, B));
    assertThat(told.taken()).isEmpty();
    told.setFull(false);
    viewer.pump();
    assertThat(told.taken()).containsExactly("chunk " + A, "chunk " + B, "complete 2");
  }

  @Test
  void a_chunk_that_fails_does_not_keep_the_others_back() {
    viewer.look(List.of(A, B));
    viewer.grant(10 * BYTES);
    maker.fail(A, new IllegalStateException("no ground"));
    loop.next();
    make(List.of(B));
    viewer.pump();
    assertThat(told.taken()).containsExactly("failed " + A + ": no ground", "chunk " + B);
    viewer.look(List.of(A, B));
    make(List.of(A));
    assertThat(told.taken()).containsExactly("chunk " + A, "complete 2");
  }

  @Test
  void what_a_chunk_that_failed_would_replace_stays() {
    viewer.look(List.of(WHOLE));
    viewer.grant(10 * BYTES);
    make(List.of(WHOLE));
    told.taken();
    viewer.look(QUARTERS);
    maker.fail(QUARTERS.getFirst(), new IllegalStateException("no ground"));
    loop.next();
    make(QUARTERS.subList(1, 4));
    assertThat(told.taken())
        .startsWith("failed " + QUARTERS.getFirst() + ": no ground")
        .endsWith(chunks(QUARTERS.subList(1, 4)));
    viewer.look(QUARTERS);
    make(QUARTERS.subList(0, 1));
    assertThat(told.taken())
        .containsExactly("chunk " + QUARTERS.getFirst(), "forget [" + WHOLE + "]", "complete 4");
  }

  @Test
  void closing_frees_what_is_under_way() {
    viewer.look(ROW);
    viewer.grant(10 * BYTES);
    assertThat(maker.nextBegun()).isEqualTo(A);
    viewer.close();
    assertThat(waiting()).isOne();
    maker.make(A, BYTES);
    // The cancelled answer of each that was under way.
    loop.next(Viewer.MOST_UNDER_WAY);
    viewer.pump();
    assertThat(told.taken()).isEmpty();
    store.want(B);
    assertThat(maker.nextBegun()).isEqualTo(B);
    assertThat(store.made()).isOne();
  }

  @Test
  void one_client_does_not_wait_behind_the_whole_view_of_another() {
    var toldOther = new Told();
    var other = new Viewer(open, loop, toldOther);
    viewer.look(ROW);
    viewer.grant(100 * BYTES);
    other.look(List.of(WHOLE));
    other.grant(BYTES);
    var first = new ArrayList<>(ROW.subList(0, Viewer.MOST_UNDER_WAY));
    first.add(WHOLE);
    make(first);
    assertThat(toldOther.taken()).containsExactly("chunk " + WHOLE, "complete 1");
  }

  @Test
  void a_chunk_that_became_another_is_sent_again_before_what_is_missing() {
    viewer.look(List.of(A, B, C));
    viewer.grant(100 * BYTES);
    make(List.of(A, B));
    told.taken();
    viewer.renew(List.of(B, D), store.renew(List.of(B)));
    maker.make(C, BYTES);
    maker.make(B, BYTES, 7);
    loop.next(2);
    assertThat(told.taken()).containsExactlyInAnyOrder("chunk " + B, "chunk " + C, "complete 3");
    viewer.renew(List.of(D), store.renew(List.of(D)));
    assertThat(told.taken()).isEmpty();
  }

  @Test
  void a_chunk_that_was_made_again_and_is_the_same_is_not_sent() {
    viewer.look(List.of(A));
    viewer.grant(BYTES);
    make(List.of(A));
    told.taken();
    viewer.renew(List.of(A), store.renew(List.of(A)));
    viewer.grant(1);
    make(List.of(A));
    assertThat(told.taken()).containsExactly("complete 1");
    assertThat(viewer.grant(1)).isEqualTo(2);
  }

  @Test
  void what_was_made_before_the_change_and_not_sent_is_not_sent_any_more() {
    viewer.look(List.of(A));
    viewer.grant(1);
    make(List.of(A));
    viewer.renew(List.of(A), store.renew(List.of(A)));
    viewer.grant(2 * BYTES);
    maker.make(A, 2 * BYTES, 7);
    // The cancelled answer is long there; this is the new one.
    loop.next();
    assertThat(told.taken()).containsExactly("chunk " + A, "complete 1");
    assertThat(viewer.grant(1)).isEqualTo(2);
  }

  @Test
  void a_change_is_not_lost_when_the_view_changes_before_it_is_sent() {
    viewer.look(List.of(A, B));
    viewer.grant(100 * BYTES);
    make(List.of(A, B));
    viewer.renewAll(store.renewAll());
    viewer.look(List.of(A));
    told.taken();
    maker.make(A, BYTES, 7);
    // The answer of A, and that of B, which was cancelled.
    loop.next(2);
    assertThat(told.taken()).containsExactly("chunk " + A, "complete 1");
  }

  @Test
  void a_chunk_that_a_pipeline_carries_since_before_the_change_is_not_sent() {
    var carried = new ArrayList<CompletableFuture<EncodedChunk>>();
    Chunks slow =
        (_, _) -> {
          var chunk = new CompletableFuture<EncodedChunk>();
          carried.add(chunk);
          return new Chunks.Ticket() {
            @Override
            public CompletableFuture<EncodedChunk> chunk() {
              return chunk;
            }

            @Override
            public void cancel() {}
          };
        };
    var far = new Viewer(slow, Runnable::run, told);
    far.look(List.of(A));
    far.grant(10 * BYTES);
    far.renew(List.of(A), 5);
    carried.getLast().complete(new EncodedChunk(A, new byte[32], new byte[BYTES], 4));
    assertThat(told.taken()).isEmpty();
    carried.getLast().complete(new EncodedChunk(A, new byte[32], new byte[BYTES], 6));
    assertThat(told.taken()).containsExactly("chunk " + A, "complete 1");
    assertThat(carried).hasSize(3);
  }

  @Test
  void a_chunk_that_failed_is_tried_again_when_it_became_another() {
    viewer.look(List.of(A));
    viewer.grant(100 * BYTES);
    maker.fail(A, new IllegalStateException("no ground"));
    loop.next();
    told.taken();
    viewer.renew(List.of(A), store.renew(List.of(A)));
    make(List.of(A));
    assertThat(told.taken()).containsExactly("chunk " + A, "complete 1");
  }

  /// A thread that runs at once what it is given: the store's answers come in the middle of asking.
  @Test
  void answers_that_come_at_once_keep_their_order() {
    viewer.look(ROW);
    viewer.grant(100 * BYTES);
    make(ROW);
    var inline = new Told();
    var direct = new Viewer(Way.STRAIGHT.open(store), Runnable::run, inline);
    direct.look(ROW);
    direct.grant(100 * BYTES);
    assertThat(inline.taken())
        .startsWith(chunks(ROW))
        .hasSize(ROW.size() + 1)
        .endsWith("complete 20");
    direct.look(ROW.subList(0, 10));
    assertThat(inline.taken()).containsExactly("forget " + ROW.subList(10, 20), "complete 10");
  }

  @Test
  void cancelling_may_be_answered_at_once() {
    var direct = new Viewer(Way.STRAIGHT.open(store), Runnable::run, told);
    direct.look(List.of(A, B, C));
    direct.grant(1);
    maker.nextBegun();
    direct.look(List.of(D));
    assertThat(told.taken()).isEmpty();
    assertThat(waiting()).isEqualTo(2);
    direct.close();
    assertThat(told.taken()).isEmpty();
    assertThat(waiting()).isOne();
  }
}

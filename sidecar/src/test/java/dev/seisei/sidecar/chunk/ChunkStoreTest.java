package dev.seisei.sidecar.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.seisei.data.ChunkKey;
import dev.seisei.sidecar.Archipelago;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class ChunkStoreTest {
  private static final ChunkKey A = ChunkKey.terrain(0, 0, 0);
  private static final ChunkKey B = ChunkKey.terrain(0, 1, 0);
  private static final ChunkKey C = ChunkKey.terrain(0, 2, 0);
  private static final int BYTES = 1000;

  private final HandMaker maker = new HandMaker();
  private final ChunkStore store = new ChunkStore(maker, 1, 1 << 20);

  @AfterEach
  void close() {
    store.close();
  }

  private static EncodedChunk got(ChunkStore.Ticket ticket) {
    try {
      return ticket.chunk().get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("no chunk came", e);
    }
  }

  @Test
  void a_maker_is_told_that_nobody_waits_and_asked_again_for_who_came_since() throws Exception {
    var begun = new LinkedBlockingQueue<BooleanSupplier>();
    var gate = new Semaphore(0);
    ChunkStore.Maker patient =
        (key, wanted) -> {
          begun.add(wanted);
          gate.acquireUninterruptibly();
          if (!wanted.getAsBoolean()) {
            throw new CancellationException("given up");
          }
          return HandMaker.blank(key, BYTES);
        };
    try (var giving = new ChunkStore(patient, 1, 1 << 20)) {
      ChunkStore.Ticket first = giving.want(A);
      BooleanSupplier wanted = begun.poll(20, TimeUnit.SECONDS);
      assertThat(wanted).isNotNull();
      assertThat(wanted.getAsBoolean()).isTrue();
      first.cancel();
      assertThat(wanted.getAsBoolean()).isFalse();
      ChunkStore.Ticket second = giving.want(A);
      gate.release(2);
      assertThat(got(second).key()).isEqualTo(A);
      assertThat(begun).hasSize(1);
      assertThat(giving.waiting()).isZero();
    }
  }

  @Test
  void one_making_serves_all_who_want_it() {
    var tickets = List.of(store.want(A), store.want(A), store.want(A));
    assertThat(maker.nextBegun()).isEqualTo(A);
    assertThat(store.waiting()).isOne();
    maker.make(A, BYTES);
    EncodedChunk chunk = got(tickets.getFirst());
    assertThat(chunk.key()).isEqualTo(A);
    assertThat(tickets).allSatisfy(ticket -> assertThat(got(ticket)).isSameAs(chunk));
    assertThat(store.want(A).chunk()).isCompletedWithValue(chunk);
    assertThat(store.made()).isOne();
    assertThat(store.waiting()).isZero();
    assertThat(maker.isIdle()).isTrue();
  }

  @Test
  void who_comes_while_a_chunk_is_being_made_gets_that_one() {
    ChunkStore.Ticket first = store.want(A);
    maker.nextBegun();
    ChunkStore.Ticket second = store.want(A);
    maker.make(A, BYTES);
    assertThat(got(second)).isSameAs(got(first));
    assertThat(store.made()).isOne();
  }

  @Test
  void work_begins_in_the_order_in_which_it_was_wanted() {
    List<ChunkKey> keys = IntStream.range(0, 20).mapToObj(x -> ChunkKey.terrain(0, -x, x)).toList();
    keys.forEach(store::want);
    for (ChunkKey key : keys) {
      assertThat(maker.nextBegun()).isEqualTo(key);
      maker.make(key, BYTES);
    }
  }

  @Test
  void what_was_cancelled_before_it_was_begun_is_never_made() {
    store.want(A);
    maker.nextBegun();
    ChunkStore.Ticket cancelled = store.want(B);
    store.want(C);
    assertThat(store.waiting()).isEqualTo(3);
    cancelled.cancel();
    assertThat(cancelled.chunk()).isCancelled();
    assertThat(store.waiting()).isEqualTo(2);
    maker.make(A, BYTES);
    assertThat(maker.nextBegun()).isEqualTo(C);
  }

  @Test
  void what_one_cancels_another_still_gets() {
    store.want(A);
    maker.nextBegun();
    ChunkStore.Ticket cancelled = store.want(B);
    ChunkStore.Ticket other = store.want(B);
    cancelled.cancel();
    cancelled.cancel();
    maker.make(A, BYTES);
    maker.make(B, BYTES);
    assertThat(got(other).key()).isEqualTo(B);
    assertThat(cancelled.chunk()).isCancelled();
  }

  @Test
  void what_was_cancelled_may_be_wanted_again() {
    store.want(A);
    maker.nextBegun();
    store.want(B).cancel();
    store.want(C);
    ChunkStore.Ticket again = store.want(B);
    maker.make(A, BYTES);
    assertThat(maker.nextBegun()).isEqualTo(C);
    maker.make(C, BYTES);
    assertThat(maker.nextBegun()).isEqualTo(B);
    maker.make(B, BYTES);
    assertThat(got(again).key()).isEqualTo(B);
    assertThat(store.made()).isEqualTo(3);
  }

  @Test
  void what_was_begun_is_kept_though_nobody_waits_for_it_any_more() {
    ChunkStore.Ticket cancelled = store.want(A);
    maker.nextBegun();
    cancelled.cancel();
    store.want(B);
    maker.make(A, BYTES);
    // Its worker begins something else: A is done.
    assertThat(maker.nextBegun()).isEqualTo(B);
    assertThat(store.want(A).chunk()).isCompleted();
    assertThat(cancelled.chunk()).isCancelled();
    cancelled.cancel();
    assertThat(store.want(A).chunk()).isCompleted();
  }

  @Test
  void who_wants_what_others_gave_up_while_it_was_being_made_gets_it() {
    ChunkStore.Ticket cancelled = store.want(A);
    maker.nextBegun();
    cancelled.cancel();
    ChunkStore.Ticket late = store.want(A);
    maker.make(A, BYTES);
    assertThat(got(late).key()).isEqualTo(A);
    assertThat(store.made()).isOne();
  }

  @Test
  void memory_stays_within_its_bound_and_what_was_used_last_stays() {
    try (var small = new ChunkStore(key -> HandMaker.blank(key, BYTES), 1, 3 * (BYTES + 200))) {
      for (ChunkKey key : List.of(A, B, C)) {
        got(small.want(key));
      }
      assertThat(small.keptBytes()).isEqualTo(3 * (BYTES + 200));
      assertThat(small.want(A).chunk()).isCompleted();
      got(small.want(ChunkKey.terrain(0, 3, 0)));
      assertThat(small.keptBytes()).isEqualTo(3 * (BYTES + 200));
      assertThat(small.want(A).chunk()).isCompleted();
      assertThat(small.want(C).chunk()).isCompleted();
      assertThat(small.made()).isEqualTo(4);
      got(small.want(B));
      assertThat(small.made()).isEqualTo(5);
      for (int x = 0; x < 50; x++) {
        got(small.want(ChunkKey.terrain(1, x, 0)));
        assertThat(small.keptBytes()).isBetween(1L, 3L * (BYTES + 200));
      }
    }
  }

  @Test
  void a_chunk_that_is_larger_than_the_memory_is_given_and_not_kept() {
    try (var tiny = new ChunkStore(key -> HandMaker.blank(key, BYTES), 1, 10)) {
      assertThat(got(tiny.want(A)).bytes()).hasSize(BYTES);
      assertThat(tiny.keptBytes()).isZero();
      got(tiny.want(A));
      assertThat(tiny.made()).isEqualTo(2);
    }
  }

  @Test
  void a_failure_reaches_all_who_wait_and_is_not_kept() {
    for (Throwable why : List.of(new IllegalStateException("no"), new StackOverflowError())) {
      ChunkStore.Ticket first = store.want(A);
      ChunkStore.Ticket second = store.want(A);
      ChunkStore.Ticket other = store.want(B);
      assertThat(maker.nextBegun()).isEqualTo(A);
      maker.fail(A, why);
      assertThat(maker.nextBegun()).isEqualTo(B);
      maker.fail(B, why);
      for (ChunkStore.Ticket ticket : List.of(first, second, other)) {
        assertThatExceptionOfType(ExecutionException.class)
            .isThrownBy(() -> ticket.chunk().get(20, TimeUnit.SECONDS))
            .havingCause()
            .isSameAs(why);
      }
    }
    ChunkStore.Ticket again = store.want(A);
    assertThat(maker.nextBegun()).isEqualTo(A);
    maker.make(A, BYTES);
    assertThat(got(again).key()).isEqualTo(A);
    assertThat(store.made()).isOne();
  }

  @Test
  void closing_cancels_what_waits_takes_nothing_more_and_ends_the_workers() throws Exception {
    var worker = new AtomicReference<Thread>();
    var busy =
        new ChunkStore(
            key -> {
              worker.set(Thread.currentThread());
              return maker.apply(key);
            },
            1,
            1 << 20);
    ChunkStore.Ticket begun = busy.want(A);
    ChunkStore.Ticket queued = busy.want(B);
    maker.nextBegun();
    busy.close();
    assertThat(begun.chunk()).isCancelled();
    assertThat(queued.chunk()).isCancelled();
    assertThat(busy.waiting()).isZero();
    begun.cancel();
    queued.cancel();
    assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> busy.want(C));
    worker.get().join(20_000);
    assertThat(worker.get().isAlive()).isFalse();
    assertThat(maker.isIdle()).isTrue();
    busy.close();
  }

  @Test
  void two_workers_make_two_chunks_at_once() {
    try (var wide = new ChunkStore(maker, 2, 1 << 20)) {
      ChunkStore.Ticket first = wide.want(A);
      ChunkStore.Ticket second = wide.want(B);
      assertThat(List.of(maker.nextBegun(), maker.nextBegun())).containsExactlyInAnyOrder(A, B);
      maker.make(B, BYTES);
      assertThat(got(second).key()).isEqualTo(B);
      assertThat(first.chunk()).isNotDone();
      maker.make(A, BYTES);
      assertThat(got(first).key()).isEqualTo(A);
    }
  }

  @Test
  void what_is_renewed_is_made_again() {
    store.want(A);
    store.want(B);
    maker.make(A, BYTES);
    maker.make(B, BYTES);
    got(store.want(B));
    long kept = store.keptBytes();
    store.renew(List.of(A, C));
    assertThat(store.keptBytes()).isEqualTo(kept / 2);
    assertThat(store.want(B).chunk()).isCompleted();
    maker.make(A, BYTES, 7);
    assertThat(got(store.want(A)).digest()[0]).isEqualTo((byte) 7);
    store.renewAll();
    assertThat(store.keptBytes()).isZero();
  }

  @Test
  void what_is_renewed_while_it_is_made_is_made_again_for_who_waits() {
    ChunkStore.Ticket early = store.want(A);
    assertThat(maker.nextBegun()).isEqualTo(A);
    store.renew(List.of(A));
    ChunkStore.Ticket late = store.want(A);
    maker.make(A, BYTES);
    assertThat(maker.nextBegun()).isEqualTo(A);
    assertThat(early.chunk()).isNotDone();
    maker.make(A, BYTES, 7);
    assertThat(got(early).digest()[0]).isEqualTo((byte) 7);
    assertThat(got(late)).isSameAs(got(early));
  }

  @Test
  void what_is_renewed_while_it_is_made_for_nobody_is_not_kept() {
    ChunkStore.Ticket early = store.want(A);
    assertThat(maker.nextBegun()).isEqualTo(A);
    store.renewAll();
    early.cancel();
    maker.make(A, BYTES);
    maker.make(B, BYTES);
    got(store.want(B));
    assertThat(store.want(A).chunk()).isNotDone();
    assertThat(store.waiting()).isOne();
  }

  @Test
  void what_is_renewed_and_given_up_is_made_for_who_comes_and_forgotten_for_nobody()
      throws Exception {
    var begun = new LinkedBlockingQueue<BooleanSupplier>();
    var gate = new Semaphore(0);
    ChunkStore.Maker patient =
        (key, wanted) -> {
          begun.add(wanted);
          gate.acquireUninterruptibly();
          if (!wanted.getAsBoolean()) {
            throw new CancellationException("given up");
          }
          return HandMaker.blank(key, BYTES);
        };
    try (var giving = new ChunkStore(patient, 1, 1 << 20)) {
      for (boolean someoneComes : new boolean[] {true, false}) {
        ChunkStore.Ticket first = giving.want(A);
        BooleanSupplier wanted = begun.poll(20, TimeUnit.SECONDS);
        assertThat(wanted).isNotNull();
        long since = giving.renew(List.of(A));
        first.cancel();
        assertThat(wanted.getAsBoolean()).isFalse();
        if (someoneComes) {
          ChunkStore.Ticket second = giving.want(A);
          gate.release(2);
          EncodedChunk chunk = got(second);
          assertThat(chunk.stamp()).isGreaterThan(since);
          assertThat(begun.poll(20, TimeUnit.SECONDS)).isNotNull();
          giving.renewAll();
        } else {
          gate.release(2);
          got(giving.want(B));
          assertThat(begun.poll(20, TimeUnit.SECONDS)).isNotNull();
        }
        assertThat(begun).isEmpty();
        assertThat(giving.waiting()).isZero();
      }
    }
  }

  @Test
  void one_thread_and_two_make_the_same_bytes() {
    var keys = new ArrayList<ChunkKey>();
    for (int lod = 0; lod < 4; lod++) {
      keys.addAll(Archipelago.keys(100 + lod, lod, 8));
    }
    List<byte[]> alone = made(keys, 1);
    List<byte[]> together = made(keys.reversed(), 2).reversed();
    for (int i = 0; i < keys.size(); i++) {
      assertThat(together.get(i)).as("%s", keys.get(i)).containsExactly(alone.get(i));
    }
  }

  private static List<byte[]> made(List<ChunkKey> keys, int threads) {
    var world = Archipelago.WORLD;
    try (var real =
        new ChunkStore(
            key -> ChunkCodec.encode(world.chunk(key), world.grid()), threads, 1 << 24)) {
      return keys.stream().map(real::want).toList().stream()
          .map(ticket -> got(ticket).bytes())
          .toList();
    }
  }

  /// Many who want and cancel the same few chunks at once: each gets what it did not cancel.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void nobody_is_forgotten_however_wants_and_cancels_meet(long seed) {
    long bound = 8 * (BYTES + 200);
    try (var shared = new ChunkStore(key -> HandMaker.blank(key, BYTES), 2, bound)) {
      var clients =
          IntStream.range(0, 4)
              .mapToObj(client ->
                  CompletableFuture.runAsync(() -> wantAndCancel(shared, seed * 100 + client)))
              .toList();
      clients.forEach(CompletableFuture::join);
      assertThat(shared.keptBytes()).isBetween(1L, bound);
    }
  }

  private static void wantAndCancel(ChunkStore shared, long seed) {
    var random = new SplittableRandom(seed);
    for (int round = 0; round < 300; round++) {
      var kept = new ArrayList<ChunkStore.Ticket>();
      var keys = new ArrayList<ChunkKey>();
      for (int i = 0; i < 8; i++) {
        ChunkKey key = ChunkKey.terrain(0, random.nextInt(12), 0);
        ChunkStore.Ticket ticket = shared.want(key);
        if (random.nextBoolean()) {
          ticket.cancel();
        } else {
          kept.add(ticket);
          keys.add(key);
        }
      }
      assertThat(kept.stream().map(ticket -> got(ticket).key())).containsExactlyElementsOf(keys);
    }
  }
}

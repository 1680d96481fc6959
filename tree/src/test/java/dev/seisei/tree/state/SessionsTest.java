package dev.seisei.tree.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.tree.command.Operation;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What was answered is remembered within bounds.
final class SessionsTest {
  private static final byte[] ANSWER = new byte[100];

  @Test
  void remembers_what_the_client_may_ask_again() {
    Sessions all = Sessions.NONE;
    for (int i = 0; i < 10; i++) {
      all = all.with(new Operation("ada", i, 0), i, new byte[] {(byte) i});
    }
    assertThat(all.look(new Operation("ada", 3, 0)))
        .isInstanceOfSatisfying(
            Sessions.Known.Done.class, done -> assertThat(done.answer()).containsExactly(3));
    assertThat(all.look(new Operation("bob", 3, 0))).isInstanceOf(Sessions.Known.New.class);
    all = all.with(new Operation("ada", 20, 8), 20, ANSWER);
    assertThat(all.look(new Operation("ada", 7, 0))).isInstanceOf(Sessions.Known.Forgotten.class);
    assertThat(all.look(new Operation("ada", 8, 0))).isInstanceOf(Sessions.Known.Done.class);
    assertThat(all.look(new Operation("ada", 10, 0))).isInstanceOf(Sessions.Known.New.class);
  }

  @Test
  void an_operation_beyond_the_window_is_never_new() {
    Sessions all = Sessions.NONE;
    for (int i = 0; i < 2 * Operation.WINDOW; i++) {
      all = all.with(new Operation("ada", i, 0), i, ANSWER);
    }
    for (int i = 0; i < 2 * Operation.WINDOW; i++) {
      assertThat(all.look(new Operation("ada", i, 0)))
          .isInstanceOf(
              i < Operation.WINDOW ? Sessions.Known.Forgotten.class : Sessions.Known.Done.class);
    }
  }

  @Test
  void forgets_those_whose_last_operation_is_longest_ago() {
    Sessions all = Sessions.NONE;
    for (int i = 0; i < Sessions.MAX_CLIENTS + 10; i++) {
      all = all.with(new Operation("client" + i, 0, 0), 2L * i, ANSWER);
      if (i == 4000) {
        all = all.with(new Operation("client0", 1, 0), 2L * i + 1, ANSWER);
      }
    }
    assertThat(all.byClient()).hasSize(Sessions.MAX_CLIENTS);
    assertThat(all.byClient())
        .containsKeys("client0", "client11")
        .doesNotContainKeys("client1", "client10");
  }

  @Test
  void stays_within_its_bytes() {
    Sessions all = Sessions.NONE;
    var random = new SplittableRandom(3);
    for (int i = 0; i < 10_000; i++) {
      var operation = new Operation("client" + random.nextInt(300), i, 0);
      all = all.with(operation, i, new byte[random.nextInt(2 * Sessions.MAX_ANSWER)]);
    }
    assertThat(all.bytes()).isLessThanOrEqualTo(Sessions.MAX_BYTES);
    long sum =
        all.byClient().values().stream()
            .flatMap(session -> session.answers().values().stream())
            .mapToLong(answer -> Sessions.COST + answer.length)
            .sum();
    assertThat(all.bytes()).isEqualTo(sum);
    assertThat(all.byUse()).hasSameSizeAs(all.byClient());
  }
}

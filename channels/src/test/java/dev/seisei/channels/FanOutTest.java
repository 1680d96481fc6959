package dev.seisei.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// What a client gets of what is broadcast, fast and slow, and answers that take their time.
final class FanOutTest {
  // Its crashes are wanted here.
  private static final Logger LOG = Logger.getLogger(Connection.class.getName());

  static {
    LOG.setLevel(Level.OFF);
  }

  private final PubSub pubSub = new PubSub();
  private final RecordingTransport transport = new RecordingTransport();
  private final Hall hall = new Hall();
  private final Connection connection =
      new Connection(
          _ -> hall,
          transport,
          new SerializerV2(),
          Limits.USUAL,
          System::nanoTime,
          new Assigns(),
          pubSub,
          Runnable::run);

  /// A channel that drops `secret`, changes `plain`, and answers later.
  private static final class Hall implements Channel {
    private final List<String> missed = new ArrayList<>();
    private CompletableFuture<Reply> answer = new CompletableFuture<>();

    @Override
    public Reply join(JsonNode payload, Outlet outlet) {
      return payload.has("later") ? new Reply.Later(answer) : Reply.ok();
    }

    @Override
    public Reply handle(String event, Payload payload) {
      return new Reply.Later(answer);
    }

    @Override
    public boolean intercepts(String event) {
      return event.equals("secret") || event.equals("plain");
    }

    @Override
    public @Nullable Broadcast intercept(Broadcast broadcast) {
      return broadcast.event().equals("secret")
          ? null
          : new Broadcast(broadcast.topic(), "changed", broadcast.payload(), broadcast.whenFull());
    }

    @Override
    public void missed(Broadcast broadcast) {
      missed.add(broadcast.event());
    }

    @Override
    public void left() {}
  }

  private void join() {
    connection.text("[\"1\",\"1\",\"room:a\",\"phx_join\",{}]");
    transport.taken();
  }

  private void say(String event, int number, WhenFull whenFull) {
    var payload = JsonNodeFactory.instance.objectNode().put("n", number);
    assertThat(
            pubSub.broadcast(new Broadcast("room:a", event, new Payload.Json(payload), whenFull)))
        .isTrue();
  }

  private static String frame(String event, int number) {
    return "[null,null,\"room:a\",\"%s\",{\"n\":%d}]".formatted(event, number);
  }

  @Test
  void who_joined_gets_what_is_broadcast_until_it_leaves() {
    say("said", 1, WhenFull.CLOSE);
    join();
    say("said", 2, WhenFull.CLOSE);
    assertThat(transport.taken()).containsExactly(frame("said", 2));
    connection.text("[\"1\",\"2\",\"room:a\",\"phx_leave\",{}]");
    transport.taken();
    say("said", 3, WhenFull.CLOSE);
    assertThat(transport.taken()).isEmpty();
    assertThat(pubSub.topics()).isZero();
  }

  @Test
  void who_is_gone_is_subscribed_to_nothing() {
    join();
    connection.closed();
    assertThat(pubSub.topics()).isZero();
  }

  @Test
  void of_what_waits_by_name_a_slow_client_gets_the_latest() {
    join();
    transport.setFull(true);
    for (int n = 1; n <= 3; n++) {
      say("look", n, new WhenFull.Latest("ada"));
      say("look", 10 * n, new WhenFull.Latest("bob"));
    }
    assertThat(transport.taken()).isEmpty();
    transport.setFull(false);
    connection.drained();
    assertThat(transport.taken()).containsExactly(frame("look", 3), frame("look", 30));
    say("look", 4, new WhenFull.Latest("ada"));
    assertThat(transport.taken()).containsExactly(frame("look", 4));
  }

  @Test
  void names_beyond_the_most_push_out_the_oldest() {
    join();
    transport.setFull(true);
    for (int n = 0; n <= Backlog.MOST_NAMES; n++) {
      say("look", n, new WhenFull.Latest("name " + n));
    }
    transport.setFull(false);
    connection.drained();
    List<String> got = transport.taken();
    assertThat(got).hasSize(Backlog.MOST_NAMES).doesNotContain(frame("look", 0));
    assertThat(got.getLast()).isEqualTo(frame("look", Backlog.MOST_NAMES));
  }

  @Test
  void what_must_not_be_missed_waits_and_comes_in_order_before_what_is_newer() {
    join();
    transport.setFull(true);
    say("edit", 1, WhenFull.CLOSE);
    say("edit", 2, WhenFull.CLOSE);
    transport.setFull(false);
    // Still behind those that wait.
    say("edit", 3, WhenFull.CLOSE);
    assertThat(transport.taken()).isEmpty();
    connection.drained();
    assertThat(transport.taken())
        .containsExactly(frame("edit", 1), frame("edit", 2), frame("edit", 3));
  }

  @Test
  void who_is_too_slow_for_what_must_not_be_missed_is_told_why_and_may_join_again() {
    join();
    transport.setFull(true);
    var little = new WhenFull.Close(100);
    for (int n = 1; n <= 4; n++) {
      say("edit", n, little);
    }
    assertThat(transport.taken())
        .singleElement()
        .asString()
        .startsWith("[\"1\",\"1\",\"room:a\",\"phx_error\",{\"code\":\"channel.slow\",\"reason\":")
        .contains("`edit`", "Join again");
    assertThat(pubSub.topics()).isZero();
    transport.setFull(false);
    connection.drained();
    assertThat(transport.taken()).isEmpty();
    connection.text("[\"2\",\"2\",\"room:a\",\"phx_join\",{}]");
    say("edit", 5, little);
    assertThat(transport.taken()).hasSize(2).endsWith(frame("edit", 5));
  }

  @Test
  void what_may_be_missed_is_dropped_and_the_channel_knows() {
    join();
    transport.setFull(true);
    say("look", 1, new WhenFull.Drop());
    transport.setFull(false);
    connection.drained();
    say("look", 2, new WhenFull.Drop());
    assertThat(transport.taken()).containsExactly(frame("look", 2));
    assertThat(hall.missed).containsExactly("look");
  }

  @Test
  void a_channel_changes_and_drops_what_it_intercepts() {
    join();
    say("secret", 1, WhenFull.CLOSE);
    say("plain", 2, WhenFull.CLOSE);
    assertThat(transport.taken()).containsExactly(frame("changed", 2));
  }

  @Test
  void a_later_answer_comes_when_it_is_there() {
    join();
    connection.text("[\"1\",\"7\",\"room:a\",\"edit\",{}]");
    assertThat(transport.taken()).isEmpty();
    hall.answer.complete(Channel.Reply.refused("no", "not today"));
    assertThat(transport.taken())
        .containsExactly(
            "[\"1\",\"7\",\"room:a\",\"phx_reply\",{\"status\":\"error\",\"response\":{\"code\":\"no\",\"reason\":\"not"
                + " today\"}}]");
  }

  @Test
  void a_later_answer_that_fails_crashes_the_channel_and_one_for_who_left_is_dropped() {
    join();
    connection.text("[\"1\",\"7\",\"room:a\",\"edit\",{}]");
    hall.answer.completeExceptionally(new IllegalStateException("the disk is on fire"));
    assertThat(transport.taken())
        .containsExactly("[\"1\",\"1\",\"room:a\",\"phx_error\",{\"reason\":\"channel_crash\"}]");
    hall.answer = new CompletableFuture<>();
    join();
    connection.text("[\"1\",\"8\",\"room:a\",\"edit\",{}]");
    connection.closed();
    hall.answer.complete(Channel.Reply.ok());
    assertThat(transport.taken()).isEmpty();
  }

  @Test
  void answers_under_way_are_bounded_and_a_join_is_answered_at_once() {
    join();
    for (int n = 0; n < 65; n++) {
      connection.text("[\"1\",\"%d\",\"room:a\",\"edit\",{}]".formatted(n));
    }
    assertThat(transport.taken())
        .containsExactly(
            "[\"1\",\"64\",\"room:a\",\"phx_reply\",{\"status\":\"error\",\"response\":{\"reason\":\"too"
                + " many requests under way\"}}]");
    connection.text("[\"9\",\"9\",\"room:b\",\"phx_join\",{\"later\":true}]");
    assertThat(transport.taken())
        .containsExactly(
            "[\"9\",\"9\",\"room:b\",\"phx_reply\",{\"status\":\"error\",\"response\":{\"reason\":\"join"
                + " crashed\"}}]");
  }
}

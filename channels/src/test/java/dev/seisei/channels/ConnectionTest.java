package dev.seisei.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

final class ConnectionTest {
  private static final String JOINED =
      "[\"1\",\"1\",\"room:a\",\"phx_reply\",{\"status\":\"ok\",\"response\":{\"seats\":2}}]";

  // Its crashes are wanted here; their stacks would bury what matters.
  private static final Logger LOG = Logger.getLogger(Connection.class.getName());

  static {
    LOG.setLevel(Level.OFF);
  }

  private final List<Room> rooms = new ArrayList<>();
  private final RecordingTransport transport = new RecordingTransport();
  private final Connection connection = new Connection(this::open, transport);

  private @Nullable Room open(String topic) {
    if (topic.equals("room:haunted")) {
      throw new IllegalStateException("nobody goes there");
    }
    if (!topic.startsWith("room:")) {
      return null;
    }
    rooms.add(new Room());
    return rooms.getLast();
  }

  private List<String> says(String frame) {
    connection.text(frame);
    return transport.taken();
  }

  /// Joins with a ref and returns the room.
  private Room join(String ref, String topic) {
    assertThat(says("[\"%s\",\"%s\",\"%s\",\"phx_join\",{}]".formatted(ref, ref, topic)))
        .containsExactly(JOINED.replace("\"1\"", "\"" + ref + "\"").replace("room:a", topic));
    assertThat(rooms.getLast().taken()).containsExactly("join {}");
    return rooms.getLast();
  }

  private static String ok(String joinRef, String ref, String topic) {
    return "[%s,\"%s\",\"%s\",\"phx_reply\",{\"status\":\"ok\",\"response\":{}}]"
        .formatted(joinRef, ref, topic);
  }

  private static String refused(String joinRef, String ref, String topic, String reason) {
    return "[%s,\"%s\",\"%s\",\"phx_reply\",{\"status\":\"error\",\"response\":{\"reason\":\"%s\"}}]"
        .formatted(joinRef, ref, topic, reason);
  }

  @Test
  void a_heartbeat_is_answered() {
    assertThat(says("[null,\"5\",\"phoenix\",\"heartbeat\",{}]"))
        .containsExactly(ok("null", "5", "phoenix"));
  }

  @Test
  void an_event_that_is_called_heartbeat_reaches_its_channel() {
    Room room = join("1", "room:a");
    assertThat(says("[\"1\",\"2\",\"room:a\",\"heartbeat\",{}]"))
        .containsExactly(ok("\"1\"", "2", "room:a"));
    assertThat(room.taken()).containsExactly("heartbeat {}");
  }

  @Test
  void a_join_is_answered_with_what_the_channel_says() {
    assertThat(says("[\"1\",\"1\",\"room:a\",\"phx_join\",{\"as\":\"Ada\"}]"))
        .containsExactly(JOINED);
    assertThat(rooms.getFirst().taken()).containsExactly("join {\"as\":\"Ada\"}");
  }

  @Test
  void a_channel_may_push_while_it_is_joined() {
    assertThat(says("[\"1\",\"1\",\"room:a\",\"phx_join\",{\"do\":\"greet\"}]"))
        .containsExactly("[\"1\",null,\"room:a\",\"welcome\",{}]", ok("\"1\"", "1", "room:a"));
  }

  @Test
  void a_refused_join_leaves_nothing_behind() {
    assertThat(says("[\"1\",\"1\",\"room:a\",\"phx_join\",{\"do\":\"refuse\"}]"))
        .containsExactly(
            "[\"1\",\"1\",\"room:a\",\"phx_reply\",{\"status\":\"error\",\"response\":"
                + "{\"code\":\"room.full\",\"reason\":\"the room is full\"}}]");
    rooms.getFirst().outlet().push("late", JsonNodeFactory.instance.objectNode());
    assertThat(transport.taken()).isEmpty();
    assertThat(says("[\"1\",\"2\",\"room:a\",\"say\",{}]"))
        .containsExactly(refused("\"1\"", "2", "room:a", "unmatched topic"));
    connection.closed();
    assertThat(rooms.getFirst().taken()).containsExactly("join {\"do\":\"refuse\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"world:a", "phoenix", "", "room"})
  void a_topic_that_nothing_answers_to_is_refused(String topic) {
    assertThat(says("[\"1\",\"1\",\"%s\",\"phx_join\",{}]".formatted(topic)))
        .containsExactly(refused("\"1\"", "1", topic, "unmatched topic"));
    assertThat(says("[\"1\",\"2\",\"%s\",\"say\",{}]".formatted(topic)))
        .containsExactly(refused("\"1\"", "2", topic, "unmatched topic"));
  }

  @Test
  void a_join_that_crashes_is_refused_and_others_go_on() {
    join("1", "room:a");
    assertThat(says("[\"2\",\"2\",\"room:b\",\"phx_join\",{\"do\":\"crash\"}]"))
        .containsExactly(refused("\"2\"", "2", "room:b", "join crashed"));
    rooms.getLast().outlet().send(new byte[] {2, 0, 0});
    assertThat(transport.taken()).isEmpty();
    assertThat(says("[\"3\",\"3\",\"room:haunted\",\"phx_join\",{}]"))
        .containsExactly(refused("\"3\"", "3", "room:haunted", "join crashed"));
    assertThat(says("[\"1\",\"4\",\"room:a\",\"nod\",{}]"))
        .containsExactly(ok("\"1\"", "4", "room:a"));
    assertThat(rooms.getLast().taken()).containsExactly("join {\"do\":\"crash\"}");
  }

  @Test
  void an_event_is_handled_and_answered() {
    Room room = join("1", "room:a");
    assertThat(says("[\"1\",\"2\",\"room:a\",\"say\",{\"word\":\"hello\"}]"))
        .containsExactly("[\"1\",null,\"room:a\",\"said\",{}]", ok("\"1\"", "2", "room:a"));
    assertThat(says("[\"1\",\"3\",\"room:a\",\"refuse\",null]"))
        .containsExactly(
            "[\"1\",\"3\",\"room:a\",\"phx_reply\",{\"status\":\"error\",\"response\":"
                + "{\"code\":\"room.no\",\"reason\":\"not in here\"}}]");
    assertThat(room.taken()).containsExactly("say {\"word\":\"hello\"}", "refuse null");
  }

  @Test
  void bytes_are_handled_and_sent() {
    Room room = join("1", "room:a");
    connection.binary(
        HexFormat.of().parseHex("00010106" + "04" + "3132" + "726f6f6d3a61" + "64726177" + "0102"));
    assertThat(room.taken()).containsExactly("draw of 2 bytes");
    assertThat(transport.taken()).containsExactly(ok("\"1\"", "2", "room:a"));
    room.outlet().send(new byte[] {2, 0, 0, 9});
    assertThat(transport.taken()).containsExactly("02000009");
  }

  @Test
  void bytes_may_come_with_a_join_and_count_as_an_empty_object() {
    connection.binary(
        HexFormat.of()
            .parseHex("0001010608" + "3131" + "726f6f6d3a61" + "7068785f6a6f696e" + "0102"));
    assertThat(transport.taken()).containsExactly(JOINED);
    assertThat(rooms.getFirst().taken()).containsExactly("join {}");
  }

  @Test
  void a_message_with_a_stale_join_ref_is_dropped() {
    Room room = join("1", "room:a");
    assertThat(says("[\"0\",\"2\",\"room:a\",\"say\",{}]")).isEmpty();
    assertThat(says("[\"0\",\"3\",\"room:a\",\"phx_leave\",{}]")).isEmpty();
    assertThat(room.taken()).isEmpty();
    assertThat(says("[\"1\",\"4\",\"room:a\",\"nod\",{}]"))
        .containsExactly(ok("\"1\"", "4", "room:a"));
  }

  @Test
  void a_message_without_a_join_ref_is_accepted() {
    Room room = join("1", "room:a");
    assertThat(says("[null,\"2\",\"room:a\",\"nod\",{}]"))
        .containsExactly(ok("\"1\"", "2", "room:a"));
    assertThat(room.taken()).containsExactly("nod {}");
    assertThat(says("[null,\"3\",\"room:a\",\"phx_leave\",{}]"))
        .containsExactly(ok("\"1\"", "3", "room:a"), "[\"1\",\"1\",\"room:a\",\"phx_close\",{}]");
  }

  @Test
  void leaving_is_answered_then_closed() {
    Room room = join("1", "room:a");
    assertThat(says("[\"1\",\"2\",\"room:a\",\"phx_leave\",{}]"))
        .containsExactly(ok("\"1\"", "2", "room:a"), "[\"1\",\"1\",\"room:a\",\"phx_close\",{}]");
    assertThat(room.taken()).containsExactly("left");
    assertThat(says("[\"1\",\"3\",\"room:a\",\"say\",{}]"))
        .containsExactly(refused("\"1\"", "3", "room:a", "unmatched topic"));
    assertThat(room.taken()).isEmpty();
  }

  @Test
  void leaving_what_was_not_joined_is_answered() {
    assertThat(says("[\"1\",\"2\",\"room:a\",\"phx_leave\",{}]"))
        .containsExactly(ok("\"1\"", "2", "room:a"));
    assertThat(rooms).isEmpty();
  }

  @Test
  void an_outlet_says_nothing_after_its_channel_was_left() {
    Room room = join("1", "room:a");
    says("[\"1\",\"2\",\"room:a\",\"phx_leave\",{}]");
    room.outlet().push("late", JsonNodeFactory.instance.objectNode());
    room.outlet().send(new byte[] {2, 0, 0});
    assertThat(transport.taken()).isEmpty();
  }

  @Test
  void joining_again_closes_the_older_channel_first() {
    Room older = join("1", "room:a");
    assertThat(says("[\"2\",\"2\",\"room:a\",\"phx_join\",{}]"))
        .containsExactly(
            "[\"1\",\"1\",\"room:a\",\"phx_close\",{}]", JOINED.replace("\"1\"", "\"2\""));
    assertThat(older.taken()).containsExactly("left");
    older.outlet().push("late", JsonNodeFactory.instance.objectNode());
    assertThat(transport.taken()).isEmpty();
    assertThat(says("[\"1\",\"3\",\"room:a\",\"nod\",{}]")).isEmpty();
    assertThat(says("[\"2\",\"4\",\"room:a\",\"nod\",{}]"))
        .containsExactly(ok("\"2\"", "4", "room:a"));
    assertThat(rooms.getLast().taken()).containsExactly("join {}", "nod {}");
    assertThat(older.taken()).isEmpty();
  }

  @Test
  void a_connection_takes_a_hundred_channels_and_no_more() {
    for (int i = 0; i < 100; i++) {
      join(Integer.toString(i), "room:" + i);
    }
    assertThat(says("[\"x\",\"x\",\"room:more\",\"phx_join\",{}]"))
        .containsExactly(refused("\"x\"", "x", "room:more", "too many channels joined"));
    assertThat(rooms).hasSize(100);
    // One that is joined again takes the place of itself.
    assertThat(says("[\"y\",\"y\",\"room:7\",\"phx_join\",{}]"))
        .containsExactly(
            "[\"7\",\"7\",\"room:7\",\"phx_close\",{}]",
            JOINED.replace("\"1\"", "\"y\"").replace("room:a", "room:7"));
    says("[\"8\",\"9\",\"room:8\",\"phx_leave\",{}]");
    join("z", "room:more");
  }

  @Test
  void a_crash_closes_that_channel_alone() {
    Room broken = join("1", "room:a");
    Room whole = join("2", "room:b");
    assertThat(says("[\"1\",\"3\",\"room:a\",\"crash\",{}]"))
        .containsExactly("[\"1\",\"1\",\"room:a\",\"phx_error\",{\"reason\":\"channel_crash\"}]");
    assertThat(broken.taken()).containsExactly("crash {}", "left");
    assertThat(says("[\"1\",\"4\",\"room:a\",\"nod\",{}]"))
        .containsExactly(refused("\"1\"", "4", "room:a", "unmatched topic"));
    assertThat(says("[\"2\",\"5\",\"room:b\",\"nod\",{}]"))
        .containsExactly(ok("\"2\"", "5", "room:b"));
    assertThat(whole.taken()).containsExactly("nod {}");
    join("6", "room:a");
  }

  @Test
  void drained_reaches_every_channel_and_a_crash_there_closes_that_one_alone() {
    Room first = join("1", "room:a");
    Room second = join("2", "room:b");
    connection.drained();
    assertThat(first.taken()).containsExactly("drained");
    assertThat(second.taken()).containsExactly("drained");
    assertThat(transport.taken()).isEmpty();
    says("[\"1\",\"3\",\"room:a\",\"phx_leave\",{}]");
    transport.setFull(true);
    connection.drained();
    assertThat(first.taken()).containsExactly("left");
    assertThat(second.taken()).containsExactly("drained", "left");
    assertThat(transport.taken())
        .containsExactly("[\"2\",\"2\",\"room:b\",\"phx_error\",{\"reason\":\"channel_crash\"}]");
  }

  @Test
  void a_malformed_text_frame_closes_the_connection() {
    Room room = join("1", "room:a");
    assertThat(says("[1,2,3]")).containsExactly("close 1002");
    assertThat(room.taken()).containsExactly("left");
  }

  @Test
  void a_malformed_binary_frame_closes_the_connection() {
    Room room = join("1", "room:a");
    connection.binary(new byte[] {0, 9, 9, 9, 9});
    assertThat(transport.taken()).containsExactly("close 1002");
    assertThat(room.taken()).containsExactly("left");
  }

  @Test
  void nothing_is_sent_after_the_end() {
    Room room = join("1", "room:a");
    connection.closed();
    assertThat(room.taken()).containsExactly("left");
    assertThat(says("[\"1\",\"2\",\"room:a\",\"say\",{}]")).isEmpty();
    assertThat(says("[null,\"3\",\"phoenix\",\"heartbeat\",{}]")).isEmpty();
    assertThat(says("[\"4\",\"4\",\"room:b\",\"phx_join\",{}]")).isEmpty();
    assertThat(says("not json")).isEmpty();
    connection.binary(new byte[] {9});
    connection.drained();
    room.outlet().push("late", JsonNodeFactory.instance.objectNode());
    room.outlet().send(new byte[] {2, 0, 0});
    connection.closed();
    assertThat(transport.taken()).isEmpty();
    assertThat(room.taken()).isEmpty();
    assertThat(rooms).hasSize(1);
  }

  @Test
  void every_channel_is_left_once_at_the_end() {
    Room left = join("1", "room:a");
    Room crashed = join("2", "room:b");
    Room stays = join("3", "room:c");
    says("[\"1\",\"4\",\"room:a\",\"phx_leave\",{}]");
    says("[\"2\",\"5\",\"room:b\",\"crash\",{}]");
    connection.closed();
    connection.closed();
    assertThat(left.taken()).containsExactly("left");
    assertThat(crashed.taken()).containsExactly("crash {}", "left");
    assertThat(stays.taken()).containsExactly("left");
  }

  @Test
  void a_socket_that_ends_while_a_channel_speaks_gets_no_reply() {
    Room room = join("1", "room:a");
    transport.onText(connection::closed);
    assertThat(says("[\"1\",\"2\",\"room:a\",\"say\",{}]"))
        .containsExactly("[\"1\",null,\"room:a\",\"said\",{}]");
    assertThat(room.taken()).containsExactly("say {}", "left");
  }

  @Test
  void a_socket_that_ends_while_a_channel_is_joined_leaves_it() {
    transport.onText(connection::closed);
    assertThat(says("[\"1\",\"1\",\"room:a\",\"phx_join\",{\"do\":\"greet\"}]"))
        .containsExactly("[\"1\",null,\"room:a\",\"welcome\",{}]");
    assertThat(rooms.getFirst().taken()).containsExactly("join {\"do\":\"greet\"}", "left");
  }

  @Test
  void a_socket_that_ends_while_one_channel_is_drained_is_not_drained_further() {
    Room first = join("1", "room:a");
    Room second = join("2", "room:b");
    transport.setFull(true);
    transport.onText(connection::closed);
    connection.drained();
    assertThat(transport.taken()).singleElement().asString().contains("phx_error");
    var told = new ArrayList<>(first.taken());
    told.addAll(second.taken());
    assertThat(told).containsExactlyInAnyOrder("drained", "left", "left");
  }

  @Test
  void a_socket_that_ends_while_the_older_channel_is_closed_joins_no_newer_one() {
    join("1", "room:a");
    transport.onText(connection::closed);
    assertThat(says("[\"2\",\"2\",\"room:a\",\"phx_join\",{}]"))
        .containsExactly("[\"1\",\"1\",\"room:a\",\"phx_close\",{}]");
    assertThat(rooms).hasSize(1);
    assertThat(rooms.getFirst().taken()).containsExactly("left");
  }

  @Test
  void a_channel_that_ends_from_this_side_says_why_and_can_be_joined_again() {
    Room room = join("1", "room:a");
    room.outlet().end(JsonNodeFactory.instance.objectNode().put("code", "room.closed"));
    room.outlet().end(JsonNodeFactory.instance.objectNode());
    assertThat(room.taken()).containsExactly("left");
    assertThat(transport.taken())
        .containsExactly("[\"1\",\"1\",\"room:a\",\"phx_error\",{\"code\":\"room.closed\"}]");
    join("2", "room:a");
  }
}

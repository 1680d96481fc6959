package dev.seisei.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/// What one connection may do, on a clock under control; and what version 1 cannot.
final class ConnectionLimitsTest {
  private static final long SECOND = 1_000_000_000;
  private static final Limits FEW =
      new Limits(1024, 2, new Rate(10, 5), new Rate(1, 3), 1, 1024, Duration.ofMillis(100));

  // Its crashes are wanted here; their stacks would bury what matters.
  private static final Logger LOG = Logger.getLogger(Connection.class.getName());

  static {
    LOG.setLevel(Level.OFF);
  }

  private final List<Room> rooms = new ArrayList<>();
  private final RecordingTransport transport = new RecordingTransport();
  private long now;

  private Connection connection(Serializer serializer) {
    Channel.Router router =
        _ -> {
          rooms.add(new Room());
          return rooms.getLast();
        };
    return new Connection(router, transport, serializer, FEW, () -> now, new Assigns());
  }

  private List<String> says(Connection connection, String frame) {
    connection.text(frame);
    return transport.taken();
  }

  private static String join(String ref, String topic) {
    return "[\"%s\",\"%s\",\"%s\",\"phx_join\",{}]".formatted(ref, ref, topic);
  }

  @Test
  void channels_are_counted_against_the_limit() {
    Connection connection = connection(new SerializerV2());
    says(connection, join("1", "room:a"));
    says(connection, join("2", "room:b"));
    assertThat(says(connection, join("3", "room:c")))
        .singleElement()
        .asString()
        .contains("too many channels joined");
  }

  @Test
  void joins_beyond_the_rate_are_refused_and_keep_what_is_joined() {
    Connection connection = connection(new SerializerV2());
    for (int i = 0; i < 3; i++) {
      assertThat(says(connection, join("1", "room:a")).getLast()).contains("\"ok\"");
    }
    Room kept = rooms.getLast();
    kept.taken();
    assertThat(says(connection, join("2", "room:a")))
        .containsExactly(
            "[\"2\",\"2\",\"room:a\",\"phx_reply\",{\"status\":\"error\",\"response\":"
                + "{\"reason\":\"too many joins\"}}]");
    assertThat(rooms).hasSize(3);
    assertThat(kept.taken()).isEmpty();
    now += SECOND;
    assertThat(says(connection, join("3", "room:a")).getLast()).contains("\"ok\"");
    assertThat(kept.taken()).containsExactly("left");
  }

  @Test
  void who_sends_too_fast_is_answered_and_should_rest() {
    Connection connection = connection(new SerializerV2());
    for (int i = 0; i < 5; i++) {
      says(connection, "[null,\"5\",\"phoenix\",\"heartbeat\",{}]");
      assertThat(connection.restNanos()).isZero();
    }
    assertThat(says(connection, "[null,\"6\",\"phoenix\",\"heartbeat\",{}]")).hasSize(1);
    assertThat(connection.restNanos()).isEqualTo(SECOND / 10);
    connection.binary(new byte[] {0, 0, 0, 0, 0});
    assertThat(connection.restNanos()).isEqualTo(SECOND / 5);
    now += SECOND / 5;
    assertThat(connection.restNanos()).isZero();
  }

  @Test
  void bytes_go_out_as_replies_and_pushes() {
    Connection connection = connection(new SerializerV2());
    says(connection, join("1", "r"));
    assertThat(rooms.getLast().outlet().carriesBinary()).isTrue();
    assertThat(says(connection, "[\"1\",\"2\",\"r\",\"bytes\",{}]"))
        .containsExactly(
            "00010104" + "31" + "72" + "62697473" + "0102",
            "0101010102" + "31" + "32" + "72" + "6f6b" + "0304");
    assertThat(says(connection, "[\"1\",\"3\",\"r\",\"no bytes\",{}]"))
        .containsExactly("0101010105" + "31" + "33" + "72" + "6572726f72" + "05");
    says(connection, "[\"1\",\"4\",\"r\",\"phx_leave\",{}]");
    rooms.getLast().outlet().push("late", new byte[1]);
    assertThat(transport.taken()).isEmpty();
  }

  @Test
  void a_join_may_be_answered_with_bytes() {
    Connection connection = connection(new SerializerV2());
    assertThat(says(connection, "[\"1\",\"1\",\"r\",\"phx_join\",{\"do\":\"no bytes\"}]"))
        .containsExactly("0101010105" + "31" + "31" + "72" + "6572726f72" + "08");
    assertThat(says(connection, "[\"2\",\"2\",\"r\",\"phx_join\",{\"do\":\"bytes\"}]"))
        .containsExactly("0101010102" + "32" + "32" + "72" + "6f6b" + "07");
    assertThat(says(connection, "[\"2\",\"3\",\"r\",\"nod\",{}]").getLast()).contains("\"ok\"");
  }

  @Test
  void version_1_speaks_objects_through_a_whole_conversation() {
    Connection connection = connection(new SerializerV1());
    assertThat(says(connection, v1("null", "1", "r", "phx_join")))
        .containsExactly(
            v1("\"1\"", "1", "r", "phx_reply")
                .replace("{}", "{\"status\":\"ok\",\"response\":{\"seats\":2}}"));
    assertThat(rooms.getLast().outlet().carriesBinary()).isFalse();
    assertThat(says(connection, v1("null", "2", "r", "nod")))
        .containsExactly(
            v1("\"1\"", "2", "r", "phx_reply")
                .replace("{}", "{\"status\":\"ok\",\"response\":{}}"));
    assertThat(says(connection, "[null,\"3\",\"r\",\"nod\",{}]")).containsExactly("close 1002");
  }

  private static String v1(String joinRef, String ref, String topic, String event) {
    return "{\"join_ref\":%s,\"ref\":\"%s\",\"topic\":\"%s\",\"event\":\"%s\",\"payload\":{}}"
        .formatted(joinRef, ref, topic, event);
  }

  @Test
  void a_channel_that_sends_bytes_to_version_1_crashes_alone() {
    Connection connection = connection(new SerializerV1());
    says(connection, v1("null", "1", "r", "phx_join"));
    assertThat(says(connection, v1("null", "2", "r", "no bytes")))
        .singleElement()
        .asString()
        .contains("phx_error");
    assertThat(
            says(connection, v1("null", "3", "q", "phx_join").replace("{}", "{\"do\":\"bytes\"}")))
        .singleElement()
        .asString()
        .contains("join crashed");
  }

  @Test
  void limits_that_are_none_are_refused() {
    assertThat(FEW.withConnectionsPerAddress(7).connectionsPerAddress()).isEqualTo(7);
    assertThat(FEW.withConnectionsPerAddress(1)).isEqualTo(FEW);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FEW.withConnectionsPerAddress(0))
        .withMessageContaining("connectionsPerAddress: must be at least 1, got 0");
  }
}

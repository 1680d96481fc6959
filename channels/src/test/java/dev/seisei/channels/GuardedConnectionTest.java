package dev.seisei.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.channels.Channel.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Connections whose router does not let their client do everything, and what they know of it.
final class GuardedConnectionTest {
  private record Guest(String name) {}

  private final List<Room> rooms = new ArrayList<>();
  private final RecordingTransport transport = new RecordingTransport();
  private final Channel.Router router =
      new Channel.Router() {
        @Override
        public @Nullable Channel open(String topic) {
          rooms.add(new Room());
          return topic.startsWith("room:") ? rooms.getLast() : null;
        }

        @Override
        public @Nullable Reply refusal(String topic, String event) {
          if (topic.startsWith("room:cursed")) {
            throw new IllegalStateException("nobody may ask");
          }
          return Set.of("room:secret phx_join", "room:a paint").contains(topic + " " + event)
              ? Reply.refused("no", "not you")
              : null;
        }
      };
  private final Connection connection =
      new Connection(
          router,
          transport,
          new SerializerV2(),
          Limits.USUAL,
          System::nanoTime,
          new Assigns().put(Guest.class, new Guest("ada")));

  private String says(String topic, String event) {
    connection.text("[\"1\",\"1\",\"" + topic + "\",\"" + event + "\",{}]");
    return String.join("\n", transport.taken());
  }

  @Test
  void a_join_that_is_not_allowed_is_refused_before_its_channel_hears_of_it() {
    assertThat(says("room:secret", "phx_join")).contains("\"error\"", "\"code\":\"no\"");
    assertThat(rooms.getLast().taken()).isEmpty();
    assertThat(says("room:secret", "say")).contains("unmatched topic");
  }

  @Test
  void a_topic_that_is_none_is_told_before_anyone_asks_who_may() {
    assertThat(says("cellar", "phx_join")).contains("unmatched topic");
  }

  @Test
  void an_event_that_is_not_allowed_is_refused_and_the_channel_stays() {
    assertThat(says("room:a", "phx_join")).contains("\"ok\"");
    assertThat(rooms.getLast().taken()).containsExactly("join {}");
    assertThat(says("room:a", "paint")).contains("\"error\"", "not you");
    assertThat(rooms.getLast().taken()).isEmpty();
    assertThat(says("room:a", "look")).contains("\"ok\"");
    assertThat(says("room:a", "phx_leave")).contains("\"ok\"");
  }

  @Test
  void a_channel_knows_who_its_client_is() {
    says("room:a", "phx_join");
    Assigns assigns = rooms.getLast().outlet().assigns();
    assertThat(assigns.get(Guest.class)).isEqualTo(new Guest("ada"));
    assertThat(assigns.get(String.class)).isNull();
    assertThat(assigns.put(Guest.class, new Guest("bob")).get(Guest.class))
        .isEqualTo(new Guest("bob"));
  }

  @Test
  void a_topic_cannot_write_a_line_of_the_log() {
    Logger log = Logger.getLogger(Connection.class.getName());
    var told = new ArrayList<String>();
    var ear =
        new Handler() {
          @Override
          public void publish(LogRecord logged) {
            told.add(logged.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Level level = log.getLevel();
    log.setLevel(Level.ALL);
    log.setUseParentHandlers(false);
    log.addHandler(ear);
    try {
      assertThat(says("room:cursed\\n12:00 all is well\\u001b[2J\\u2028", "phx_join"))
          .contains("join crashed");
    } finally {
      log.removeHandler(ear);
      log.setUseParentHandlers(true);
      log.setLevel(level);
    }
    assertThat(told)
        .containsExactly("join of room:cursed\ufffd12:00 all is well\ufffd[2J\ufffd crashed");
  }
}

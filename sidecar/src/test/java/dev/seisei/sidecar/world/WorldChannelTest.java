package dev.seisei.sidecar.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.channels.Channel;
import dev.seisei.channels.MalformedFrame;
import dev.seisei.channels.Payload;
import dev.seisei.channels.Serializer;
import dev.seisei.sidecar.Archipelago;
import dev.seisei.testkit.flow.Until;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Numbers and moments that `e2e/phoenix.test.mjs` has no hand for: JavaScript cannot write them.
@Timeout(60)
@SuppressWarnings("NullAway.Init") // opened before all
final class WorldChannelTest {
  private static final Serializer SERIALIZER =
      Objects.requireNonNull(Serializer.ofVersion("2.0.0"), "2.0.0");
  private static HostedWorld hosted;

  private final Pushed pushed = new Pushed();
  private final List<Runnable> later = new CopyOnWriteArrayList<>();
  private final WorldChannel channel = new WorldChannel(hosted, later::add);

  @BeforeAll
  static void open(@TempDir Path folder) {
    hosted = new HostedWorld(Archipelago.WORLD, new Blobs(folder), 1, 1 << 20);
  }

  @AfterAll
  static void close() {
    hosted.close();
  }

  @BeforeEach
  void join() {
    assertThat(channel.join(JsonNodeFactory.instance.objectNode(), pushed))
        .isInstanceOfSatisfying(
            Channel.Reply.Ok.class,
            ok -> {
              var described = (ObjectNode) ok.response();
              assertThat(described.remove("you").path("name").stringValue()).isEqualTo("Guest");
              assertThat(described).isEqualTo(hosted.description());
            });
  }

  private Channel.Reply asks(String event, String json) throws MalformedFrame {
    var frame = "[null,null,\"t\",\"%s\",%s]".formatted(event, json);
    return channel.handle(event, SERIALIZER.decode(frame).payload());
  }

  /// A client that keeps the names of the events it gets.
  private static final class Pushed implements Channel.Outlet {
    private final List<String> events = new ArrayList<>();

    @Override
    public void push(String event, JsonNode payload) {
      events.add(event + " " + payload);
    }

    @Override
    public void push(String event, byte[] data) {
      events.add(event + " bytes");
    }

    @Override
    public void send(byte[] broadcastFrame) {
      events.add("bytes");
    }

    @Override
    public boolean carriesBinary() {
      return true;
    }

    @Override
    public boolean isFull() {
      return false;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          view   | {"position": [1e999, 0, 0], "radius": 100}                    | view.position
          view   | {"position": [0, -1e999, 0], "radius": 100}                   | view.position
          view   | {"position": [0, 0, 9999999999999999999999999], "radius": 99} | view.position
          view   | {"position": [0, 0, 0, 0], "radius": 100}                     | view.position
          view   | {"position": [0, 0, null], "radius": 100}                     | view.position
          view   | {"position": {"0": 0}, "radius": 100}                         | view.position
          view   | {"position": [0, 0, 0], "radius": 1e-999}                     | view.radius
          view   | {"position": [0, 0, 0], "radius": 31.9}                       | view.radius
          view   | {"position": [0, 0, 0], "radius": 4097}                       | view.radius
          view   | {"position": [0, 0, 0]}                                       | view.radius
          view   | {"position": [0, 0, 0], "radius": 100, "detail": null}        | view.detail
          view   | {"position": [0, 0, 0], "radius": 100, "detail": 4.1}         | view.detail
          view   | {"position": [0, 0, 0], "radius": 100, "velocity": null}      | view.velocity
          view   | []                                                           | view.position
          view   | "here"                                                       | view.position
          credit | {"bytes": 1e999}                                             | credit.bytes
          credit | {"bytes": 0.5}                                               | credit.bytes
          credit | {"bytes": 16777217}                                          | credit.bytes
          credit | {"bytes": "1"}                                               | credit.bytes
          """)
  void what_no_view_or_credit_can_be_is_refused(String event, String json, String code)
      throws MalformedFrame {
    assertThat(asks(event, json))
        .isInstanceOfSatisfying(
            Channel.Reply.Refused.class,
            refused -> {
              assertThat(refused.response().path("code").stringValue()).isEqualTo(code);
              assertThat(refused.response().path("reason").stringValue())
                  .startsWith(event + ": " + code.substring(event.length() + 1) + ": must be ")
                  .contains(", got ");
            });
    assertThat(pushed.events).isEmpty();
  }

  @Test
  void a_velocity_beyond_all_measure_is_the_largest() throws MalformedFrame {
    assertThat(
            asks(
                "view",
                "{\"position\": [0, 20, 0], \"velocity\": [1e999, 0, -1e300], \"radius\": 64}"))
        .isInstanceOf(Channel.Reply.Ok.class);
  }

  @Test
  void a_view_beyond_the_world_is_empty_and_complete() throws MalformedFrame {
    assertThat(asks("view", "{\"position\": [1e7, 0, 1e7], \"radius\": 4096}"))
        .isEqualTo(new Channel.Reply.Ok(JsonNodeFactory.instance.objectNode().put("wanted", 0)));
    assertThat(pushed.events).containsExactly("complete {\"wanted\":0,\"number\":null}");
  }

  @Test
  void bytes_are_no_view() {
    assertThat(channel.handle("view", new Payload.Binary(new byte[8])))
        .isEqualTo(Channel.Reply.refused("event.payload", "view: takes JSON in a text frame"));
  }

  @Test
  void who_has_left_is_sent_nothing_more() throws Exception {
    asks("credit", "{\"bytes\": 1000000}");
    asks("view", "{\"position\": [0, 20, 0], \"radius\": 64}");
    channel.left();
    List.copyOf(later).forEach(Runnable::run);
    channel.drained();
    assertThat(pushed.events).isEmpty();
    Until.so(() -> "does not rest", hosted.pipelines()::isResting);
    assertThat(hosted.chunks().waiting()).isLessThanOrEqualTo(1);
  }
}

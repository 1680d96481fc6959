package dev.seisei.sidecar.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seisei.channels.Channel.Outlet;
import dev.seisei.channels.Channel.Reply;
import dev.seisei.channels.Payload;
import dev.seisei.channels.Serializer;
import dev.seisei.pipeline.Pipeline;
import dev.seisei.pipeline.Transform;
import dev.seisei.pipeline.engine.Engine;
import dev.seisei.pipeline.engine.LivePipeline;
import dev.seisei.testkit.flow.Heard;
import dev.seisei.testkit.flow.Until;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Participants as sources and sinks of a pipeline: what those on one topic send comes to those on
/// another.
@Timeout(60)
final class ChannelTest {
  private final Engine engine = Engine.start();
  private final Lobby lobby = new Lobby();
  private final Heard heard = new Heard();
  private final LivePipeline live = engine.play(bridge("here", "there"), heard);

  @AfterEach
  void close() {
    engine.close();
  }

  private Pipeline bridge(String from, String to) {
    return Pipeline.named("bridge")
        .from("from", new Channel(lobby, from))
        .to(
            "louder",
            (Transform)
                (buffer, out) -> out.send(buffer.with(louder(buffer.payload(byte[].class)))))
        .to("to", new Channel(lobby, to))
        .build();
  }

  private static byte[] louder(byte[] text) {
    return (new String(text, StandardCharsets.UTF_8) + "!").getBytes(StandardCharsets.UTF_8);
  }

  /// A client whose thread is the test's.
  private final class Client implements Outlet {
    final ConcurrentLinkedQueue<Runnable> thread = new ConcurrentLinkedQueue<>();
    final List<String> got = new ArrayList<>();
    final AssetChannel channel;
    boolean full;

    Client(String topic) {
      channel = new AssetChannel(lobby, topic, thread::add);
    }

    Reply join() {
      return channel.join(JsonNodeFactory.instance.objectNode(), this);
    }

    void run() {
      for (Runnable task = thread.poll(); task != null; task = thread.poll()) {
        task.run();
      }
    }

    Reply says(String text) {
      return channel.handle("data", new Payload.Binary(text.getBytes(StandardCharsets.UTF_8)));
    }

    Reply grants(int bytes) {
      return channel.handle(
          "credit", new Payload.Json(JsonNodeFactory.instance.objectNode().put("bytes", bytes)));
    }

    void gets(String... all) {
      Until.so(
          () -> "got " + got,
          () -> {
            run();
            return got.size() >= all.length;
          });
      assertThat(got).containsExactly(all);
    }

    @Override
    public void push(String event, JsonNode payload) {
      got.add(event + " " + payload);
    }

    @Override
    public void push(String event, byte[] data) {
      throw new AssertionError("frames are made once for all");
    }

    @Override
    public void send(byte[] frame) {
      String text = new String(frame, StandardCharsets.UTF_8);
      got.add(text.substring(text.indexOf("data") + 4));
    }

    @Override
    public boolean carriesBinary() {
      return true;
    }

    @Override
    public boolean isFull() {
      return full;
    }
  }

  private Client joined(String topic) {
    var client = new Client(topic);
    assertThat(client.join()).isEqualTo(Reply.ok());
    return client;
  }

  private static int frame(String data) {
    return Serializer.broadcast("asset:there", "data", data.getBytes(StandardCharsets.UTF_8))
        .length;
  }

  @Test
  void what_one_says_comes_to_all_others_within_their_credit() {
    var speaker = joined("asset:here");
    var keen = joined("asset:there");
    var slow = joined("asset:there");
    keen.grants(1000);
    slow.grants(frame("b!") - 1);
    assertThat(speaker.says("a").isOk()).isTrue();
    assertThat(speaker.says("b").isOk()).isTrue();
    keen.gets("a!", "b!");
    slow.run();
    assertThat(slow.got).isEmpty();
    slow.grants(1);
    slow.gets("a!");
    slow.full = true;
    slow.grants(1000);
    assertThat(slow.got).hasSize(1);
    slow.full = false;
    slow.channel.drained();
    slow.gets("a!", "b!");
  }

  @Test
  void who_grants_nothing_holds_nobody_up_and_is_told_what_is_gone() {
    var speaker = joined("asset:here");
    var keen = joined("asset:there");
    var silent = joined("asset:there");
    keen.grants(1 << 20);
    for (int i = 0; i < 100; i++) {
      assertThat(speaker.says("n" + i).isOk()).isTrue();
      int count = i + 1;
      Until.so(
          () -> "not all",
          () -> {
            keen.run();
            return keen.got.size() == count;
          });
    }
    silent.run();
    assertThat(silent.got).containsExactly("dropped {\"count\":36}");
    silent.grants(1 << 20);
    assertThat(silent.got).hasSize(65).contains("n36!", "n99!").doesNotContain("n35!");
  }

  @Test
  void an_end_is_told_and_what_still_waits_may_be_granted() {
    var speaker = joined("asset:here");
    var listener = joined("asset:there");
    speaker.says("last");
    Until.so(() -> "not there", () -> !listener.thread.isEmpty());
    live.close();
    listener.gets("ended {}");
    listener.grants(1000);
    assertThat(listener.got).containsExactly("ended {}", "last!");
    speaker.gets("ended {}");
    assertThat(speaker.says("nobody").isOk()).isFalse();
    assertThat(new Client("asset:here").join().isOk()).isFalse();
  }

  @Test
  void who_has_left_is_sent_nothing() {
    var speaker = joined("asset:here");
    var listener = joined("asset:there");
    listener.grants(1000);
    listener.channel.left();
    var other = joined("asset:there");
    other.grants(1000);
    speaker.says("a");
    other.gets("a!");
    listener.run();
    assertThat(listener.got).isEmpty();
  }

  @Test
  void mistakes_are_refused_with_what_is_right() {
    assertThat(new Client("asset:nowhere").join())
        .isEqualTo(
            Reply.refused("asset.unknown", "no pipeline has a channel for asset:nowhere now"));
    var client = joined("asset:here");
    assertThat(client.grants(0).isOk()).isFalse();
    assertThat(client.channel.handle("date", new Payload.Binary(new byte[1])).isOk()).isFalse();
    assertThatThrownBy(() -> engine.play(bridge("here", "elsewhere"), heard))
        .hasMessageContaining("[channel.taken]");
    assertThatThrownBy(() -> new Channel(lobby, "Not a name"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

package dev.seisei.sidecar.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.channels.Channel;
import dev.seisei.channels.Channel.Reply;
import dev.seisei.channels.Payload;
import dev.seisei.data.ChunkKey;
import dev.seisei.sidecar.chunk.ChunkStore;
import dev.seisei.sidecar.chunk.HandMaker;
import dev.seisei.testkit.flow.Until;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

@Timeout(60)
final class PipelineChannelTest {
  private final ChunkStore store = new ChunkStore(key -> HandMaker.blank(key, 1000), 1, 1 << 20);
  private final Desk desk = new Desk();
  private final Pipelines pipelines = new Pipelines();
  private final LinkedBlockingQueue<Runnable> thread = new LinkedBlockingQueue<>();
  private final Client client = new Client();

  PipelineChannelTest() {
    pipelines.serve(_ -> store, "world", Map.of("viewers", desk));
  }

  @AfterEach
  void close() {
    desk.close();
    pipelines.close();
    store.close();
  }

  private static final class Client implements Channel.Outlet {
    final List<JsonNode> graphs = new ArrayList<>();
    boolean full;

    @Override
    public void push(String event, JsonNode payload) {
      assertThat(event).isEqualTo("graph");
      graphs.add(payload);
    }

    @Override
    public void push(String event, byte[] data) {
      throw new AssertionError("no bytes here");
    }

    @Override
    public void send(byte[] broadcastFrame) {
      throw new AssertionError("no bytes here");
    }

    @Override
    public boolean carriesBinary() {
      return false;
    }

    @Override
    public boolean isFull() {
      return full;
    }
  }

  private Channel channel(String topic) {
    return Objects.requireNonNull(PipelineChannel.open(pipelines, topic, thread::add));
  }

  private void next() throws InterruptedException {
    Runnable task = thread.poll(20, TimeUnit.SECONDS);
    assertThat(task).as("a reading within 20 s").isNotNull();
    Objects.requireNonNull(task).run();
  }

  private Reply join(Channel channel) {
    return channel.join(JsonNodeFactory.instance.objectNode(), client);
  }

  private static long sent(JsonNode graph) {
    return graph.path("links").get(0).path("sent").asLong();
  }

  @Test
  void who_joins_gets_the_graph_and_then_what_it_does() throws Exception {
    Reply reply = join(channel("pipeline:world"));
    assertThat(reply).isInstanceOf(Reply.Ok.class);
    assertThat(((Reply.Ok) reply).response().path("elements").size()).isEqualTo(2);
    desk.want(ChunkKey.terrain(0, 1, 1), 0).chunk().get(20, TimeUnit.SECONDS);
    double rate = 0;
    while (client.graphs.isEmpty() || sent(client.graphs.getLast()) == 0) {
      next();
      rate = client.graphs.getLast().path("links").get(0).path("perSecond").asDouble();
    }
    assertThat(rate).isBetween(0.1, 20.0);
  }

  @Test
  void who_is_slow_gets_the_newest_alone() throws Exception {
    var channel = channel("pipeline:world");
    join(channel);
    client.full = true;
    next();
    desk.want(ChunkKey.terrain(0, 1, 1), 0).chunk().get(20, TimeUnit.SECONDS);
    var read = new CopyOnWriteArrayList<JsonNode>();
    try (var _ = pipelines.follow("world", read::add)) {
      Until.so(() -> "three more readings", () -> read.size() >= 3);
    }
    assertThat(client.graphs).isEmpty();
    assertThat(thread).as("nothing is kept for it").isEmpty();
    client.full = false;
    channel.drained();
    assertThat(client.graphs).hasSize(1);
    assertThat(sent(client.graphs.getFirst())).isOne();
  }

  @Test
  void who_has_left_hears_nothing_more() throws Exception {
    var channel = channel("pipeline:world");
    join(channel);
    channel.left();
    var read = new CopyOnWriteArrayList<JsonNode>();
    try (var _ = pipelines.follow("world", read::add)) {
      Until.so(() -> "two readings", () -> read.size() >= 2);
    }
    thread.forEach(Runnable::run);
    channel.drained();
    assertThat(client.graphs).isEmpty();
  }

  @Test
  void what_is_not_there_is_refused_and_what_is_sent_too() {
    assertThat(join(channel("pipeline:nowhere")))
        .isEqualTo(
            Reply.refused(
                "pipeline.unknown",
                "there is no pipeline `nowhere` here; GET /api/pipelines lists those that are"));
    assertThat(channel("pipeline:world").handle("graph", new Payload.Binary(new byte[1])).isOk())
        .isFalse();
    assertThat(PipelineChannel.open(pipelines, "world:world", thread::add)).isNull();
  }
}

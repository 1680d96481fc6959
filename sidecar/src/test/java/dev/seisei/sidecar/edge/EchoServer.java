package dev.seisei.sidecar.edge;

import dev.seisei.channels.Channel;
import dev.seisei.channels.Limits;
import dev.seisei.channels.Payload;
import dev.seisei.channels.PubSub;
import dev.seisei.channels.Rate;
import dev.seisei.sidecar.participants.LoopbackOnly;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// The transports of the edge without a world, for `e2e/transport.test.mjs`: topics `echo:*` answer
/// what they are sent, as what it came.
///
/// Arguments are limits, `messages=20,5`: a rate a second and a burst. Prints its port, and ends
/// when its input does.
final class EchoServer {
  private EchoServer() {}

  /// Serves on a free port of this machine.
  public static void main(String[] arguments) throws Exception {
    Map<String, String> given =
        Arrays.stream(arguments)
            .map(argument -> argument.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    Limits usual = Limits.USUAL;
    var limits =
        new Limits(
            number(given, "frameBytes", usual.frameBytes()),
            number(given, "channels", usual.channels()),
            rate(given, "messages", usual.messages()),
            rate(given, "joins", usual.joins()),
            number(given, "connectionsPerAddress", usual.connectionsPerAddress()),
            number(given, "queueBytes", usual.queueBytes()),
            Duration.ofMillis(number(given, "pollWindow", 10_000)));
    var settings = Here.with(limits, new LoopbackOnly());
    var vertx = Vertx.vertx();
    var gate =
        new Gate(
            (topic, _) -> topic.startsWith("echo:") ? new Echo() : null, new PubSub(), settings);
    Router router = Router.router(vertx);
    new Sockets(gate).route(router);
    new LongPoll(gate).route(router);
    var server =
        vertx
            .createHttpServer(Edge.options(limits))
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .await();
    System.out.println("Port " + server.actualPort());
    while (System.in.read() >= 0) {
      // Its end is the signal.
    }
    gate.guests().drain(Duration.ofSeconds(5));
    System.out.println("Drained to " + gate.guests().size());
    vertx.close().await();
  }

  private static int number(Map<String, String> given, String name, int preset) {
    return Integer.parseInt(given.getOrDefault(name, Integer.toString(preset)));
  }

  private static Rate rate(Map<String, String> given, String name, Rate preset) {
    String text = given.get(name);
    if (text == null) {
      return preset;
    }
    List<String> parts = List.of(text.split(","));
    return new Rate(Double.parseDouble(parts.get(0)), Integer.parseInt(parts.get(1)));
  }

  /// Answers what it is sent; `push` comes back as an event, `flood` as many, `refuse` not at all.
  private static final class Echo implements Channel {
    private Outlet outlet = new Nowhere();

    @Override
    public Reply join(JsonNode payload, Outlet outlet) {
      this.outlet = outlet;
      return new Reply.Ok(payload);
    }

    @Override
    public Reply handle(String event, Payload payload) {
      if (event.equals("flood")) {
        for (int i = 0; i < 100; i++) {
          outlet.push("bytes", new byte[10_000]);
        }
        return Reply.ok();
      }
      return switch (payload) {
        case Payload.Json(JsonNode node) when event.equals("push") -> {
          outlet.push("pushed", node);
          yield Reply.ok();
        }
        case Payload.Binary(byte[] bytes) when event.equals("push") -> {
          outlet.push("pushed", bytes);
          yield Reply.ok();
        }
        case Payload.Json(JsonNode node) -> new Reply.Ok(node);
        case Payload.Binary(byte[] bytes) -> new Reply.Bytes(!event.equals("refuse"), bytes);
      };
    }

    @Override
    public void left() {
      outlet = new Nowhere();
    }
  }

  /// Where nobody has joined.
  private record Nowhere() implements Channel.Outlet {
    @Override
    public void push(String event, JsonNode payload) {}

    @Override
    public void push(String event, byte[] data) {}

    @Override
    public void send(byte[] broadcastFrame) {}

    @Override
    public boolean carriesBinary() {
      return false;
    }

    @Override
    public boolean isFull() {
      return false;
    }
  }
}

package dev.seisei.sidecar.world;

import dev.seisei.channels.Broadcast;
import dev.seisei.channels.Payload;
import dev.seisei.channels.PubSub;
import dev.seisei.channels.WhenFull;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Where everyone looks: the latest of each, told together some times a second.
///
/// Thread-safe.
final class Looks {
  /// Of more who move at once, those who have waited longest are told first.
  static final int MOST_AT_ONCE = 64;

  private static final double STEPS = 100;

  private final String topic;
  private final PubSub pubSub;
  private final Map<String, double[]> all = new LinkedHashMap<>();
  private final Map<String, double[]> moved = new LinkedHashMap<>();

  Looks(String topic, PubSub pubSub) {
    this.topic = topic;
    this.pubSub = pubSub;
  }

  /// Someone is at a place, and looks into a direction.
  ///
  /// @param look position and direction, three numbers each; kept
  synchronized void look(String id, double[] look) {
    all.put(id, look);
    moved.put(id, look);
  }

  /// Someone is gone.
  synchronized void left(String id) {
    all.remove(id);
    moved.remove(id);
  }

  /// Where everyone was last, as far as they have told.
  synchronized ObjectNode all() {
    return payload(all);
  }

  /// Tells who moved since the last time.
  synchronized void flush() {
    if (moved.isEmpty()) {
      return;
    }
    var some = new LinkedHashMap<String, double[]>();
    Iterator<Map.Entry<String, double[]>> waiting = moved.entrySet().iterator();
    while (waiting.hasNext() && some.size() < MOST_AT_ONCE) {
      Map.Entry<String, double[]> next = waiting.next();
      some.put(next.getKey(), next.getValue());
    }
    boolean isTold =
        pubSub.broadcast(
            new Broadcast(topic, "looks", new Payload.Json(payload(some)), new WhenFull.Drop()));
    if (isTold) {
      moved.keySet().removeAll(some.keySet());
    }
  }

  private static ObjectNode payload(Map<String, double[]> some) {
    ObjectNode payload = JsonNodeFactory.instance.objectNode();
    ObjectNode looks = payload.putObject("looks");
    some.forEach((id, numbers) -> {
      ArrayNode list = looks.putArray(id);
      for (double number : numbers) {
        list.add(Math.rint(number * STEPS) / STEPS);
      }
    });
    return payload;
  }
}

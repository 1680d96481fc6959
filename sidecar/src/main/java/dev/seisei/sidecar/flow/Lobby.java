package dev.seisei.sidecar.flow;

import dev.seisei.channels.Serializer;
import dev.seisei.pipeline.Context;
import dev.seisei.pipeline.PipelineException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Where participants find the pipelines' [Channel]s, by topic. Thread-safe.
public final class Lobby {
  private static final String TOPIC = "asset:";
  private static final int MOST_HEARD = 256;

  private final Map<String, Hall> halls = new ConcurrentHashMap<>();

  /// One topic while its element plays.
  static final class Hall {
    private final String topic;
    private final Context element;
    private final Set<AssetChannel> members = ConcurrentHashMap.newKeySet();
    private final ArrayBlockingQueue<byte[]> heard = new ArrayBlockingQueue<>(MOST_HEARD);

    Hall(String topic, Context element) {
      this.topic = topic;
      this.element = element;
    }

    void enter(AssetChannel member) {
      members.add(member);
    }

    void leave(AssetChannel member) {
      members.remove(member);
    }

    /// To all members; one frame for all.
    void say(byte[] bytes) {
      byte[] frame = Serializer.broadcast(topic, "data", bytes);
      members.forEach(member -> member.offer(frame));
    }

    /// From a member.
    ///
    /// @return false if too much waits already
    boolean hear(byte[] bytes) {
      boolean isTaken = heard.offer(bytes);
      element.wake();
      return isTaken;
    }

    byte @Nullable [] next() {
      return heard.poll();
    }
  }

  Hall open(String name, Context element) {
    var hall = new Hall(TOPIC + name, element);
    if (halls.putIfAbsent(hall.topic, hall) != null) {
      throw new PipelineException(
          "channel.taken",
          "Another element serves the topic " + hall.topic + "; give one of the two another name.");
    }
    return hall;
  }

  /// Its members hear nothing more until they join again.
  void close(Hall hall) {
    halls.remove(hall.topic, hall);
    hall.members.forEach(AssetChannel::end);
  }

  /// What serves a topic, null if nothing does.
  @Nullable Hall hall(String topic) {
    return halls.get(topic);
  }

  static boolean isMine(String topic) {
    return topic.startsWith(TOPIC);
  }
}

package dev.seisei.channels.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.channels.Assigns;
import dev.seisei.channels.Broadcast;
import dev.seisei.channels.Channel;
import dev.seisei.channels.Connection;
import dev.seisei.channels.Frame;
import dev.seisei.channels.Limits;
import dev.seisei.channels.Payload;
import dev.seisei.channels.PubSub;
import dev.seisei.channels.Serializer;
import dev.seisei.channels.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

final class PresenceTest {
  private static final String TOPIC = "room:a";

  private final List<String> told = new ArrayList<>();
  private final PubSub pubSub = new PubSub();
  private final Presence presence = new Presence("r", pubSub, _ -> {});

  PresenceTest() {
    // A client that is told all.
    new Connection(
            _ -> new Listener(),
            new Ear(),
            Objects.requireNonNull(Serializer.ofVersion("2.0.0"), "2.0.0"),
            Limits.USUAL,
            System::nanoTime,
            new Assigns(),
            pubSub,
            Runnable::run)
        .text("[\"1\",\"1\",\"room:a\",\"phx_join\",{}]");
    told.clear();
  }

  private static final class Listener implements Channel {
    @Override
    public Reply join(JsonNode payload, Outlet outlet) {
      return Reply.ok();
    }

    @Override
    public Reply handle(String event, Payload payload) {
      return Reply.ok();
    }

    @Override
    public void left() {}
  }

  private final class Ear implements Transport {
    @Override
    public void text(String frame) {
      told.add(frame);
    }

    @Override
    public void binary(byte[] frame) {
      told.add(new Frame.Binary(frame).toString());
    }

    @Override
    public void close(int code, String reason) {
      told.add("close " + code);
    }

    @Override
    public boolean isFull() {
      return false;
    }
  }

  private static ObjectNode named(String name) {
    return JsonNodeFactory.instance.objectNode().put("name", name);
  }

  private static String diff(String joins, String leaves) {
    return "[null,null,\"room:a\",\"presence_diff\",{\"joins\":%s,\"leaves\":%s}]"
        .formatted(joins, leaves);
  }

  @Test
  void who_comes_changes_and_goes_is_told_as_phoenix_tells_it() {
    Presence.Tracked ada = presence.track(TOPIC, "ada", named("Ada"));
    assertThat(told).isEmpty();
    presence.flush();
    presence.update(ada, named("Ada L."));
    presence.flush();
    presence.untrack(ada);
    presence.untrack(ada);
    presence.update(ada, named("nobody"));
    presence.flush();
    presence.flush();
    String first = "{\"ada\":{\"metas\":[{\"name\":\"Ada\",\"phx_ref\":\"r-1\"}]}}";
    String second =
        "{\"ada\":{\"metas\":[{\"name\":\"Ada"
            + " L.\",\"phx_ref\":\"r-2\",\"phx_ref_prev\":\"r-1\"}]}}";
    assertThat(told).containsExactly(diff(first, "{}"), diff(second, first), diff("{}", second));
  }

  @Test
  void one_who_is_there_twice_has_two_metas() {
    presence.track(TOPIC, "ada", named("Ada"));
    presence.track(TOPIC, "ada", named("Ada"));
    presence.track("room:b", "bob", named("Bob"));
    assertThat(presence.list(TOPIC))
        .hasToString(
            "{\"ada\":{\"metas\":[{\"name\":\"Ada\",\"phx_ref\":\"r-1\"},"
                + "{\"name\":\"Ada\",\"phx_ref\":\"r-2\"}]}}");
    assertThat(presence.get(TOPIC, "ada")).hasSize(2);
    assertThat(presence.get(TOPIC, "bob")).isEmpty();
    assertThat(presence.list("room:c")).hasToString("{}");
  }

  @Test
  void many_who_change_together_are_one_message() {
    Presence.Tracked ada = presence.track(TOPIC, "ada", named("Ada"));
    Presence.Tracked bob = presence.track(TOPIC, "bob", named("Bob"));
    presence.flush();
    told.clear();
    presence.updateAll(Map.of(ada, named("A"), bob, named("B")));
    presence.flush();
    assertThat(told).singleElement().asString().contains("\"A\"", "\"B\"", "\"Ada\"", "\"Bob\"");
  }

  @Test
  void thousands_who_come_at_once_are_told_in_messages_of_bounded_size() {
    for (int i = 0; i < 1000; i++) {
      presence.track(TOPIC, "guest " + i, named("Guest"));
    }
    presence.flush();
    assertThat(told).hasSize(4);
  }

  @Test
  void two_servers_know_the_same_and_tell_the_same() {
    var deltas = new ArrayList<Roster>();
    var far = new Presence("far", new PubSub(), deltas::add);
    Presence.Tracked ada = far.track(TOPIC, "ada", named("Ada"));
    deltas.forEach(presence::merge);
    presence.flush();
    assertThat(told).singleElement().asString().contains("\"phx_ref\":\"far-1\"");
    presence.track(TOPIC, "bob", named("Bob"));
    far.merge(presence.all());
    assertThat(far.list(TOPIC)).isEqualTo(presence.list(TOPIC));
    deltas.clear();
    far.untrack(ada);
    deltas.forEach(presence::merge);
    assertThat(presence.list(TOPIC)).isEqualTo(far.list(TOPIC));
    far.forget("r");
    assertThat(far.list(TOPIC)).isEmpty();
  }

  @Test
  void a_diff_that_finds_no_room_is_told_later() {
    var busy = new ArrayList<Runnable>();
    var heard = new ArrayList<String>();
    pubSub.subscribe("room:x", busy::add, _ -> heard.add("something"));
    var filler =
        new Broadcast(
            "room:x", "x", new Payload.Json(named("x")), dev.seisei.channels.WhenFull.CLOSE);
    while (pubSub.broadcast(filler)) {
      // Until it is full.
    }
    presence.track("room:x", "ada", named("Ada"));
    presence.flush();
    int before = busy.size();
    while (!busy.isEmpty()) {
      busy.removeFirst().run();
    }
    int batches = heard.size();
    presence.flush();
    while (!busy.isEmpty()) {
      busy.removeFirst().run();
    }
    assertThat(before).isOne();
    assertThat(heard).hasSize(batches + 1);
  }
}

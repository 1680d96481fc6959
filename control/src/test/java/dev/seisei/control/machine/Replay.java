package dev.seisei.control.machine;

import dev.seisei.control.Component;
import dev.seisei.control.Participant;
import dev.seisei.control.State;
import dev.seisei.control.Status;
import dev.seisei.control.Surroundings;
import dev.seisei.control.guard.GuardFile;
import dev.seisei.control.guard.Guards;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Runs sequences of events through the machine, for `e2e/xstate.test.mjs` to compare with XState.
///
/// Reads JSON lines: first `{"machine", "guards"}`, as the sidecar exports the one and reads the
/// other, then lists of events `{"type", "to", "participant", "world"}`. Answers a line a list:
/// `{"Khepri": "stopping.on", …}`.
final class Replay {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Map<Component, Status> first;
  private final Guards guards;

  private Replay(JsonNode header) {
    guards =
        GuardFile.parse(
            "guards", header.path("guards").toString().getBytes(StandardCharsets.UTF_8));
    first = new EnumMap<>(Component.class);
    for (Component component : Component.all()) {
      JsonNode region = header.path("machine").path("states").path(component.title());
      var state = State.valueOf(region.path("initial").asString().toUpperCase(Locale.ROOT));
      boolean wanted = state == State.STARTING || state == State.ON;
      first.put(
          component,
          new Status(
              component,
              region.path("meta").path("installed").asBoolean(),
              state,
              wanted,
              "",
              Instant.EPOCH));
    }
  }

  public static void main(String[] arguments) throws IOException {
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    var replay = new Replay(JSON.readTree(Objects.requireNonNull(in.readLine(), "header")));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      out.println(replay.run(JSON.readTree(line)));
    }
    out.flush();
  }

  private ObjectNode run(JsonNode events) {
    var statuses = new EnumMap<>(first);
    for (JsonNode event : events) {
      String type = event.path("type").asString();
      for (Component component : Component.all()) {
        Status now = Objects.requireNonNull(statuses.get(component));
        statuses.put(component, next(statuses, component, now, type, event));
      }
    }
    ObjectNode ends = JsonNodeFactory.instance.objectNode();
    statuses.forEach((component, status) -> ends.put(component.title(), where(status)));
    return ends;
  }

  private Status next(
      Map<Component, Status> all, Component component, Status now, String type, JsonNode event) {
    if (type.equals(component.event())) {
      Boolean to =
          event.has("to") ? Boolean.valueOf(event.path("to").asString().equals("on")) : null;
      return switch (Outcome.of(
          all,
          guards,
          new Surroundings(
              event.at("/world/id").asString(), event.at("/world/participants").asInt()),
          component,
          new Signal.Toggle(to),
          participant(event.path("participant")),
          Instant.EPOCH)) {
        case Outcome.Taken taken -> taken.status();
        case Outcome.Refused refused -> refused.status();
      };
    }
    Signal signal = null;
    if (type.equals(XState.signal("STARTED", component))) {
      signal = new Signal.Started();
    } else if (type.equals(XState.signal("STOPPED", component))) {
      signal = new Signal.Stopped();
    } else if (type.equals(XState.signal("FAILED", component))) {
      signal = new Signal.Failed();
    }
    return signal == null ? now : Machine.next(now, signal, "", Instant.EPOCH);
  }

  private static Participant participant(JsonNode json) {
    List<String> roles = new ArrayList<>();
    json.path("roles").forEach(role -> roles.add(role.asString()));
    return new Participant(
        json.path("id").asString(),
        json.path("name").asString(),
        json.path("kind").asString(),
        roles);
  }

  private static String where(Status status) {
    return status.state() == State.STOPPING
        ? "stopping." + (status.isWanted() ? "on" : "off")
        : status.state().word();
  }
}

package dev.seisei.sidecar.control;

import dev.seisei.channels.Channel;
import dev.seisei.channels.Payload;
import dev.seisei.control.Component;
import dev.seisei.control.Participant;
import dev.seisei.control.Status;
import dev.seisei.control.live.Control;
import dev.seisei.control.machine.Outcome;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One client's side of the topic `control`: takes the record's events, `TOGGLE_KHEPRI` and the
/// others, and sends `component` for every change.
///
/// Who does not read misses changes, and gets all components as they are once it reads again.
public final class ControlChannel implements Channel {
  /// Its topic.
  public static final String TOPIC = "control";

  private final Control control;
  private final Executor thread;
  private @Nullable Outlet outlet;
  private @Nullable Participant who;
  private Runnable end = () -> {};
  private boolean missed;

  /// @param thread the connection's own
  public ControlChannel(Control control, Executor thread) {
    this.control = control;
    this.thread = thread;
  }

  @Override
  public Reply join(JsonNode payload, Outlet way) {
    outlet = way;
    who = Who.of(way.assigns());
    end = control.listen(status -> thread.execute(() -> tell(status)));
    return new Reply.Ok(ControlJson.all(control));
  }

  private void tell(Status status) {
    Outlet way = outlet;
    if (way == null) {
      return;
    }
    if (way.isFull()) {
      missed = true;
    } else {
      way.push("component", ControlJson.of(status));
    }
  }

  @Override
  public Reply handle(String event, Payload payload) {
    Component component = Component.ofEvent(event).orElse(null);
    if (component == null) {
      return Reply.refused(
          "control.event",
          "there is no event `" + event + "` here; there are " + Component.events());
    }
    Participant asking = who;
    if (!(payload instanceof Payload.Json(JsonNode json)) || asking == null) {
      return Reply.refused("event.payload", event + ": takes JSON in a text frame");
    }
    try {
      return new Reply.Later(
          control.toggle(component, ControlJson.to(json), asking).thenApply(ControlChannel::reply));
    } catch (IllegalArgumentException e) {
      return Reply.refused("control.to", event + ": " + e.getMessage());
    }
  }

  private static Reply reply(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Taken(Status status) -> new Reply.Ok(ControlJson.of(status));
      case Outcome.Refused refused -> new Reply.Refused(ControlJson.of(refused.refusal()));
    };
  }

  @Override
  public void drained() {
    if (missed && outlet != null && !outlet.isFull()) {
      missed = false;
      control.statuses().values().forEach(this::tell);
    }
  }

  @Override
  public void left() {
    outlet = null;
    end.run();
  }
}

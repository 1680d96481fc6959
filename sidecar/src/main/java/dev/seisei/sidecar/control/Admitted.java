package dev.seisei.sidecar.control;

import dev.seisei.channels.Broadcast;
import dev.seisei.channels.Channel;
import dev.seisei.channels.Payload;
import dev.seisei.control.Refusal;
import dev.seisei.control.live.Control;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A world's channel behind the [Entrance]: its client is asked in before it joins, and out again
/// when nobody is admitted any more.
public final class Admitted implements Channel, Entrance.Guest {
  private final Channel world;
  private final Entrance entrance;
  private final Control control;
  private final Executor thread;
  private @Nullable Outlet outlet;

  /// @param world the channel behind
  /// @param thread the connection's own
  public Admitted(Channel world, Entrance entrance, Control control, Executor thread) {
    this.world = world;
    this.entrance = entrance;
    this.control = control;
    this.thread = thread;
  }

  @Override
  public Reply join(JsonNode payload, Outlet way) {
    Optional<Refusal> refusal = entrance.enter(control, Who.of(way.assigns()), this);
    if (refusal.isPresent()) {
      return new Reply.Refused(ControlJson.of(refusal.get()));
    }
    boolean in = false;
    try {
      Reply reply = world.join(payload, way);
      in = reply.isOk();
      outlet = in ? way : null;
      return reply;
    } finally {
      if (!in) {
        entrance.leave(this);
      }
    }
  }

  @Override
  public void sendOut(Refusal why) {
    thread.execute(() -> {
      Outlet way = outlet;
      if (way != null) {
        way.end(ControlJson.of(why));
      }
    });
  }

  @Override
  public Reply handle(String event, Payload payload) {
    return world.handle(event, payload);
  }

  @Override
  public void left() {
    outlet = null;
    entrance.leave(this);
    world.left();
  }

  @Override
  public void drained() {
    world.drained();
  }

  @Override
  public boolean intercepts(String event) {
    return world.intercepts(event);
  }

  @Override
  public @Nullable Broadcast intercept(Broadcast broadcast) {
    return world.intercept(broadcast);
  }

  @Override
  public void missed(Broadcast broadcast) {
    world.missed(broadcast);
  }
}

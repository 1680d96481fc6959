package dev.seisei.channels;

import dev.seisei.channels.Channel.Outlet;
import dev.seisei.channels.Channel.Reply;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One client's connection: joins, leaves, heartbeats, replies, and what goes wrong between.
///
/// Not thread-safe: whoever owns the socket calls it on one thread. A message with a stale
/// `join_ref` is dropped, one with none is accepted, a second join of a topic closes the first, as
/// in Phoenix. One that sends more than [Limits#messages] should not be read for [#restNanos].
public final class Connection {
  private static final System.Logger LOG = System.getLogger(Connection.class.getName());
  private static final int PROTOCOL_ERROR = 1002;
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  /// Answers of a channel that may be under way.
  private static final int MOST_LATER = 64;

  private final Channel.Router router;
  private final Transport transport;
  private final Serializer serializer;
  private final Limits limits;
  private final LongSupplier nanos;
  private final Assigns assigns;
  private final PubSub pubSub;
  private final Executor thread;
  private final TokenBucket messages;
  private final TokenBucket joins;
  private final Map<String, Joined> channels = new HashMap<>();
  private boolean closed;

  /// A connection of serializer version 2.0.0 within the usual limits.
  public Connection(Channel.Router router, Transport transport) {
    this(router, transport, new SerializerV2(), Limits.USUAL, System::nanoTime, new Assigns());
  }

  /// A connection that nothing is broadcast to.
  ///
  /// @param nanos a clock that never goes back
  /// @param assigns what is known of the client
  public Connection(
      Channel.Router router,
      Transport transport,
      Serializer serializer,
      Limits limits,
      LongSupplier nanos,
      Assigns assigns) {
    this(router, transport, serializer, limits, nanos, assigns, new PubSub(), Runnable::run);
  }

  /// @param nanos a clock that never goes back
  /// @param assigns what is known of the client
  /// @param pubSub what is broadcast there on a topic reaches who has joined it
  /// @param thread runs tasks on this connection's thread, in their order
  public Connection(
      Channel.Router router,
      Transport transport,
      Serializer serializer,
      Limits limits,
      LongSupplier nanos,
      Assigns assigns,
      PubSub pubSub,
      Executor thread) {
    this.pubSub = pubSub;
    this.thread = thread;
    this.router = router;
    this.transport = transport;
    this.serializer = serializer;
    this.limits = limits;
    this.nanos = nanos;
    this.assigns = assigns;
    this.messages = new TokenBucket(limits.messages(), nanos.getAsLong());
    this.joins = new TokenBucket(limits.joins(), nanos.getAsLong());
  }

  /// How long its client should not be read, because it has sent more than its rate; 0 if it has
  /// not. What it sends meanwhile waits in its own machine, and what is given to this connection
  /// all the same is answered.
  public long restNanos() {
    return messages.waitNanos(nanos.getAsLong());
  }

  /// A text frame came.
  public void text(String frame) {
    try {
      messages.owe(nanos.getAsLong());
      dispatch(serializer.decode(frame));
    } catch (MalformedFrame e) {
      refuse(e);
    }
  }

  /// A binary frame came.
  public void binary(byte[] frame) {
    try {
      messages.owe(nanos.getAsLong());
      dispatch(serializer.decode(frame));
    } catch (MalformedFrame e) {
      refuse(e);
    }
  }

  /// The transport can take more.
  public void drained() {
    for (Joined joined : new ArrayList<>(channels.values())) {
      joined.drained();
    }
  }

  /// The socket is gone: every channel is left. May be called more than once.
  public void closed() {
    closed = true;
    for (Joined joined : new ArrayList<>(channels.values())) {
      joined.leave();
    }
  }

  private void refuse(MalformedFrame e) {
    if (!closed) {
      closed();
      transport.close(PROTOCOL_ERROR, "malformed frame");
      LOG.log(Level.DEBUG, "closed a connection: {0}", e.getMessage());
    }
  }

  private void dispatch(Message message) {
    if (closed) {
      return;
    }
    if (message.topic().equals("phoenix") && message.event().equals("heartbeat")) {
      reply(null, message.ref(), "phoenix", Reply.ok());
      return;
    }
    switch (message.event()) {
      case "phx_join" -> join(message);
      case "phx_leave" -> leave(message);
      default -> handle(message);
    }
  }

  private void join(Message message) {
    // Before the older channel is closed: who joins in a loop keeps what it has.
    if (!joins.take(nanos.getAsLong())) {
      reply(message.ref(), message.ref(), message.topic(), refusal("too many joins"));
      return;
    }
    Joined older = channels.get(message.topic());
    if (older != null) {
      older.leave();
      older.tell("phx_close", JsonNodeFactory.instance.objectNode());
    }
    if (!closed) {
      reply(message.ref(), message.ref(), message.topic(), answerToJoin(message));
    }
  }

  private Reply answerToJoin(Message message) {
    if (channels.size() >= limits.channels()) {
      return refusal("too many channels joined");
    }
    try {
      Channel channel = router.open(message.topic());
      if (channel == null) {
        return refusal("unmatched topic");
      }
      Reply refused = router.refusal(message.topic(), message.event());
      if (refused != null) {
        return refused;
      }
      JsonNode payload =
          message.payload() instanceof Payload.Json json
              ? json.node()
              : JsonNodeFactory.instance.objectNode();
      return new Joined(message.topic(), message.ref(), channel).join(payload);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "join of " + shown(message.topic()) + " crashed", e);
      return refusal("join crashed");
    }
  }

  private void leave(Message message) {
    Joined joined = channels.get(message.topic());
    if (joined == null) {
      reply(message.joinRef(), message.ref(), message.topic(), Reply.ok());
    } else if (joined.isMeant(message)) {
      joined.leave();
      reply(joined.joinRef, message.ref(), message.topic(), Reply.ok());
      joined.tell("phx_close", JsonNodeFactory.instance.objectNode());
    }
  }

  private void handle(Message message) {
    Joined joined = channels.get(message.topic());
    if (joined == null) {
      reply(message.joinRef(), message.ref(), message.topic(), refusal("unmatched topic"));
    } else if (joined.isMeant(message)) {
      joined.guard(() -> {
        Reply refused = router.refusal(message.topic(), message.event());
        joined.answer(
            message.ref(),
            refused == null ? joined.channel.handle(message.event(), message.payload()) : refused);
      });
    }
  }

  /// A topic as a log may hold it: strangers choose its characters.
  private static String shown(String topic) {
    return CONTROL.matcher(topic).replaceAll("\ufffd");
  }

  private static JsonNode tooSlow(Broadcast missed) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("code", "channel.slow")
        .put(
            "reason",
            "you read too slowly: `"
                + missed.event()
                + "` did not fit into what may wait for you. Join again to get what you missed.");
  }

  private static Reply refusal(String reason) {
    return new Reply.Refused(JsonNodeFactory.instance.objectNode().put("reason", reason));
  }

  private void reply(@Nullable String joinRef, @Nullable String ref, String topic, Reply reply) {
    switch (reply) {
      case Reply.Ok ok -> reply(joinRef, ref, topic, "ok", ok.response());
      case Reply.Refused refused -> reply(joinRef, ref, topic, "error", refused.response());
      case Reply.Later _ -> throw new IllegalStateException("a later reply must be another kind");
      case Reply.Bytes bytes ->
          write(Serializer.reply(joinRef, ref, topic, bytes.status(), bytes.response()));
    }
  }

  private void reply(
      @Nullable String joinRef,
      @Nullable String ref,
      String topic,
      String status,
      JsonNode response) {
    ObjectNode payload = JsonNodeFactory.instance.objectNode();
    payload.put("status", status).set("response", response);
    write(joinRef, ref, topic, "phx_reply", payload);
  }

  /// Every text frame goes out here: none does once the socket is gone, which may come to light
  /// while one is written.
  private void write(
      @Nullable String joinRef,
      @Nullable String ref,
      String topic,
      String event,
      JsonNode payload) {
    if (!closed) {
      transport.text(serializer.encode(joinRef, ref, topic, event, payload));
    }
  }

  /// Every binary frame goes out here.
  ///
  /// @throws IllegalStateException if this version has none: the channel that did not ask
  ///   [Outlet#carriesBinary] crashes, and it alone
  private void write(byte[] frame) {
    if (!serializer.carriesBinary()) {
      throw new IllegalStateException("this serializer version has no binary frames");
    }
    if (!closed) {
      transport.binary(frame);
    }
  }

  /// A channel that is joined, and its way to the client.
  private final class Joined implements Outlet, PubSub.Subscriber {
    private final String topic;
    private final @Nullable String joinRef;
    private final Channel channel;
    private PubSub.@Nullable Subscription subscription;
    private @Nullable Backlog backlog;
    private int later;
    private boolean left;

    Joined(String topic, @Nullable String joinRef, Channel channel) {
      this.topic = topic;
      this.joinRef = joinRef;
      this.channel = channel;
    }

    boolean isMeant(Message message) {
      return message.joinRef() == null || message.joinRef().equals(joinRef);
    }

    Reply join(JsonNode payload) {
      boolean in = false;
      // Before it joins: what it reads of the world then and what it is told of it leave no gap.
      subscription = pubSub.subscribe(topic, thread, this);
      try {
        Reply reply = channel.join(payload, this);
        if (reply instanceof Reply.Later) {
          throw new IllegalStateException("a join is answered at once");
        }
        if (reply instanceof Reply.Bytes && !serializer.carriesBinary()) {
          throw new IllegalStateException("this serializer version has no binary replies");
        }
        in = reply.isOk();
        return reply;
      } finally {
        if (!in) {
          left = true;
          subscription.close();
        } else {
          channels.put(topic, this);
          if (closed) {
            leave();
          }
        }
      }
    }

    void guard(Runnable call) {
      if (left) {
        return;
      }
      try {
        call.run();
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "channel " + shown(topic) + " crashed", e);
        leave();
        tell("phx_error", JsonNodeFactory.instance.objectNode().put("reason", "channel_crash"));
      }
    }

    void leave() {
      if (!left) {
        left = true;
        backlog = null;
        if (subscription != null) {
          subscription.close();
        }
        channels.remove(topic, this);
        try {
          channel.left();
        } catch (RuntimeException e) {
          LOG.log(Level.ERROR, "channel " + shown(topic) + " crashed while it was left", e);
        }
      }
    }

    /// Answers a push, now or when its answer is there.
    void answer(@Nullable String ref, Reply reply) {
      if (!(reply instanceof Reply.Later answer)) {
        Connection.this.reply(joinRef, ref, topic, reply);
      } else if (later >= MOST_LATER) {
        Connection.this.reply(joinRef, ref, topic, refusal("too many requests under way"));
      } else {
        later++;
        var _ =
            answer
                .reply()
                .whenComplete((known, failure) ->
                    thread.execute(() ->
                        guard(() -> {
                          later--;
                          if (failure != null) {
                            throw new CompletionException(failure);
                          }
                          Connection.this.reply(joinRef, ref, topic, known);
                        })));
      }
    }

    @Override
    public void deliver(PubSub.Batch batch) {
      if (left) {
        return;
      }
      if (batch.isForAll()
          && backlog == null
          && !transport.isFull()
          && !batch.isInterceptedBy(channel)) {
        guard(() -> transport.send(batch.frames(serializer)));
      } else {
        for (Broadcast broadcast : batch.meantFor(this)) {
          guard(() -> deliver(broadcast));
        }
      }
    }

    private void deliver(Broadcast broadcast) {
      Broadcast meant = broadcast;
      if (channel.intercepts(broadcast.event())) {
        meant = channel.intercept(broadcast);
      }
      Frame frame = meant == null ? null : meant.frame(serializer);
      if (meant == null || frame == null) {
        return;
      }
      if (backlog == null && !transport.isFull()) {
        transport.send(frame);
        return;
      }
      switch (meant.whenFull()) {
        case WhenFull.Drop _ -> channel.missed(meant);
        case WhenFull.Latest(String name) -> backlog().replace(name, frame);
        case WhenFull.Close(int bytes) -> {
          if (!backlog().add(frame, bytes)) {
            leave();
            tell("phx_error", tooSlow(meant));
          }
        }
      }
    }

    private Backlog backlog() {
      if (backlog == null) {
        backlog = new Backlog();
      }
      return backlog;
    }

    /// What waited goes out first, then the channel may push.
    void drained() {
      while (backlog != null && !transport.isFull()) {
        Frame next = backlog.poll();
        if (next == null) {
          backlog = null;
        } else {
          transport.send(next);
        }
      }
      if (backlog == null) {
        guard(channel::drained);
      }
    }

    /// Tells the client what became of this channel.
    void tell(String event, JsonNode payload) {
      write(joinRef, joinRef, topic, event, payload);
    }

    @Override
    public void push(String event, JsonNode payload) {
      if (!left) {
        write(joinRef, null, topic, event, payload);
      }
    }

    @Override
    public void push(String event, byte[] data) {
      if (!left) {
        write(Serializer.push(joinRef, topic, event, data));
      }
    }

    @Override
    public void send(byte[] broadcastFrame) {
      if (!left) {
        write(broadcastFrame);
      }
    }

    @Override
    public Assigns assigns() {
      return assigns;
    }

    @Override
    public void end(JsonNode reason) {
      if (!left) {
        leave();
        tell("phx_error", reason);
      }
    }

    @Override
    public boolean carriesBinary() {
      return serializer.carriesBinary();
    }

    @Override
    public boolean isFull() {
      return transport.isFull();
    }
  }
}

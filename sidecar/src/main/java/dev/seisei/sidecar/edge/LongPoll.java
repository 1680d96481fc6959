package dev.seisei.sidecar.edge;

import dev.seisei.channels.Limits;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Phoenix Channels over long-poll, for clients whose way blocks WebSockets.
///
/// The HTTP status is always 200 and the real one stands in the body, as phoenix.js expects. But
/// what phoenix.js has no case for, too many connections (429) and a server that stops (503), is
/// sent as the HTTP status with no body: it takes that for a failure and comes back later, where a
/// status in the body that it does not know would end its polling for good.
///
/// Shared by all event loops: requests of one session may arrive on any.
final class LongPoll {
  private static final long BODY_DEADLINE_MILLIS = 10_000;

  /// Of a post, so many frames of the largest size.
  private static final int BODY_FRAMES = 16;

  private final Gate gate;
  private final PollToken tokens = new PollToken();
  private final Map<String, PollSession> sessions = new ConcurrentHashMap<>();

  LongPoll(Gate gate) {
    this.gate = gate;
  }

  void route(Router router) {
    router.route("/socket/longpoll").handler(this::handle);
  }

  private void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (gate.wrongOrigin(request) != null) {
      answer(request.response(), 403, null, List.of());
      return;
    }
    switch (request.method().name()) {
      case "GET" -> get(context);
      case "POST" -> post(context);
      // What the page may ask stands in the headers that every answer has.
      case "OPTIONS" -> request.response().setStatusCode(204).end();
      default -> Routes.notAllowed(context, "GET, POST, OPTIONS");
    }
  }

  private @Nullable PollSession session(@Nullable String token) {
    String id = tokens.read(token, Instant.now().getEpochSecond());
    return id == null ? null : sessions.get(id);
  }

  private void get(RoutingContext context) {
    HttpServerRequest request = context.request();
    String token = Newcomer.pollToken(request);
    PollSession session = session(token);
    if (session == null) {
      open(context);
      return;
    }
    var poll = new Waiting(context.vertx().getOrCreateContext(), request.response(), token);
    context.addEndHandler(done -> {
      if (done.failed()) {
        session.run(() -> session.hungUp(poll));
      }
    });
    session.run(() -> session.poll(poll));
  }

  private void open(RoutingContext context) {
    HttpServerRequest request = context.request();
    switch (gate.enter(request)) {
      case Gate.Refused(Problem problem) when problem.status() == 403 ->
          answer(request.response(), 403, null, List.of());
      case Gate.Refused(Problem problem) ->
          request.response().putHeader("Retry-After", "5").setStatusCode(problem.status()).end();
      case Gate.Pass pass -> {
        String id = tokens.newId();
        sessions.put(id, new PollSession(context.vertx(), gate, pass, () -> sessions.remove(id)));
        answer(request.response(), 410, tokens.sign(id, Instant.now().getEpochSecond()), List.of());
      }
    }
  }

  /// A poll that waits for its session's loop, and answers on its own.
  private record Waiting(Context loop, HttpServerResponse response, @Nullable String token)
      implements PollSession.Poll {
    @Override
    public Future<?> answer(int status, List<String> messages) {
      var out = io.vertx.core.Promise.<Void>promise();
      loop.runOnContext(_ -> LongPoll.answer(response, status, token, messages).onComplete(out));
      return out.future();
    }
  }

  private void post(RoutingContext context) {
    HttpServerRequest request = context.request();
    PollSession session = session(Newcomer.pollToken(request));
    if (session == null) {
      answer(request.response(), 410, null, List.of());
      return;
    }
    if (!session.startPost()) {
      // One at a time, as clients do: the bound of what waits here for one of them.
      answer(request.response(), 429, null, List.of());
      return;
    }
    new Body(context, session).read();
  }

  /// The body of a post, while it arrives.
  private final class Body {
    private final RoutingContext context;
    private final HttpServerRequest request;
    private final PollSession session;
    private final Limits limits = gate.limits();
    private final Buffer body = Buffer.buffer();
    private final long deadline;
    private boolean taken;
    private boolean over;

    Body(RoutingContext context, PollSession session) {
      this.context = context;
      this.request = context.request();
      this.session = session;
      deadline = context.vertx().setTimer(BODY_DEADLINE_MILLIS, _ -> request.connection().close());
    }

    void read() {
      request.handler(part -> {
        if (body.length() + part.length() <= BODY_FRAMES * limits.frameBytes()) {
          body.appendBuffer(part);
        } else {
          // What else of it comes is not kept.
          end(413);
        }
      });
      request.endHandler(_ -> {
        context.vertx().cancelTimer(deadline);
        if (!over) {
          take();
        }
      });
      request.exceptionHandler(_ -> hungUp());
      context.addEndHandler(done -> {
        if (done.failed()) {
          hungUp();
        }
      });
    }

    /// What was taken is waited for all the same: who hangs up gains no time on its rate.
    private void hungUp() {
      context.vertx().cancelTimer(deadline);
      if (!taken) {
        end(410);
      }
    }

    private void end(int status) {
      if (!over) {
        over = true;
        session.endPost();
        answer(request.response(), status, null, List.of());
      }
    }

    private void take() {
      List<PollBody.Frame> frames;
      try {
        frames = PollBody.lines(body);
      } catch (IllegalArgumentException _) {
        end(413);
        return;
      }
      taken = true;
      Context loop = context.vertx().getOrCreateContext();
      IntConsumer out = status -> loop.runOnContext(_ -> end(status));
      session.run(() -> session.receive(frames, out));
    }
  }

  private static Future<Void> answer(
      HttpServerResponse response, int status, @Nullable String token, List<String> messages) {
    if (response.ended() || response.closed()) {
      return Future.succeededFuture();
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("status", status);
    if (token != null) {
      body.put("token", token);
    }
    ArrayNode list = body.putArray("messages");
    messages.forEach(list::add);
    return response
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(body.toString());
  }
}

package dev.seisei.sidecar.edge;

import dev.seisei.channels.Limits;
import dev.seisei.control.Component;
import dev.seisei.control.Part;
import dev.seisei.control.State;
import dev.seisei.control.live.Control;
import dev.seisei.sidecar.control.Admitted;
import dev.seisei.sidecar.control.ControlChannel;
import dev.seisei.sidecar.control.Entrance;
import dev.seisei.sidecar.metrics.Metrics;
import dev.seisei.sidecar.participants.Role;
import dev.seisei.sidecar.store.Store;
import dev.seisei.sidecar.world.Blobs;
import dev.seisei.sidecar.world.HostedWorld;
import dev.seisei.sidecar.world.WorldChannel;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.StaticHandler;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Serves a world: the API, the sockets, and the studio at `/`.
///
/// Every event loop runs its own routes; a connection stays on the loop that accepted it.
public final class Edge implements AutoCloseable {
  // A request for the ground at a thousand places, however long their numbers are.
  private static final int LONGEST_REQUEST_LINE = 64 * 1024;
  private static final int MOST_ASIDE = 256;
  private static final int LEAST_IDLE_SECONDS = 60;
  private static final int DEADLINE_SECONDS = 20;
  private static final Duration DRAIN_DEADLINE = Duration.ofSeconds(5);

  /// How soon a revoked token is noticed, and how often expired ones are looked for.
  private static final long LOOK_MILLIS = 250;

  private final Vertx vertx;
  private final Gate gate;
  private final Control control;
  private final LongPoll longPoll;
  private final Aside aside;
  private final Metrics metrics;
  private int port;

  private Edge(Vertx vertx, Gate gate, Control control, Metrics metrics) {
    this.vertx = vertx;
    this.gate = gate;
    this.control = control;
    this.metrics = metrics;
    this.longPoll = new LongPoll(gate);
    this.aside = new Aside(vertx, MOST_ASIDE);
  }

  /// Listens.
  ///
  /// @throws IllegalStateException if it cannot, with the reason and the way out
  public static Edge open(
      HostedWorld hosted, Blobs blobs, Settings settings, Control control, Entrance entrance) {
    return open(hosted, blobs, settings, control, entrance, null);
  }

  /// Listens, for operators too.
  ///
  /// @param store what `/api/tree` shows; null for none
  /// @throws IllegalStateException if it cannot, with the reason and the way out
  public static Edge open(
      HostedWorld hosted,
      Blobs blobs,
      Settings settings,
      Control control,
      Entrance entrance,
      @Nullable Store store) {
    entrance.leadsTo(hosted.world().id());
    Topics topics =
        (topic, thread) -> {
          if (topic.equals(hosted.topic())) {
            return new Admitted(new WorldChannel(hosted, thread), entrance, control, thread);
          }
          return topic.equals(ControlChannel.TOPIC)
              ? new ControlChannel(control, thread)
              : hosted.pipelines().channel(topic, thread);
        };
    var gate = new Gate(topics, hosted.pubSub(), settings);
    var vertx =
        Vertx.vertx(
            new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(loops()));
    var edge = new Edge(vertx, gate, control, metrics(hosted, gate));
    var phoenix = new Phoenix(gate.guests());
    edge.watchTokens();
    try {
      await(
          vertx.deployVerticle(
              () -> (Deployable) edge.new Loop(hosted, blobs, settings, store),
              new DeploymentOptions().setInstances(loops())));
    } catch (IllegalStateException e) {
      edge.close();
      throw new IllegalStateException(
          "Cannot listen at "
              + settings.host()
              + ":"
              + settings.port()
              + ": "
              + e.getMessage()
              + ". Choose a free port with --port, or an address of this machine with --host.",
          e);
    }
    control.register(Component.ADA, entrance);
    control.register(Component.ELIXIR_PHOENIX, phoenix);
    edge.awaitStarted(Component.ADA);
    edge.awaitStarted(Component.ELIXIR_PHOENIX);
    return edge;
  }

  /// What is to be on is on before anybody is told that the server is ready.
  private void awaitStarted(Component component) {
    try {
      control.await(component, state -> state != State.STARTING, Part.USUAL_DEADLINE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // who waits for the start hears of it at once
    }
  }

  /// Closes the connections of tokens that are over. The file of those that were revoked is looked
  /// at beside the event loops.
  private void watchTokens() {
    var looking = new AtomicBoolean();
    vertx.setPeriodic(
        LOOK_MILLIS,
        _ -> {
          if (!looking.getAndSet(true)) {
            vertx
                .executeBlocking(
                    () -> {
                      gate.authentication().refresh();
                      gate.guests().expel(gate.authentication()::over);
                      return true;
                    },
                    false)
                .onComplete(_ -> looking.set(false));
          }
        });
  }

  private static Metrics metrics(HostedWorld hosted, Gate gate) {
    return new Metrics(hosted.pipelines()::graphs)
        .counting("seisei.chunks.made", "Chunks made since the start", hosted.chunks()::made)
        .showing("seisei.chunks.waiting", "Chunks to be made", hosted.chunks()::waiting)
        .showing("seisei.chunks.kept.bytes", "Chunks that are kept", hosted.chunks()::keptBytes)
        .showing("seisei.connections", "Connections that are open", gate.guests()::size);
  }

  static HttpServerOptions options(Limits limits) {
    return new HttpServerOptions()
        .setMaxWebSocketFrameSize(limits.frameBytes())
        .setMaxWebSocketMessageSize(limits.frameBytes())
        // Clients since Phoenix 1.8 ask for it when they bring a token.
        .setWebSocketSubProtocols(List.of("phoenix"))
        // Chunks are compressed already; deflating them again would cost time and memory.
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false)
        // Browsers do not speak it without TLS, and its limits would be others.
        .setHttp2ClearTextEnabled(false)
        .setMaxInitialLineLength(LONGEST_REQUEST_LINE)
        .setMaxHeaderSize(16 * 1024)
        .setCompressionSupported(false);
  }

  private static int loops() {
    return Math.max(1, Runtime.getRuntime().availableProcessors());
  }

  /// Where it listens.
  public int port() {
    return port;
  }

  /// Connections that are open.
  public int connections() {
    return gate.guests().size();
  }

  private static void await(Future<?> future) {
    try {
      future.toCompletionStage().toCompletableFuture().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()), e);
    } catch (TimeoutException e) {
      throw new IllegalStateException("no answer within " + DEADLINE_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /// Sends every client away so that it comes back, and stops listening.
  @Override
  public void close() {
    try {
      gate.guests().drain(DRAIN_DEADLINE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // which closes at once
    }
    await(vertx.close());
    metrics.close();
  }

  private final class Loop extends VerticleBase {
    private final HostedWorld hosted;
    private final Blobs blobs;
    private final Settings settings;
    private final @Nullable Store store;

    Loop(HostedWorld hosted, Blobs blobs, Settings settings, @Nullable Store store) {
      this.store = store;
      this.hosted = hosted;
      this.blobs = blobs;
      this.settings = settings;
    }

    @Override
    public Future<?> start() {
      return vertx
          .createHttpServer(options(settings.limits()).setIdleTimeout(idleSeconds()))
          .requestHandler(readable(routes()))
          .listen(address())
          .onSuccess((HttpServer server) -> port = server.actualPort());
    }

    /// Longer than any answer takes, and than the pings of a socket are apart.
    private int idleSeconds() {
      return (int) Math.max(LEAST_IDLE_SECONDS, 2 * settings.heartbeat().toSeconds());
    }

    /// Refuses what the router could not read and would log as a fault of its own.
    private static Handler<HttpServerRequest> readable(Router router) {
      return request -> {
        try {
          QueryStringDecoder.decodeComponent(Objects.requireNonNullElse(request.path(), ""));
          request.params();
        } catch (IllegalArgumentException e) {
          allowAnyOrigin(request.response());
          new Problem(400, "request.invalid", "The address cannot be read: " + e.getMessage() + ".")
              .answer(request.response());
          return;
        }
        router.handle(request);
      };
    }

    /// For port 0 one that is free, the same for every loop.
    private SocketAddress address() {
      return settings.port() == 0
          ? SocketAddress.sharedRandomPort(1, settings.host())
          : SocketAddress.inetSocketAddress(settings.port(), settings.host());
    }

    private Router routes() {
      Router router = Router.router(vertx);
      router.route().handler(Edge::allowAnyOrigin);
      new Sockets(gate).route(router);
      longPoll.route(router);
      var door = new Door(gate);
      router.options("/api/*").handler(Edge::preflight);
      if (store != null) {
        // Before those who need to see worlds: an operator may not.
        new TreeRoutes(store, control, gate, door, vertx).route(router);
      }
      router
          .route("/api/*")
          .handler(context -> {
            if (door.lets(context, Role.VIEW)) {
              context.next();
            }
          });
      router
          .route("/metrics")
          .handler(context -> {
            if (door.lets(context, Role.OPERATE)) {
              context.next();
            }
          });
      new PipelineRoutes(hosted.pipelines(), metrics, aside).route(router);
      new ControlApi(control, door, vertx).route(router);
      new Api(hosted, blobs, vertx, aside).route(router);
      if (settings.studio() != null) {
        router
            .route("/*")
            .handler(
                StaticHandler.create(
                        FileSystemAccess.ROOT, settings.studio().toAbsolutePath().toString())
                    .setCachingEnabled(true)
                    .setMaxAgeSeconds(0));
      }
      router
          .route()
          .handler(context ->
              new Problem(
                      404, "path.unknown", "There is nothing at " + context.normalizedPath() + ".")
                  .answer(context));
      router.route().failureHandler(Edge::failed);
      return router;
    }
  }

  /// What a page of another origin asks before it sends a token.
  private static void preflight(io.vertx.ext.web.RoutingContext context) {
    context
        .response()
        .setStatusCode(204)
        .putHeader("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, DELETE")
        .putHeader("Access-Control-Allow-Headers", "Authorization, Content-Type, If-None-Match")
        .putHeader("Access-Control-Max-Age", "3600")
        .end();
  }

  private static void allowAnyOrigin(io.vertx.ext.web.RoutingContext context) {
    allowAnyOrigin(context.response());
    context.next();
  }

  private static void allowAnyOrigin(HttpServerResponse response) {
    response
        .putHeader("Access-Control-Allow-Origin", "*")
        .putHeader("Access-Control-Expose-Headers", "ETag")
        .putHeader("Cross-Origin-Resource-Policy", "cross-origin")
        .putHeader("X-Content-Type-Options", "nosniff");
  }

  private static void failed(io.vertx.ext.web.RoutingContext context) {
    @Nullable Throwable why = context.failure();
    int status = context.statusCode() > 0 ? context.statusCode() : 500;
    if (why instanceof IllegalArgumentException) {
      new Problem(400, "request.invalid", String.valueOf(why.getMessage())).answer(context);
    } else if (why instanceof CancellationException) {
      // Nobody is there to hear it, unless the store was closed.
      Problem.busy("server.stopping", "The server is about to stop.").answer(context);
    } else if (why instanceof RejectedExecutionException || why instanceof TimeoutException) {
      Problem.busy("server.busy", "The server has too much to do; ask again in a second.")
          .answer(context);
    } else if (status < 500) {
      new Problem(status, "request.refused", "The request cannot be answered.").answer(context);
    } else {
      System.getLogger(Edge.class.getName())
          .log(
              System.Logger.Level.ERROR,
              "request for " + context.normalizedPath() + " failed",
              why);
      new Problem(500, "server.failed", "The server failed; its log says why.").answer(context);
    }
  }
}

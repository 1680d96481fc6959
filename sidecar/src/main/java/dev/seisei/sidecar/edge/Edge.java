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
import dev.seisei.sidecar.store.Store;
import dev.seisei.sidecar.world.Blobs;
import dev.seisei.sidecar.world.HostedWorld;
import dev.seisei.sidecar.world.WorldChannel;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
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
  private static final int LONGEST_HEADERS = 16 * 1024;
  private static final int MOST_STREAMS = 100;
  private static final int MOST_ASIDE = 256;
  private static final int LEAST_IDLE_SECONDS = 60;
  private static final int DEADLINE_SECONDS = 20;
  private static final Duration DRAIN_DEADLINE = Duration.ofSeconds(5);

  /// How soon a revoked or expired token is noticed.
  private static final long TOKENS_MILLIS = 250;

  /// How soon a new certificate is.
  private static final long TLS_MILLIS = 2000;

  private final Vertx vertx;
  private final Gate gate;
  private final Settings settings;
  private final Control control;
  private final LongPoll longPoll;
  private final Studio studio;
  private final @Nullable AccessLog log;
  private final Metrics metrics;
  private final OpenApi api;
  private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
  private int port;

  private Edge(
      Vertx vertx,
      Gate gate,
      HostedWorld hosted,
      Blobs blobs,
      Settings settings,
      Control control,
      @Nullable Store store) {
    this.vertx = vertx;
    this.gate = gate;
    this.settings = settings;
    this.control = control;
    this.longPoll = new LongPoll(gate);
    this.studio = Studio.of(settings.studio());
    var aside = new Aside(vertx, MOST_ASIDE);
    var health =
        new Health()
            .needs("world", hosted::isUp)
            .needs("server, which stops", () -> !gate.guests().isStopping());
    this.log = settings.accessLog() == null ? null : AccessLog.to(settings.accessLog());
    this.metrics = metrics(hosted, gate);
    var ways = new ArrayList<Route>();
    ways.addAll(health.routes());
    ways.addAll(new Api(hosted, blobs, vertx, aside).routes());
    ways.addAll(new PipelineRoutes(hosted.pipelines(), metrics, aside).routes());
    ways.addAll(new ControlApi(control, vertx).routes());
    if (store != null) {
      ways.addAll(new TreeRoutes(store, control, vertx).routes());
    }
    this.api = new OpenApi(ways);
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
    var phoenix = new Phoenix(gate.guests());
    Edge edge;
    try {
      edge = new Edge(vertx, gate, hosted, blobs, settings, control, store);
    } catch (RuntimeException e) {
      await(vertx.close());
      throw e;
    }
    try {
      await(
          vertx.deployVerticle(
              () -> (Deployable) edge.new Loop(), new DeploymentOptions().setInstances(loops())));
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
    edge.watch(TOKENS_MILLIS, edge::lookAtTokens);
    if (settings.tls() != null) {
      edge.watch(TLS_MILLIS, new Renewal(settings.tls(), edge.servers)::look);
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

  /// Looks at something again and again, beside the event loops and never twice at a time.
  private void watch(long millis, Runnable look) {
    var looking = new AtomicBoolean();
    vertx.setPeriodic(
        millis,
        timer -> {
          if (gate.guests().isStopping()) {
            // Whoever does the looking goes home first.
            vertx.cancelTimer(timer);
          } else if (!looking.getAndSet(true)) {
            vertx
                .executeBlocking(
                    () -> {
                      look.run();
                      return true;
                    },
                    false)
                .onComplete(_ -> looking.set(false));
          }
        });
  }

  /// Closes the connections of tokens that are over.
  private void lookAtTokens() {
    gate.authentication().refresh();
    gate.guests().expel(gate.authentication()::over);
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
        .setMaxHeaderSize(LONGEST_HEADERS)
        .setInitialSettings(
            new Http2Settings()
                .setMaxConcurrentStreams(MOST_STREAMS)
                .setMaxHeaderListSize(LONGEST_HEADERS))
        .setCompressionSupported(false);
  }

  private static int loops() {
    return Math.max(1, Runtime.getRuntime().availableProcessors());
  }

  /// Where it listens.
  public int port() {
    return port;
  }

  /// The ways of the API.
  List<Route> routes() {
    return api.routes();
  }

  /// Names of all that is routed: paths of the API are called as they are.
  List<String> routed() {
    return new Loop()
        .router().getRoutes().stream()
            .map(route -> Objects.requireNonNullElse(route.getName(), ""))
            .toList();
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
    if (log != null) {
      log.close();
    }
  }

  private final class Loop extends VerticleBase {
    private final Arrival arrival = new Arrival(gate);

    @Override
    public Future<?> start() {
      HttpServerOptions options = options(settings.limits()).setIdleTimeout(idleSeconds());
      if (settings.tls() != null) {
        options.setSsl(true).setUseAlpn(true).setKeyCertOptions(settings.tls().options());
      }
      Router router = router();
      HttpServer server = vertx.createHttpServer(options);
      servers.add(server);
      return server
          .requestHandler(request -> {
            arrival.greet(request);
            if (!arrival.refusesUnreadable(request)) {
              router.handle(request);
            }
          })
          .invalidRequestHandler(arrival::refuseBroken)
          .listen(address())
          .onSuccess((HttpServer listening) -> port = listening.actualPort());
    }

    /// Longer than any answer takes, and than the pings of a socket are apart.
    private int idleSeconds() {
      return (int) Math.max(LEAST_IDLE_SECONDS, 2 * settings.heartbeat().toSeconds());
    }

    /// For port 0 one that is free, the same for every loop.
    private SocketAddress address() {
      return settings.port() == 0
          ? SocketAddress.sharedRandomPort(1, settings.host())
          : SocketAddress.inetSocketAddress(settings.port(), settings.host());
    }

    private Router router() {
      Router router = Router.router(Edge.this.vertx);
      // Before the log, which would wait for the end of each connection.
      new Sockets(gate, log).route(router);
      if (log != null) {
        router.route().handler(log::follow);
      }
      longPoll.route(router);
      new Routes(api.routes(), new Door(gate)).mount(router);
      router.route("/*").handler(studio::handle);
      router
          .route()
          .handler(context ->
              new Problem(
                      404,
                      "path.unknown",
                      "There is nothing at " + Problem.shown(context.normalizedPath()) + ".")
                  .answer(context));
      router.route().failureHandler(Edge::failed);
      return router;
    }
  }

  private static void failed(io.vertx.ext.web.RoutingContext context) {
    @Nullable Throwable why = context.failure();
    int status = context.statusCode() > 0 ? context.statusCode() : 500;
    if (why instanceof IllegalArgumentException) {
      new Problem(400, "request.invalid", Problem.shown(String.valueOf(why.getMessage())))
          .answer(context);
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
              "request "
                  + context.response().headers().get(RequestId.HEADER)
                  + " for "
                  + Problem.shown(context.normalizedPath())
                  + " failed",
              why);
      new Problem(500, "server.failed", "The server failed; its log says why.").answer(context);
    }
  }
}

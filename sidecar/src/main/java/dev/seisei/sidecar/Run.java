package dev.seisei.sidecar;

import dev.seisei.channels.Limits;
import dev.seisei.control.Component;
import dev.seisei.control.State;
import dev.seisei.control.Status;
import dev.seisei.control.guard.GuardFile;
import dev.seisei.control.guard.Guards;
import dev.seisei.control.live.Control;
import dev.seisei.graph.GraphFile;
import dev.seisei.graph.World;
import dev.seisei.sidecar.control.Entrance;
import dev.seisei.sidecar.control.Numerics;
import dev.seisei.sidecar.control.ToggleFile;
import dev.seisei.sidecar.edge.Edge;
import dev.seisei.sidecar.edge.Settings;
import dev.seisei.sidecar.edge.Tls;
import dev.seisei.sidecar.participants.Authentication;
import dev.seisei.sidecar.participants.KeyFile;
import dev.seisei.sidecar.store.Store;
import dev.seisei.sidecar.store.WorldHistory;
import dev.seisei.sidecar.world.Blobs;
import dev.seisei.sidecar.world.HostedWorld;
import dev.seisei.tree.Tree;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Serves a world until it is told to stop.
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Serves a world to Godot, browsers and whoever speaks the protocol.",
    footer = {"", "Stops on Ctrl+C. State is kept in the data folder; nothing else is written."})
final class Run implements Callable<Integer> {
  private static final System.Logger LOG = System.getLogger(Run.class.getName());

  @Option(
      names = "--world",
      paramLabel = "FILE",
      description = "World graph to serve. Default: ${DEFAULT-VALUE}",
      defaultValue = "${sys:seisei.home:-.}/worlds/archipelago.json")
  private Path world = Path.of("");

  @Option(
      names = "--host",
      description = "Address to listen at. Default: ${DEFAULT-VALUE}, this machine only",
      defaultValue = "127.0.0.1")
  private String host = "";

  @Option(
      names = "--port",
      description = "Port to listen at, 0 for any that is free. Default: ${DEFAULT-VALUE}",
      defaultValue = "4000")
  private int port;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "Where state is kept. Default: ${DEFAULT-VALUE}",
      defaultValue = "data")
  private Path data = Path.of("");

  @Option(names = "--threads", description = "Threads that generate. Default: one a core")
  private @Nullable Integer threads;

  @Option(
      names = "--cache-megabytes",
      paramLabel = "MB",
      description = "Memory for encoded chunks. Default: ${DEFAULT-VALUE}",
      defaultValue = "128")
  private int cacheMegabytes;

  @Option(
      names = "--heartbeat",
      paramLabel = "SECONDS",
      description =
          "A connection that is silent for this long is taken to be gone. Default:"
              + " ${DEFAULT-VALUE}",
      defaultValue = "30")
  private double heartbeatSeconds;

  @Option(
      names = "--connections-per-address",
      paramLabel = "COUNT",
      description =
          "Connections that one address may have; raise it behind a proxy, which is one address."
              + " Default: ${DEFAULT-VALUE}",
      defaultValue = "1000")
  private int connectionsPerAddress;

  @Option(
      names = "--allow-origin",
      paramLabel = "ORIGIN",
      split = ",",
      description =
          "Whose web pages may connect besides those of the same host and, when listening at this"
              + " machine only, of this machine: https://example.com, //*.example.com, or * for"
              + " all. May be given more than once.")
  private List<String> allowedOrigins = new ArrayList<>();

  @Option(
      names = "--token-key",
      paramLabel = "FILE",
      split = ",",
      description =
          "Secret or public key that tokens are checked with; with one, everyone needs a token. May"
              + " be given more than once. Default: what `seisei token secret` made in the data"
              + " folder, and the environment's SEISEI_TOKEN_SECRET")
  private List<Path> tokenKeys = new ArrayList<>();

  @Option(
      names = "--pipeline",
      paramLabel = "FILE",
      description =
          "A pipeline to play, as docs/pipelines.md describes; may read and write below its own"
              + " folder. May be given more than once.")
  private List<Path> pipelines = new ArrayList<>();

  @Option(
      names = "--guards",
      paramLabel = "FILE",
      description = "Conditions on control events, as docs/control.md describes. Default: none")
  private @Nullable Path guards;

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description =
          "Certificate as PEM, its own first: speaks TLS, with HTTP/2. May be replaced while it"
              + " runs")
  private @Nullable Path tlsCertificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "Its private key as PEM (PKCS 8), readable by its owner alone")
  private @Nullable Path tlsKey;

  @Option(
      names = "--access-log",
      paramLabel = "FILE",
      description = "Appends a line of JSON a request. Default: none")
  private @Nullable Path accessLog;

  @Option(
      names = "--studio",
      paramLabel = "FOLDER",
      description = "The built web app. Default: ${DEFAULT-VALUE}",
      defaultValue = "${sys:seisei.home:-.}/clients/studio/dist")
  private Path studio = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException, IOException {
    int cores = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    if (cores < 1 || cores > 256) {
      throw new IllegalArgumentException("--threads must be 1 to 256, got " + cores);
    }
    if (cacheMegabytes < 1 || cacheMegabytes > 1 << 20) {
      throw new IllegalArgumentException(
          "--cache-megabytes must be 1 to 1048576, got " + cacheMegabytes);
    }
    if (connectionsPerAddress < 1) {
      throw new IllegalArgumentException(
          "--connections-per-address must be at least 1, got " + connectionsPerAddress);
    }
    var settings =
        new Settings(
            host,
            port,
            Tls.of(tlsCertificate, tlsKey),
            Duration.ofMillis((long) (heartbeatSeconds * 1000)),
            Limits.USUAL.withConnectionsPerAddress(connectionsPerAddress),
            Authentication.of(
                host,
                KeyFile.checking(tokenKeys, data, System.getenv(KeyFile.VARIABLE)),
                data,
                InstantSource.system()),
            allowedOrigins,
            accessLog,
            Files.isRegularFile(studio.resolve("index.html")) ? studio : null);
    // Before anything is kept or started for it.
    World graph = GraphFile.read(world);
    var blobs = new Blobs(data.resolve("blobs"));
    Guards conditions = guards == null ? Guards.none() : GuardFile.read(guards);
    var entrance = new Entrance();
    var control =
        new Control(
            conditions, ToggleFile.in(data), entrance::surroundings, InstantSource.system());
    // Early, since it starts beside the rest, which keeps one core busy.
    var numerics = new Numerics();
    control.register(Component.ELIXIR_NX, numerics);
    numerics.warms(graph::warm);
    Thread.ofPlatform().name("warm-up-world").daemon().start(graph::warm);
    var stopped = new CountDownLatch(1);
    var hosted =
        new HostedWorld(
            graph,
            Files.readAllBytes(world),
            blobs,
            cores,
            (long) cacheMegabytes << 20,
            data.resolve("worlds"));
    var store = new Store(data.resolve("tree"), tree -> keep(tree, blobs, hosted));
    control.register(Component.KHEPRI, store);
    hosted.whenPatched(() -> {
      Tree tree = store.tree();
      if (tree != null) {
        keep(tree, blobs, hosted);
      }
    });
    hosted.read(pipelines);
    var edge = open(hosted, blobs, settings, control, entrance, store);
    control.register(Component.MEMBRANE_FRAMEWORK, hosted.pipelines());
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  edge.close();
                  control.close();
                  hosted.close();
                  stopped.countDown();
                },
                "stop"));
    // Chunks are served already.
    requireStart(control, Component.KHEPRI, "cannot open the tree: ", store.deadline());
    requireStart(control, Component.MEMBRANE_FRAMEWORK, "", hosted.pipelines().deadline());
    tell(hosted.world(), edge, settings);
    stopped.await();
    return 0;
  }

  private static Edge open(
      HostedWorld hosted,
      Blobs blobs,
      Settings settings,
      Control control,
      Entrance entrance,
      Store store) {
    try {
      return Edge.open(hosted, blobs, settings, control, entrance, store);
    } catch (RuntimeException e) {
      control.close();
      throw e;
    }
  }

  private static void keep(Tree tree, Blobs blobs, HostedWorld hosted) {
    World graph = hosted.world();
    var _ =
        WorldHistory.keep(tree, blobs, graph.id(), graph.title(), graph.digest(), hosted.file())
            .whenComplete((_, failure) -> {
              if (failure != null) {
                LOG.log(Level.WARNING, "which graph is served could not be kept", failure);
              }
            });
  }

  /// What does not come up with the sidecar is a mistake to mend now; later it is a state to look
  /// at.
  private static void requireStart(
      Control control, Component component, String what, Duration deadline)
      throws InterruptedException, IOException {
    control.await(component, state -> state != State.STARTING, deadline);
    Status status = control.status(component);
    if (status.state() == State.FAILED) {
      throw new IOException(what + status.reason());
    }
  }

  private void tell(World graph, Edge edge, Settings settings) {
    PrintWriter out = spec.commandLine().getOut();
    String at = settings.host() + ":" + edge.port();
    String s = settings.tls() == null ? "" : "s";
    out.println(
        "Seisei serves " + graph.title() + " (graph " + graph.digest().substring(0, 12) + ")");
    out.println();
    out.println(
        settings.studio() == null
            ? "  Studio   not built: run `npm ci && npm run build` in clients/studio"
            : "  Studio   http" + s + "://" + at + "/");
    out.println("  Godot    open clients/godot and press play; it connects to ws" + s + "://" + at);
    out.println("  Access   " + settings.authentication().told());
    out.println("  API      http" + s + "://" + at + "/api/worlds/" + graph.id());
    out.println();
    long sinceStart =
        System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    out.printf(Locale.ROOT, "Ready after %.1f s. Ctrl+C stops.%n", sinceStart / 1000.0);
    out.flush();
  }
}

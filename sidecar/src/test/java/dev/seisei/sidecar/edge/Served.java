package dev.seisei.sidecar.edge;

import dev.seisei.channels.Limits;
import dev.seisei.control.Component;
import dev.seisei.control.Toggles;
import dev.seisei.control.guard.Guards;
import dev.seisei.control.live.Control;
import dev.seisei.sidecar.Archipelago;
import dev.seisei.sidecar.control.Entrance;
import dev.seisei.sidecar.participants.Authentication;
import dev.seisei.sidecar.participants.LoopbackOnly;
import dev.seisei.sidecar.store.Store;
import dev.seisei.sidecar.world.Blobs;
import dev.seisei.sidecar.world.HostedWorld;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The archipelago served on a free port, with one thread that makes its chunks.
final class Served implements AutoCloseable {
  private static final Logger ROOT = Logger.getLogger("");
  private static final long DEADLINE_SECONDS = 20;

  final HostedWorld hosted;
  final Edge edge;
  final Control control;
  final HttpClient client = HttpClient.newHttpClient();
  private final Complaints complaints = new Complaints();

  Served(Path folder) {
    this(folder, new LoopbackOnly());
  }

  Served(Path folder, Authentication authentication) {
    this(folder, authentication, null);
  }

  Served(Path folder, Authentication authentication, @Nullable Store store) {
    this(folder, Here.with(Limits.USUAL, authentication), 1 << 24, store);
  }

  Served(Path folder, Settings settings) {
    this(folder, settings, 1 << 24);
  }

  Served(Path folder, Settings settings, int cacheBytes) {
    this(folder, settings, cacheBytes, null);
  }

  private Served(Path folder, Settings settings, int cacheBytes, @Nullable Store store) {
    var blobs = new Blobs(folder);
    hosted = new HostedWorld(Archipelago.WORLD, blobs, 1, cacheBytes);
    var entrance = new Entrance();
    control =
        new Control(
            Guards.none(), Toggles.forgetful(), entrance::surroundings, InstantSource.system());
    edge = Edge.open(hosted, blobs, settings, control, entrance, store);
    if (store != null) {
      control.register(Component.KHEPRI, store);
    }
    ROOT.addHandler(complaints);
  }

  /// What was logged as a fault since it began.
  List<String> complaints() {
    return complaints.told;
  }

  URI uri(String scheme, String path) {
    return URI.create(scheme + "://127.0.0.1:" + edge.port() + path);
  }

  /// Asks and waits for the answer.
  ///
  /// @param headers names and values in turn
  HttpResponse<String> get(String path, String... headers) throws Exception {
    var request = HttpRequest.newBuilder(uri("http", path)).timeout(Duration.ofSeconds(20));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /// A connection on which something was said by hand.
  Socket says(String text) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), edge.port());
    socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(DEADLINE_SECONDS));
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    return socket;
  }

  /// All that comes until the other side closes.
  static String heard(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /// Waits for what other threads bring about.
  static void until(String what, BooleanSupplier holds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("not within " + DEADLINE_SECONDS + " s: " + what);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Override
  public void close() {
    ROOT.removeHandler(complaints);
    client.shutdownNow();
    edge.close();
    control.close();
    hosted.close();
  }

  private static final class Complaints extends Handler {
    private final List<String> told = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord logged) {
      if (logged.getLevel().intValue() >= Level.WARNING.intValue()) {
        told.add(logged.getLoggerName() + ": " + logged.getMessage() + " " + logged.getThrown());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}

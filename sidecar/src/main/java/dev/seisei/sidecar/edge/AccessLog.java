package dev.seisei.sidecar.edge;

import dev.seisei.sidecar.participants.Participant;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Writes a line of JSON an answered request.
///
/// Of the address only the path is written, so no token is; what strangers wrote is escaped to
/// ASCII and cut, so no line begins where they want it to. Event loops never wait for the disk:
/// what it does not take is counted and dropped.
final class AccessLog implements AutoCloseable {
  private static final int MOST_PATH = 300;
  static final int NOBODY_WAITED = 499;
  private static final int MOST_WAITING = 8192;
  private static final long CLOSE_SECONDS = 2;
  private static final ObjectWriter JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build().writer();

  private final ArrayBlockingQueue<String> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicLong dropped = new AtomicLong();
  private final Writer out;
  private final Thread writer;
  private volatile boolean isClosing;

  private AccessLog(Writer out) {
    this.out = out;
    this.writer = Thread.ofPlatform().name("access-log").daemon().unstarted(this::write);
    writer.start();
  }

  /// Appends to a file, which is made for its owner and group alone.
  ///
  /// @throws UncheckedIOException if it cannot be opened
  static AccessLog to(Path file) {
    try {
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
      }
      return new AccessLog(
          Files.newBufferedWriter(file, StandardCharsets.US_ASCII, StandardOpenOption.APPEND));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the access log " + file + ": " + e, e);
    }
  }

  /// Tells of a request when it has been answered, or its client has gone.
  void follow(RoutingContext context) {
    long begun = System.nanoTime();
    context.addEndHandler(done -> {
      int status = done.succeeded() ? context.response().getStatusCode() : NOBODY_WAITED;
      Participant participant = Door.participantOrNull(context);
      add(context.request(), participant, status, System.nanoTime() - begun);
    });
    context.next();
  }

  /// Tells of a request that went by no router.
  void add(HttpServerRequest request, @Nullable Participant participant, int status, long nanos) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    SocketAddress from = request.remoteAddress();
    line.put("at", Instant.now().toString());
    line.put("address", from == null ? null : from.hostAddress());
    line.put("participant", participant == null ? null : participant.id());
    line.put("method", cut(request.method().name(), 20));
    line.put("path", cut(String.valueOf(request.path()), MOST_PATH));
    line.put("status", status);
    line.put("bytes", request.response().bytesWritten());
    line.put("millis", Math.round(nanos / 1e4) / 100.0);
    line.put("request", request.response().headers().get(RequestId.HEADER));
    if (!waiting.offer(JSON.writeValueAsString(line))) {
      dropped.incrementAndGet();
    }
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "...";
  }

  private void write() {
    try (out) {
      while (!isClosing || !waiting.isEmpty()) {
        String line = waiting.poll(100, TimeUnit.MILLISECONDS);
        if (line != null) {
          out.write(line);
          out.write('\n');
        }
        long lost = waiting.isEmpty() ? dropped.getAndSet(0) : 0;
        if (lost > 0) {
          out.write("{\"dropped\":" + lost + "}\n");
        }
        if (waiting.isEmpty()) {
          out.flush();
        }
      }
    } catch (IOException e) {
      System.getLogger(AccessLog.class.getName())
          .log(Level.ERROR, "the access log cannot be written any more", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Writes what waits, for a moment.
  @Override
  public void close() {
    isClosing = true;
    try {
      writer.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

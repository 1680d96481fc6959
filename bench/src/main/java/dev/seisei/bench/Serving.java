package dev.seisei.bench;

import dev.seisei.testkit.Repository;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// A sidecar of its own, timed from outside as a client meets it.
final class Serving implements AutoCloseable {
  private static final Pattern API = Pattern.compile("API +(http://\\S+)/api/worlds/(\\S+)");

  private final long started = System.nanoTime();
  final HttpClient http = HttpClient.newHttpClient();
  private final Path data;
  private final Process process;
  final URI at;

  Serving() throws IOException {
    data = Files.createTempDirectory("seisei-bench-");
    process =
        new ProcessBuilder(
                Repository.path("seisei").toString(), "run", "--port", "0", "--data", "" + data)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    at = URI.create(address(process.inputReader()));
  }

  private static String address(BufferedReader lines) throws IOException {
    String line;
    while ((line = lines.readLine()) != null) {
      var api = API.matcher(line);
      if (api.find()) {
        return api.group(1);
      }
    }
    throw new IllegalStateException("the sidecar ended before it served");
  }

  static void measure(Report out) throws IOException, InterruptedException {
    out.head("From the start of the process", "what", "seconds");
    // The first holds what our own first request costs us; the server is what the others show.
    for (int start = 1; start <= 3; start++) {
      try (var sidecar = new Serving()) {
        sidecar.fetch("/api/worlds/archipelago/chunks/0/0/0/0");
        out.row("first chunk served, start " + start, sidecar.secondsSince(sidecar.started));
      }
    }
    out.head(
        "From `view` to the last chunk, all cores", "view", "server", "chunks", "bytes", "seconds");
    for (int radius : new int[] {512, 1000}) {
      try (var sidecar = new Serving()) {
        look(out, sidecar, radius, 0, "just started");
        // Far enough apart that no chunk is seen twice; what changes is the compiled code.
        for (int turn = 1; turn <= 4; turn++) {
          var probe = new Probe(sidecar.http, sidecar.at);
          probe.look(turn * 3000f, turn * 1000f, radius);
        }
        look(out, sidecar, radius, -6000, "warm, these chunks never made");
        look(out, sidecar, radius, -6000, "warm, these chunks kept");
      }
    }
  }

  private static void look(Report out, Serving sidecar, int radius, float x, String state) {
    Probe.Seen seen = new Probe(sidecar.http, sidecar.at).look(x, 0, radius);
    out.row(radius + " m", state, (long) seen.chunks(), seen.bytes(), seen.seconds());
  }

  private void fetch(String path) throws IOException, InterruptedException {
    var answer =
        http.send(
            HttpRequest.newBuilder(at.resolve(path)).timeout(Duration.ofSeconds(30)).build(),
            BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(path + " answers " + answer.statusCode());
    }
  }

  private double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }

  @Override
  public void close() {
    http.close();
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      try (var files = Files.walk(data)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clear " + data, e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.seisei.sidecar.operate;

import dev.seisei.tree.http.Request;
import dev.seisei.tree.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A sidecar that runs.
final class OverHttp implements Asked {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final Duration IMPORT_DEADLINE = Duration.ofMinutes(30);

  private final URI server;
  private final @Nullable String token;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /// @param token of an operator, where the sidecar asks for one
  OverHttp(URI server, @Nullable String token) {
    this.server = server;
    this.token = token;
  }

  @Override
  public Response send(Request request) throws IOException, InterruptedException {
    var asked = ask(request, DEADLINE);
    var body =
        request.body().length == 0
            ? BodyPublishers.noBody()
            : BodyPublishers.ofByteArray(request.body());
    return response(send(asked.method(request.method(), body).build(), BodyHandlers.ofByteArray()));
  }

  private static Response response(HttpResponse<byte[]> answer) {
    Map<String, String> headers = new TreeMap<>();
    answer.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
    return new Response(answer.statusCode(), headers, answer.body());
  }

  private HttpRequest.Builder ask(Request request, Duration deadline) {
    var query = new StringBuilder();
    request
        .query()
        .forEach((name, value) ->
            query
                .append(query.isEmpty() ? '?' : '&')
                .append(name)
                .append(value.isEmpty() ? "" : "=" + encoded(value)));
    URI uri = URI.create(server + "/api/tree" + escaped(request.path()) + query);
    var asked = HttpRequest.newBuilder(uri).timeout(deadline);
    request.headers().forEach(asked::header);
    if (token != null) {
      asked.header("Authorization", "Bearer " + token);
    }
    return asked;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /// A path's text has its own escapes, which are the same; the rest of what a URI may not hold is
  /// escaped besides.
  private static String escaped(String path) {
    var out = new StringBuilder();
    for (byte one : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (one & 0xff);
      if ((c >= '0' && c <= '9')
          || (c >= 'A' && c <= 'Z')
          || (c >= 'a' && c <= 'z')
          || "-._~/%".indexOf(c) >= 0) {
        out.append(c);
      } else {
        out.append(String.format("%%%02X", (int) c));
      }
    }
    return out.toString();
  }

  private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> as)
      throws IOException, InterruptedException {
    try {
      return client.send(request, as);
    } catch (ConnectException e) {
      throw new IOException(
          "no sidecar answers at "
              + server
              + "; start it with `./seisei run`, name another with --server, or look into its"
              + " folder with --data",
          e);
    } catch (HttpTimeoutException e) {
      throw new IOException(server + " did not answer in time", e);
    }
  }

  @Override
  public void watch(Request request, Consumer<String> lines)
      throws IOException, InterruptedException {
    HttpResponse<Stream<String>> answer =
        send(ask(request, DEADLINE).GET().build(), BodyHandlers.ofLines());
    try (Stream<String> body = answer.body()) {
      if (answer.statusCode() != 200) {
        throw Answers.refused(String.join("\n", body.toList()));
      }
      body.filter(line -> !line.isEmpty()).forEach(lines);
    }
  }

  @Override
  public void export(OutputStream out) throws IOException, InterruptedException {
    var request = new Request("GET", "/export", Map.of(), Map.of(), new byte[0]);
    HttpResponse<InputStream> answer =
        send(ask(request, DEADLINE).GET().build(), BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      if (answer.statusCode() != 200) {
        throw Answers.refused(new String(body.readAllBytes(), StandardCharsets.UTF_8));
      }
      body.transferTo(out);
    }
  }

  @Override
  public long importFile(Path file) throws IOException, InterruptedException {
    var request = new Request("POST", "/import", Map.of(), Map.of(), new byte[0]);
    var asked = ask(request, IMPORT_DEADLINE).POST(BodyPublishers.ofFile(file)).build();
    return Answers.json(response(send(asked, BodyHandlers.ofByteArray()))).path("nodes").asLong();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}

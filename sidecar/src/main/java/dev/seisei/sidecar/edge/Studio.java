package dev.seisei.sidecar.edge;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The built web app, read once at start: what is asked for is looked up among what there is, so no
/// path leads anywhere else.
final class Studio {
  private static final long MOST_BYTES = 64 << 20;
  private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  /// Its scripts and styles are its own; it may talk to any sidecar that its user names.
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self' 'unsafe-inline';"
          + " img-src 'self' data: blob:; font-src 'self';"
          + " connect-src 'self' ws: wss: http: https: data: blob:; base-uri 'none';"
          + " form-action 'none'; frame-ancestors 'none'";

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "json", "application/json",
          "map", "application/json",
          "svg", "image/svg+xml",
          "png", "image/png",
          "wasm", "application/wasm",
          "woff2", "font/woff2",
          "txt", "text/plain; charset=utf-8");

  private final Map<String, Page> pages;

  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  private record Page(String type, byte[] bytes, String tag, String caching) {}

  private Studio(Map<String, Page> pages) {
    this.pages = pages;
  }

  /// Reads a folder.
  ///
  /// @param folder or null where there is no studio
  /// @throws UncheckedIOException if it cannot be read
  static Studio of(@Nullable Path folder) {
    if (folder == null) {
      return new Studio(Map.of());
    }
    var pages = new HashMap<String, Page>();
    try (var files = Files.walk(folder)) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      long total = 0;
      for (Path file : all) {
        total += Files.size(file);
        if (total > MOST_BYTES) {
          throw new IOException("it has more than " + (MOST_BYTES >> 20) + " MiB");
        }
        String name = "/" + folder.relativize(file).toString().replace('\\', '/');
        pages.put(name, page(name, Files.readAllBytes(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read the studio in " + folder + ": " + e.getMessage(), e);
    }
    Page index = pages.get("/index.html");
    if (index != null) {
      pages.put("/", index);
    }
    return new Studio(Map.copyOf(pages));
  }

  private static Page page(String name, byte[] bytes) {
    String ending = name.substring(name.lastIndexOf('.') + 1);
    // The build names what is in there by what it contains.
    String caching = name.startsWith("/assets/") ? Content.FOREVER : Content.ASK_AGAIN;
    return new Page(
        TYPES.getOrDefault(ending, "application/octet-stream"), bytes, Tags.of(bytes), caching);
  }

  void handle(RoutingContext context) {
    Page page = pages.get(context.normalizedPath());
    if (page == null) {
      context.next();
    } else if (!METHODS.contains(context.request().method())) {
      Routes.notAllowed(context, "GET, HEAD");
    } else {
      context.response().putHeader(Arrival.POLICY_HEADER, POLICY);
      Content.answer(context, page.type, page.bytes, page.tag, page.caching);
    }
  }
}

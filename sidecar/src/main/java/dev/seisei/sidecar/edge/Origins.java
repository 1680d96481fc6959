package dev.seisei.sidecar.edge;

import dev.seisei.sidecar.participants.Loopback;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Whose web pages may open a socket.
///
/// A browser says whose page asks, in the header `Origin`; other programs send none and pass. What
/// comes from the host that it asks passes, and at a server that listens at this machine alone
/// every page of this machine, whatever its port. Besides, patterns: `*` for all, `//example.com`,
/// `//*.example.com` for every host below, `https://example.com:8443` for that scheme and port.
///
/// Source: RFC 6454; `check_origin` of Phoenix 1.8.
final class Origins {
  private final boolean loopback;
  private final boolean all;
  private final List<Pattern> patterns;

  /// @param host that the server listens at
  /// @throws IllegalArgumentException if a pattern is none
  Origins(String host, List<String> patterns) {
    this.loopback = Loopback.isName(host);
    this.all = patterns.contains("*");
    this.patterns = patterns.stream().filter(text -> !text.equals("*")).map(Pattern::of).toList();
  }

  /// Whether a request passes.
  ///
  /// @param origin its header `Origin`, or null
  /// @param host that it asks, without port, or null
  boolean admits(@Nullable String origin, @Nullable String host) {
    if (origin == null || all) {
      return true;
    }
    URI from = parsed(origin);
    if (from == null || from.getHost() == null) {
      return false;
    }
    String name = from.getHost().toLowerCase(Locale.ROOT);
    return name.equalsIgnoreCase(host)
        || (loopback && Loopback.isName(name))
        || patterns.stream().anyMatch(pattern -> pattern.matches(from.getScheme(), name, from));
  }

  private static @Nullable URI parsed(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  /// @param scheme or null for any
  /// @param host in lower case; with a leading dot every host below it
  /// @param port or -1 for any
  private record Pattern(@Nullable String scheme, String host, int port) {

    static Pattern of(String text) {
      boolean below = text.contains("//*.");
      URI uri = parsed(below ? text.replace("//*.", "//") : text);
      if (uri == null
          || uri.getHost() == null
          || !uri.getRawPath().isEmpty()
          || uri.getRawQuery() != null
          || uri.getRawFragment() != null
          || uri.getRawUserInfo() != null) {
        throw new IllegalArgumentException(
            "allow-origin: must be *, //example.com, //*.example.com or https://example.com, got "
                + text);
      }
      String host = uri.getHost().toLowerCase(Locale.ROOT);
      return new Pattern(uri.getScheme(), below ? "." + host : host, uri.getPort());
    }

    boolean matches(@Nullable String ofScheme, String name, URI from) {
      return (scheme == null || scheme.equalsIgnoreCase(ofScheme))
          && (port < 0 || port == from.getPort())
          && (host.startsWith(".") ? name.endsWith(host) : name.equals(host));
    }
  }
}

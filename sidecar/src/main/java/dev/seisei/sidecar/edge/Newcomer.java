package dev.seisei.sidecar.edge;

import dev.seisei.sidecar.participants.Introduction;
import dev.seisei.sidecar.participants.Loopback;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads from a request who it says it comes from.
final class Newcomer {
  static final String POLL_TOKEN_HEADER = "x-phoenix-longpoll-token";
  private static final String AUTH_TOKEN_HEADER = "x-phoenix-authtoken";
  private static final String PROTOCOL_PREFIX = "base64url.bearer.phx.";
  private static final String BEARER = "Bearer ";

  /// Headers by which a proxy says that it stands between.
  private static final List<String> BETWEEN =
      List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");

  private Newcomer() {}

  /// Who asks the HTTP API. Its token is in a header: addresses end up in logs and histories.
  static Introduction ofRequest(HttpServerRequest request) {
    return new Introduction(bearer(request), isNear(request), null, null, null);
  }

  /// Who asks for a socket. Its token is in the subprotocol or header of Phoenix 1.8, in a header
  /// as for the API, or in the parameters, since a page can set no headers on a WebSocket.
  static Introduction ofSocket(HttpServerRequest request) {
    String token = protocolToken(request);
    if (token == null) {
      token = request.getHeader(AUTH_TOKEN_HEADER);
    }
    if (token == null) {
      token = bearer(request);
    }
    if (token == null) {
      token = parameterToken(request);
    }
    return new Introduction(
        token,
        isNear(request),
        filled(request.getParam("id")),
        filled(request.getParam("name")),
        filled(request.getParam("kind")));
  }

  private static @Nullable String filled(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  private static @Nullable String bearer(HttpServerRequest request) {
    String header = request.getHeader("Authorization");
    return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? header.substring(BEARER.length()).strip()
        : null;
  }

  private static @Nullable String protocolToken(HttpServerRequest request) {
    String header = request.getHeader("Sec-WebSocket-Protocol");
    if (header == null) {
      return null;
    }
    for (String protocol : header.split(",", 8)) {
      String name = protocol.strip();
      if (name.startsWith(PROTOCOL_PREFIX)) {
        return decoded(name.substring(PROTOCOL_PREFIX.length()));
      }
    }
    return null;
  }

  /// phoenix.js uses the other alphabet than its prefix says, for which tokens have no characters.
  private static String decoded(String base64) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(base64.replace('+', '-').replace('/', '_'));
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return base64; // which is no token, and is told so
    }
  }

  /// Long-poll clients put the name of their session behind it, under the same name.
  private static @Nullable String parameterToken(HttpServerRequest request) {
    List<String> tokens = request.params().getAll("token");
    String first = tokens.isEmpty() ? null : tokens.getFirst();
    return "null".equals(first) ? null : first;
  }

  /// The name of its long-poll session, if it has one.
  static @Nullable String pollToken(HttpServerRequest request) {
    String header = request.getHeader(POLL_TOKEN_HEADER);
    if (header != null) {
      return header;
    }
    List<String> tokens = request.params().getAll("token");
    return tokens.isEmpty() ? null : tokens.getLast();
  }

  /// As [Introduction#isNear] says.
  static boolean isNear(HttpServerRequest request) {
    HostAndPort asked = request.authority();
    return isThisMachine(request.remoteAddress())
        && (asked == null || Loopback.isName(asked.host()))
        && BETWEEN.stream().noneMatch(request.headers()::contains);
  }

  private static boolean isThisMachine(@Nullable SocketAddress address) {
    String literal = address == null ? null : address.hostAddress();
    try {
      return literal != null && InetAddress.ofLiteral(literal).isLoopbackAddress();
    } catch (IllegalArgumentException _) {
      return false; // a path of a Unix socket
    }
  }
}

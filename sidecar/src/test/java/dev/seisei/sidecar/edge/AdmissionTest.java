package dev.seisei.sidecar.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.sidecar.participants.Authentication;
import dev.seisei.sidecar.participants.Claims;
import dev.seisei.sidecar.participants.KeyFile;
import dev.seisei.sidecar.participants.Kind;
import dev.seisei.sidecar.participants.Role;
import dev.seisei.sidecar.participants.TokenBook;
import dev.seisei.sidecar.participants.TokenBook.Revoked;
import dev.seisei.sidecar.participants.TokenMint;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An edge that asks for tokens.
@Timeout(120)
@SuppressWarnings("NullAway.Init") // opened before all
final class AdmissionTest {
  private static final String SOCKET = "/socket/websocket?vsn=2.0.0";
  private static final String WORLD = "/api/worlds/archipelago";

  private static Path data;
  private static Served served;

  @BeforeAll
  static void open(@TempDir Path folder) {
    data = folder;
    KeyFile.makeSecret(data);
    served =
        new Served(
            folder.resolve("blobs"),
            Authentication.of(
                "127.0.0.1", KeyFile.checking(List.of(), data, null), data, Instant::now));
  }

  @AfterEach
  void nobody_stays() {
    Served.until("all are gone", () -> served.edge.connections() == 0);
    assertThat(served.complaints()).isEmpty();
  }

  @AfterAll
  static void close() {
    served.close();
  }

  private record Given(String token, String id) {}

  private static Given token(String participant, long seconds, Role... roles) {
    long now = Instant.now().getEpochSecond();
    String id = TokenMint.newId();
    var may = EnumSet.noneOf(Role.class);
    may.addAll(List.of(roles));
    var claims =
        new Claims(id, participant, null, Kind.PERSON, may, now - 100, now - 100, now + seconds);
    return new Given(TokenMint.sign(claims, KeyFile.signing(null, data, null)), id);
  }

  /// A client that keeps what it hears.
  private static final class Client implements WebSocket.Listener {
    private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      heard.add(text.toString());
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      closed.complete(code + " " + reason);
      return null;
    }

    String hears() throws InterruptedException {
      return String.valueOf(heard.poll(20, TimeUnit.SECONDS));
    }
  }

  private static WebSocket connect(Client client, String path, String... protocols)
      throws Exception {
    var builder = served.client.newWebSocketBuilder();
    if (protocols.length == 2) {
      builder.subprotocols(protocols[0], protocols[1]);
    }
    return builder.buildAsync(served.uri("ws", path), client).get(20, TimeUnit.SECONDS);
  }

  private static int refusal(String path, String... protocols) throws Exception {
    try {
      connect(new Client(), path, protocols).abort();
      return 101;
    } catch (ExecutionException e) {
      return e.getCause() instanceof WebSocketHandshakeException refused
          ? refused.getResponse().statusCode()
          : 0;
    }
  }

  private static void join(WebSocket socket) throws Exception {
    socket
        .sendText("[\"1\",\"1\",\"world:archipelago\",\"phx_join\",{\"presence\":false}]", true)
        .get(20, TimeUnit.SECONDS);
  }

  @Test
  void who_has_no_good_token_gets_no_socket() throws Exception {
    assertThat(refusal(SOCKET)).isEqualTo(403);
    assertThat(refusal(SOCKET + "&token=a.b.c")).isEqualTo(403);
    assertThat(refusal(SOCKET + "&token=" + token("ada", -1, Role.VIEW).token)).isEqualTo(403);
    assertThat(refusal(SOCKET, "phoenix", "base64url.bearer.phx.%%%")).isEqualTo(403);
    assertThat(refusal(SOCKET + "&token=" + token("ada", 60, Role.VIEW).token)).isEqualTo(101);
  }

  @Test
  void a_token_comes_by_parameter_or_by_subprotocol() throws Exception {
    String token = token("ada", 60, Role.VIEW).token;
    String bearer =
        "base64url.bearer.phx."
            + Base64.getEncoder()
                .withoutPadding()
                .encodeToString(token.getBytes(StandardCharsets.US_ASCII));
    var client = new Client();
    WebSocket socket = connect(client, SOCKET, "phoenix", bearer);
    assertThat(socket.getSubprotocol()).isEqualTo("phoenix");
    join(socket);
    assertThat(client.hears()).contains("\"status\":\"ok\"");
    socket.abort();
  }

  @Test
  void a_role_that_is_missing_is_told_and_the_channel_stays() throws Exception {
    var client = new Client();
    WebSocket socket = connect(client, SOCKET + "&token=" + token("ada", 60, Role.VIEW).token);
    join(socket);
    assertThat(client.hears()).contains("\"status\":\"ok\"");
    for (String event : new String[] {"edit", "patch", "undo"}) {
      socket
          .sendText("[\"1\",\"2\",\"world:archipelago\",\"" + event + "\",{}]", true)
          .get(20, TimeUnit.SECONDS);
      assertThat(client.hears())
          .contains("\"status\":\"error\"", "\"code\":\"access.role\"", "ada has view");
    }
    socket
        .sendText("[\"1\",\"3\",\"world:archipelago\",\"credit\",{\"bytes\":9}]", true)
        .get(20, TimeUnit.SECONDS);
    assertThat(client.hears()).contains("\"status\":\"ok\"", "\"bytes\":9");
    socket.abort();
  }

  @Test
  void who_only_operates_does_not_see_the_world() throws Exception {
    String token = token("ops", 60, Role.OPERATE).token;
    var client = new Client();
    WebSocket socket = connect(client, SOCKET + "&token=" + token);
    join(socket);
    assertThat(client.hears()).contains("\"code\":\"access.role\"", "ops has operate");
    socket.abort();
    ApiTest.assertProblem(
        served.get(WORLD, "Authorization", "Bearer " + token), 403, "access.role");
  }

  @Test
  void a_token_that_is_revoked_closes_its_connections_and_no_others() throws Exception {
    Given adas = token("ada", 60, Role.VIEW);
    var ada = new Client();
    var bob = new Client();
    connect(ada, SOCKET + "&token=" + adas.token);
    WebSocket bobs = connect(bob, SOCKET + "&token=" + token("bob", 60, Role.VIEW).token);
    long now = Instant.now().getEpochSecond();
    TokenBook.in(data)
        .change(now, content -> content.with(new Revoked(adas.id, null, 0, now + 60)));
    assertThat(ada.closed.get(20, TimeUnit.SECONDS)).isEqualTo("1008 access.revoked");
    assertThat(refusal(SOCKET + "&token=" + adas.token)).isEqualTo(403);
    ApiTest.assertProblem(
        served.get(WORLD, "Authorization", "Bearer " + adas.token), 401, "access.revoked");
    bobs.sendText("[null,\"1\",\"phoenix\",\"heartbeat\",{}]", true).get(20, TimeUnit.SECONDS);
    assertThat(bob.hears()).contains("\"status\":\"ok\"");
    bobs.abort();
  }

  @Test
  void a_connection_lives_no_longer_than_its_token() throws Exception {
    var client = new Client();
    connect(client, SOCKET + "&token=" + token("ada", 2, Role.VIEW).token);
    assertThat(client.closed.get(20, TimeUnit.SECONDS)).isEqualTo("1008 access.expired");
  }

  @Test
  void the_api_asks_for_a_token_in_a_header() throws Exception {
    String token = token("ada", 60, Role.VIEW).token;
    HttpResponse<String> without = served.get(WORLD);
    ApiTest.assertProblem(without, 401, "access.token-missing");
    assertThat(without.headers().firstValue("www-authenticate"))
        .hasValue("Bearer realm=\"seisei\"");
    HttpResponse<String> wrong = served.get(WORLD, "Authorization", "Bearer x");
    ApiTest.assertProblem(wrong, 401, "access.token");
    assertThat(wrong.headers().firstValue("www-authenticate").orElse("")).contains("invalid_token");
    // Addresses end up in logs and histories.
    ApiTest.assertProblem(served.get(WORLD + "?token=" + token), 401, "access.token-missing");
    ApiTest.assertProblem(
        served.get(WORLD, "Authorization", "Basic YTpi"), 401, "access.token-missing");
    assertThat(served.get(WORLD, "Authorization", "bearer " + token).statusCode()).isEqualTo(200);
    assertThat(served.get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void a_long_poll_brings_its_token_and_then_the_name_of_its_session() throws Exception {
    String poll = "/socket/longpoll?vsn=2.0.0";
    assertThat(served.get(poll).body()).contains("\"status\":403");
    Given pollys = token("polly", 60, Role.VIEW);
    assertThat(served.get(poll + "&token=" + pollys.token + "&token=null").body())
        .contains("\"status\":410", "\"token\":");
    String opened = served.get(poll, "X-Phoenix-AuthToken", pollys.token).body();
    String session = opened.replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
    String beat = "[null,\"1\",\"phoenix\",\"heartbeat\",{}]";
    String both = poll + "&token=" + pollys.token + "&token=" + session;
    try (Socket socket =
        served.says(
            "POST "
                + both
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                + beat.length()
                + "\r\n\r\n"
                + beat)) {
      assertThat(Served.heard(socket)).contains("\"status\":200");
    }
    assertThat(served.get(both).body()).contains("phx_reply");
    // Both sessions end with the token.
    long now = Instant.now().getEpochSecond();
    TokenBook.in(data)
        .change(now, content -> content.with(new Revoked(pollys.id, null, 0, now + 60)));
  }
}

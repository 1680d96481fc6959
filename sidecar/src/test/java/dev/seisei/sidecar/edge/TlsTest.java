package dev.seisei.sidecar.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// TLS with certificates that the JDK's own tool makes.
@Timeout(120)
final class TlsTest {
  private static final String PASSWORD = "changeit";

  @TempDir private Path folder;

  /// Makes a certificate of a name and its key, as PEM files in the folder.
  private Certificate make(String name) throws Exception {
    Path store = folder.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=ip:127.0.0.1,dns:localhost",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String told =
        new String(
            keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).as(told).isTrue();
    var keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    Certificate certificate = keys.getCertificate("a");
    write("cert.pem", "CERTIFICATE", certificate.getEncoded());
    write("key.pem", "PRIVATE KEY", keys.getKey("a", PASSWORD.toCharArray()).getEncoded());
    return certificate;
  }

  /// Whole, as who renews certificates does.
  private void write(String file, String kind, byte[] der) throws Exception {
    Path partial = folder.resolve(file + ".new");
    Files.writeString(
        partial,
        "-----BEGIN "
            + kind
            + "-----\n"
            + Base64.getMimeEncoder().encodeToString(der)
            + "\n-----END "
            + kind
            + "-----\n");
    Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rw-------"));
    Files.move(partial, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
  }

  private @Nullable Tls tls() {
    return Tls.of(folder.resolve("cert.pem"), folder.resolve("key.pem"));
  }

  private static SSLContext trusting(Certificate... certificates) throws Exception {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (int i = 0; i < certificates.length; i++) {
      store.setCertificateEntry("c" + i, certificates[i]);
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private Served serve() {
    return new Served(folder.resolve("blobs"), Here.with(tls()));
  }

  @Test
  void http_2_and_websockets_are_spoken_over_tls_and_nothing_without() throws Exception {
    Certificate certificate = make("one");
    try (Served served = serve();
        HttpClient client =
            HttpClient.newBuilder()
                .sslContext(trusting(certificate))
                .version(HttpClient.Version.HTTP_2)
                .build()) {
      for (String method : new String[] {"GET", "HEAD"}) {
        HttpResponse<String> answer =
            client.send(
                HttpRequest.newBuilder(served.uri("https", "/api/worlds"))
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body().isEmpty()).isEqualTo(method.equals("HEAD"));
        assertThat(answer.headers().firstValueAsLong("content-length").orElse(0)).isPositive();
      }
      var heard = new CompletableFuture<String>();
      WebSocket socket =
          client
              .newWebSocketBuilder()
              .buildAsync(
                  served.uri("wss", "/socket/websocket?vsn=2.0.0"),
                  new WebSocket.Listener() {
                    @Override
                    public @Nullable CompletionStage<?> onText(
                        WebSocket from, CharSequence text, boolean last) {
                      heard.complete(text.toString());
                      return null;
                    }
                  })
              .get(20, TimeUnit.SECONDS);
      socket.sendText("[null,\"1\",\"phoenix\",\"heartbeat\",{}]", true).get(20, TimeUnit.SECONDS);
      assertThat(heard.get(20, TimeUnit.SECONDS)).contains("\"ok\"");
      socket.abort();
      try (var plain = served.says("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
        assertThat(Served.heard(plain)).doesNotContain("HTTP/1.1 200");
      }
    }
  }

  @Test
  void a_certificate_that_is_renewed_is_taken_and_a_bad_one_is_not() throws Exception {
    Certificate first = make("first");
    try (Served served = serve()) {
      assertThat(shown(served, first)).isEqualTo("CN=first");
      Certificate second = make("second");
      Served.until("the new one is shown", () -> "CN=second".equals(shown(served, first, second)));
      Files.writeString(folder.resolve("cert.pem"), "rubbish");
      Served.until("it was looked at", () -> !served.complaints().isEmpty());
      assertThat(served.complaints()).allMatch(told -> told.contains("the old certificate stays"));
      assertThat(shown(served, second)).isEqualTo("CN=second");
    }
  }

  private static String shown(Served served, Certificate... trusted) {
    try (SSLSocket socket =
        (SSLSocket)
            trusting(trusted).getSocketFactory().createSocket("127.0.0.1", served.edge.port())) {
      socket.startHandshake();
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
          .getSubjectX500Principal()
          .getName();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cert.pem | rubbish | rw------- | cert.pem: must hold certificates as PEM",
        "cert.pem |  | rw------- | cert.pem: must hold certificates as PEM",
        "key.pem | rubbish | rw------- | key.pem: must hold a private key as PEM",
        "key.pem | -----BEGIN EC PRIVATE KEY----- | rw------- | openssl pkcs8",
        "key.pem | -----BEGIN PRIVATE KEY----- | rw-r--r-- | others may read this secret",
      })
  void files_that_are_not_what_they_must_be_are_refused(
      String file, @Nullable String text, String mode, String told) throws Exception {
    make("one");
    Files.writeString(folder.resolve(file), text == null ? "" : text);
    Files.setPosixFilePermissions(folder.resolve(file), PosixFilePermissions.fromString(mode));
    assertThatIllegalArgumentException().isThrownBy(this::tls).withMessageContaining(told);
  }

  @Test
  void a_certificate_without_a_key_is_refused_with_the_way_out() throws Exception {
    make("one");
    assertThat(Tls.of(null, null)).isNull();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tls.of(folder.resolve("cert.pem"), null))
        .withMessageContaining("both --tls-cert and --tls-key");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tls.of(folder.resolve("cert.pem"), folder.resolve("none")))
        .withMessageContaining("none: there is no such file");
  }
}

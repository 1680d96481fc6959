package dev.seisei.sidecar.edge;

import io.vertx.core.http.HttpServer;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes a certificate that was renewed, without a restart; connections that stand keep the old
/// one.
final class Renewal {
  private static final System.Logger LOG = System.getLogger(Renewal.class.getName());

  private final Tls tls;
  private final List<HttpServer> servers;
  private Tls.@Nullable Stamp taken;

  Renewal(Tls tls, List<HttpServer> servers) {
    this.tls = tls;
    this.servers = servers;
    this.taken = stamp();
  }

  private Tls.@Nullable Stamp stamp() {
    try {
      return tls.stamp();
    } catch (IOException _) {
      return null; // while it is replaced
    }
  }

  /// Looks at the files, and takes them if they are others than before and good.
  void look() {
    Tls.Stamp now = stamp();
    if (now == null || now.equals(taken)) {
      return;
    }
    taken = now;
    try {
      tls.check();
    } catch (IllegalArgumentException e) {
      LOG.log(Level.ERROR, "the old certificate stays: " + e.getMessage());
      return;
    }
    for (HttpServer server : servers) {
      server
          .updateSSLOptions(
              new ServerSSLOptions()
                  .setKeyCertOptions(tls.options())
                  .setUseAlpn(true)
                  .setApplicationLayerProtocols(List.of("h2", "http/1.1")),
              // The paths are the same, and the server compares no more than these.
              true)
          .onSuccess(_ -> LOG.log(Level.INFO, "took the certificate " + tls.certificate()))
          .onFailure(why -> LOG.log(Level.ERROR, "the old certificate stays: " + why.getMessage()));
    }
  }
}

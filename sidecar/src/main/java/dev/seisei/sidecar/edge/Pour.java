package dev.seisei.sidecar.edge;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What another thread writes into a response, no faster than the client takes it.
final class Pour extends OutputStream {
  private static final long DEADLINE_SECONDS = 60;

  private final HttpServerResponse response;
  private final Context loop;

  Pour(HttpServerResponse response, Context loop) {
    this.response = response;
    this.loop = loop;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  /// Writes some bytes, and waits until they are on their way.
  ///
  /// @throws IOException if the client is gone, or takes nothing
  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    Buffer copy = Buffer.buffer(count).appendBytes(bytes, from, count);
    var written = new CompletableFuture<Void>();
    loop.runOnContext(_ -> {
      if (response.ended() || response.closed()) {
        written.completeExceptionally(new IOException("the client is gone"));
      } else {
        response.write(copy).onSuccess(written::complete).onFailure(written::completeExceptionally);
      }
    });
    try {
      written.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the client is gone or takes nothing", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    loop.runOnContext(_ -> {
      if (!response.ended() && !response.closed()) {
        response.end();
      }
    });
  }

  /// Breaks off, so that the client sees that it did not get all.
  void breakOff() {
    loop.runOnContext(_ -> response.reset());
  }
}

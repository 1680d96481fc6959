package dev.seisei.sidecar.chunk;

import dev.seisei.data.ChunkKey;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// Makes chunks only when a test says so: whoever makes one waits here for [#make] or [#fail].
public final class HandMaker implements Function<ChunkKey, EncodedChunk> {
  private static final int DEADLINE_SECONDS = 20;

  private final Map<ChunkKey, CompletableFuture<EncodedChunk>> gates = new ConcurrentHashMap<>();
  private final LinkedBlockingQueue<ChunkKey> begun = new LinkedBlockingQueue<>();

  /// A chunk of so many bytes of nothing.
  public static EncodedChunk blank(ChunkKey key, int bytes) {
    return new EncodedChunk(key, new byte[32], new byte[bytes]);
  }

  @Override
  public EncodedChunk apply(ChunkKey key) {
    begun.add(key);
    try {
      return gate(key).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case Error error -> throw error;
        case RuntimeException failure -> throw failure;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException("nobody said what becomes of " + key, e);
    } finally {
      gates.remove(key);
    }
  }

  private CompletableFuture<EncodedChunk> gate(ChunkKey key) {
    return gates.computeIfAbsent(key, _ -> new CompletableFuture<>());
  }

  /// Waits until the next making begins.
  public ChunkKey nextBegun() {
    try {
      ChunkKey key = begun.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
      if (key == null) {
        throw new AssertionError("no making began within " + DEADLINE_SECONDS + " s");
      }
      return key;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// Whether no making has begun that [#nextBegun] has not told of.
  public boolean isIdle() {
    return begun.isEmpty();
  }

  /// Lets a chunk be made, now or as soon as it is begun.
  public void make(ChunkKey key, int bytes) {
    gate(key).complete(blank(key, bytes));
  }

  /// Lets a chunk be made with a content of its own.
  public void make(ChunkKey key, int bytes, int content) {
    byte[] digest = new byte[32];
    digest[0] = (byte) content;
    gate(key).complete(new EncodedChunk(key, digest, new byte[bytes]));
  }

  /// Lets the making of a chunk fail.
  public void fail(ChunkKey key, Throwable why) {
    gate(key).completeExceptionally(why);
  }
}

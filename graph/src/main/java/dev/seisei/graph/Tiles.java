package dev.seisei.graph;

import java.util.LinkedHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Tiles of tiled fields, each made once for all who want it at the same time, and the latest kept
/// within a bound of memory.
///
/// Named by the digest of all that they are made of, so worlds that share a part of their graphs
/// share its tiles, and a world that is edited or read anew keeps them. Thread-safe.
final class Tiles {
  /// Those of this process, up to an eighth of its heap.
  static final Tiles SHARED = new Tiles(Runtime.getRuntime().maxMemory() / 8);

  private static final int BYTES_BESIDE = 200;
  private static final int PATIENCE_MILLIS = 5;

  private final long mostBytes;
  private final LinkedHashMap<Key, CompletableFuture<float[]>> entries =
      new LinkedHashMap<>(256, 0.75f, true);
  private long bytes;
  private long made;

  Tiles(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /// Names a tile.
  ///
  /// @param digest of the field
  record Key(String digest, int x, int z) {}

  /// The tile, kept, or made here, or waited for where another makes it.
  ///
  /// @throws Abandoned if it is no longer wanted
  float[] get(Key key, Supplier<float[]> maker, BooleanSupplier wanted) {
    while (true) {
      var own = new CompletableFuture<float[]>();
      CompletableFuture<float[]> known;
      synchronized (this) {
        known = entries.putIfAbsent(key, own);
        if (known != null) {
          entries.get(key); // The latest.
        }
      }
      if (known == null) {
        return make(key, own, maker);
      }
      float[] tile = await(known, wanted);
      if (tile != null) {
        return tile;
      }
      // Its maker was told that nobody waits for what it was making: this one does.
    }
  }

  private float[] make(Key key, CompletableFuture<float[]> own, Supplier<float[]> maker) {
    try {
      float[] tile = maker.get();
      own.complete(tile);
      keep(tile);
      return tile;
    } catch (RuntimeException | Error e) {
      synchronized (this) {
        entries.remove(key);
      }
      own.completeExceptionally(e);
      throw e;
    }
  }

  private synchronized void keep(float[] tile) {
    made++;
    bytes += size(tile);
    var oldest = entries.values().iterator();
    while (bytes > mostBytes && oldest.hasNext()) {
      CompletableFuture<float[]> entry = oldest.next();
      if (entry.isDone()) {
        bytes -= size(entry.join());
        oldest.remove();
      }
    }
  }

  private static long size(float[] tile) {
    return 4L * tile.length + BYTES_BESIDE;
  }

  private static float @Nullable [] await(CompletableFuture<float[]> tile, BooleanSupplier wanted) {
    while (true) {
      if (!wanted.getAsBoolean()) {
        throw new Abandoned();
      }
      try {
        return tile.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException _) {
        // Asks again whether it is wanted.
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw new Abandoned();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Abandoned) {
          return null;
        }
        throw new IllegalStateException("a tile could not be made", e.getCause());
      }
    }
  }

  /// Tiles made so far.
  synchronized long made() {
    return made;
  }

  /// Bytes of the tiles that are kept.
  synchronized long bytes() {
    return bytes;
  }
}

package dev.seisei.sidecar.view;

import dev.seisei.data.ChunkKey;
import dev.seisei.sidecar.chunk.EncodedChunk;
import java.util.ArrayList;
import java.util.List;

/// A client that keeps what it was told, in order.
final class Told implements Viewer.Client {
  private final List<String> events = new ArrayList<>();
  private boolean full;

  /// What it was told since it was last asked.
  List<String> taken() {
    var taken = List.copyOf(events);
    events.clear();
    return taken;
  }

  void setFull(boolean full) {
    this.full = full;
  }

  @Override
  public void chunk(EncodedChunk chunk) {
    events.add("chunk " + chunk.key());
  }

  @Override
  public void forget(List<ChunkKey> keys) {
    events.add("forget " + keys);
  }

  @Override
  public void complete(int wanted) {
    events.add("complete " + wanted);
  }

  @Override
  public void failed(ChunkKey key, Throwable why) {
    events.add("failed " + key + ": " + why.getMessage());
  }

  @Override
  public boolean isFull() {
    return full;
  }
}

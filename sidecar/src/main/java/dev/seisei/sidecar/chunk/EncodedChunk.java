package dev.seisei.sidecar.chunk;

import dev.seisei.data.ChunkKey;
import java.util.HexFormat;

/// A chunk as it travels.
///
/// @param key where
/// @param digest of its content, 32 bytes, as `docs/protocol.md` defines it
/// @param bytes the frame's data; not to be written
/// @param stamp when its making began, on the clock of the store that made it
@SuppressWarnings("ArrayRecordComponent") // compared by digest
public record EncodedChunk(ChunkKey key, byte[] digest, byte[] bytes, long stamp) {

  /// One that no store has made.
  public EncodedChunk(ChunkKey key, byte[] digest, byte[] bytes) {
    this(key, digest, bytes, 0);
  }

  /// The same with another stamp.
  EncodedChunk stamped(long when) {
    return new EncodedChunk(key, digest, bytes, when);
  }

  /// The digest as 64 hex digits.
  public String digestHex() {
    return HexFormat.of().formatHex(digest);
  }
}

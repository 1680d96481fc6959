package dev.seisei.sidecar.chunk;

import dev.seisei.data.ChunkKey;
import java.util.HexFormat;

/// A chunk as it travels.
///
/// @param key where
/// @param digest of its content, 32 bytes, as `docs/protocol.md` defines it
/// @param bytes the frame's data; not to be written
@SuppressWarnings("ArrayRecordComponent") // compared by digest
public record EncodedChunk(ChunkKey key, byte[] digest, byte[] bytes) {

  /// The digest as 64 hex digits.
  public String digestHex() {
    return HexFormat.of().formatHex(digest);
  }
}

package dev.seisei.pipeline;

import dev.seisei.data.ChunkKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One piece of a stream. Nobody writes to a payload that was sent: others may hold it too.
///
/// @param payload the data; its class follows from the stream's format
/// @param bytes its size for queues and demand, at least 0
/// @param nanos when it belongs, on the stream's own time; 0 where that has none
/// @param key the chunk that it is, for streams that are wanted by key
/// @param meta anything else, few and small
public record Buffer(
    Object payload, long bytes, long nanos, @Nullable ChunkKey key, Map<String, Object> meta) {
  public Buffer {
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes: must be at least 0, got " + bytes);
    }
  }

  /// Raw bytes, handed over.
  public static Buffer of(byte[] payload) {
    return new Buffer(payload, payload.length, 0, null, Map.of());
  }

  /// Anything, with its size.
  public static Buffer of(Object payload, long bytes) {
    return new Buffer(payload, bytes, 0, null, Map.of());
  }

  /// The payload as what it is expected to be.
  ///
  /// @throws PipelineException `buffer.payload` if it is something else
  public <T> T payload(Class<T> type) {
    if (!type.isInstance(payload)) {
      throw new PipelineException(
          "buffer.payload",
          "expected a payload of "
              + type.getSimpleName()
              + ", got "
              + payload.getClass().getSimpleName());
    }
    return type.cast(payload);
  }

  /// Another payload of the same size, all else as it is.
  public Buffer with(Object other) {
    return new Buffer(other, bytes, nanos, key, meta);
  }

  /// Other bytes, all else as it is.
  public Buffer with(byte[] other) {
    return new Buffer(other, other.length, nanos, key, meta);
  }

  /// As the chunk of a key.
  public Buffer at(ChunkKey of) {
    return new Buffer(payload, bytes, nanos, of, meta);
  }

  /// At a time of the stream.
  public Buffer at(long time) {
    return new Buffer(payload, bytes, time, key, meta);
  }
}

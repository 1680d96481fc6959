package dev.seisei.channels;

/// Where a connection's frames go. Called on the connection's own thread only.
public interface Transport {

  /// Sends a text frame.
  void text(String frame);

  /// Sends a binary frame; the bytes are not changed afterwards.
  void binary(byte[] frame);

  /// Closes with a WebSocket close code.
  void close(int code, String reason);

  /// Whether more than the transport's bound waits to be written: pushes that can wait should.
  boolean isFull();
}

package dev.seisei.channels;

/// Where a connection's frames go. Called on the connection's own thread only.
public interface Transport {

  /// Sends a text frame.
  void text(String frame);

  /// Sends a binary frame; the bytes are not changed afterwards.
  void binary(byte[] frame);

  /// Sends frames that others get, too.
  default void send(Frames frames) {
    for (Frame frame : frames.all()) {
      send(frame);
    }
  }

  /// Sends a frame.
  default void send(Frame frame) {
    switch (frame) {
      case Frame.Text(String text) -> text(text);
      case Frame.Binary(byte[] bytes) -> binary(bytes);
    }
  }

  /// Closes with a WebSocket close code.
  void close(int code, String reason);

  /// Whether more than the transport's bound waits to be written: pushes that can wait should.
  boolean isFull();
}
